import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import {plainLine} from '../cells.js';
import type {OverviewRow} from './overview-rows.js';
import type {ScreenInput} from './screen.js';

/** What is odd; shorter where there is no room. */
type Notes = OverviewRow & {readonly shorter?: ReadonlyArray<readonly Span[]>};

const shortBounds = 'not all can be read: dead at most, live at least';

/** `! 3 links dangle, 1 root holds nothing  3 Roots`; first of all that not everything could be read. */
export function notesRow({data}: ScreenInput): Notes | undefined {
	const {answer} = data.slot('overview', 'overview');
	if (answer === undefined) {
		return undefined;
	}

	const {danglingRoots, idleRoots, complete} = answer;
	const others = idleRoots - danglingRoots;
	const words = [
		danglingRoots === 0 ? '' : `${countOf(danglingRoots, 'link')} ${danglingRoots === 1 ? 'dangles' : 'dangle'}`,
		others <= 0 ? '' : `${countOf(others, 'root')} ${others === 1 ? 'holds' : 'hold'} nothing`,
	].filter(Boolean);
	const roots = [span('  3', 'bold'), span(' Roots', 'muted')];
	const bounds = complete ? [] : ['not everything can be read: dead and freed are at most, live at least'];
	const all = [...bounds, words.join(', ')].filter(Boolean).join('; ');
	return all === ''
		? undefined
		: {
				id: 'notes',
				spans: [span(all), ...roots],
				...(complete
					? {}
					: {shorter: [[span(all)], [span(bounds.join('')), ...roots], [span(bounds.join(''))], [span(shortBounds)]]}),
				opens: {go: {screen: 'roots', kinds: [], filter: ''}},
				subject: {command: 'nixscope roots'},
			};
}

/** The last line of the body: what is odd, and how much is above and below. */
export function bottomLine(
	notes: Notes | undefined,
	isChosen: boolean,
	{above, below}: {readonly above: number; readonly below: number},
	{columns, signs}: ScreenInput,
): Line {
	const parts = [
		...(above > 0 ? [`${countOf(above, 'line')} above`] : []),
		...(below > 0 ? [above > 0 ? `${formatCount(below)} below` : `${countOf(below, 'line')} below`] : []),
	];
	const position = parts.length === 0 ? [] : [span(`${parts.join(', ')} `, 'muted')];
	const signed = (own: readonly Span[]) => [span(` ${signs.warning} `, 'warning'), ...own];
	const {shorter = []} = notes ?? {};
	const variants = notes === undefined ? [[]] : [notes.spans, ...shorter].map(signed);
	const fits = (one: readonly Span[], beside: readonly Span[]) =>
		lineWidth({spans: one}) <= columns - 4 - lineWidth({spans: beside});
	// What numbers mean comes before where one is.
	const spans =
		variants.find((one, index) => (index === 0 || index < shorter.length) && fits(one, position)) ??
		variants.find((one) => fits(one, [])) ??
		variants.at(-1)!;
	const more = shorter.length === 0 || fits(spans, position) ? position : [];
	const room = columns - 3 - lineWidth({spans: more});
	const cut = truncateLine({spans}, Math.max(1, room - 1), signs.cut).spans;
	const text = isChosen && notes !== undefined ? [span(lineText({spans: cut}), 'cursor')] : cut;
	const fill = Math.max(1, room - lineWidth({spans: text}));
	return plainLine([...text, span(' '.repeat(fill)), ...more], columns, signs);
}
