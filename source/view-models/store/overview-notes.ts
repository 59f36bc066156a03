import {countOf, formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {lineText, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import {plainLine} from '../cells.js';
import type {OverviewRow} from './overview-rows.js';
import type {ScreenInput} from './screen.js';

/** `! 3 links dangle, 1 place is not readable: numbers are at most  3 Roots` */
export function notesRow({data}: ScreenInput): OverviewRow | undefined {
	const {answer} = data.slot('overview', 'overview');
	if (answer === undefined) {
		return undefined;
	}

	const {danglingRoots, idleRoots, complete, unreadable} = answer;
	const others = idleRoots - danglingRoots;
	const words = [
		danglingRoots === 0 ? '' : `${countOf(danglingRoots, 'link')} ${danglingRoots === 1 ? 'dangles' : 'dangle'}`,
		others <= 0 ? '' : `${countOf(others, 'root')} ${others === 1 ? 'holds' : 'hold'} nothing`,
		complete
			? ''
			: `${countOf(Math.max(1, unreadable.length), 'place')} ${unreadable.length > 1 ? 'are' : 'is'} not readable: numbers are at most`,
	].filter(Boolean);
	return words.length === 0
		? undefined
		: {
				id: 'notes',
				spans: [span(words.join(', ')), span('  3', 'bold'), span(' Roots', 'muted')],
				opens: {go: {screen: 'roots', kinds: [], filter: ''}},
				subject: {command: 'nixscope roots'},
			};
}

/** The last line of the body: what is odd, and how much is above and below. */
export function bottomLine(
	notes: OverviewRow | undefined,
	isChosen: boolean,
	{above, below}: {readonly above: number; readonly below: number},
	{columns, signs}: ScreenInput,
): Line {
	const spans = notes === undefined ? [] : [span(` ${signs.warning} `, 'warning'), ...notes.spans];
	const parts = [
		...(above > 0 ? [`${countOf(above, 'line')} above`] : []),
		...(below > 0 ? [above > 0 ? `${formatCount(below)} below` : `${countOf(below, 'line')} below`] : []),
	];
	const more = parts.length === 0 ? [] : [span(`${parts.join(', ')} `, 'muted')];
	const room = columns - 3 - lineWidth({spans: more});
	const cut = truncateLine({spans}, Math.max(1, room - 1), signs.cut).spans;
	const text = isChosen && notes !== undefined ? [span(lineText({spans: cut}), 'cursor')] : cut;
	const fill = Math.max(1, room - lineWidth({spans: text}));
	return plainLine([...text, span(' '.repeat(fill)), ...more], columns, signs);
}
