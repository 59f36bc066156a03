import {groupName} from '../../analyses/answers/root-words.js';
import type {Overview} from '../../analyses/lists/overview.js';
import {countOf, formatCount} from '../../formats/count.js';
import {span} from '../../formats/line-layout.js';
import {barCell} from '../../reports/store/size-cells.js';
import {rootKindLabels} from '../../store/root-kind-label.js';
import {cell, gap, rightCell} from '../cells.js';
import {cellRow, type OverviewRow, type PaneInput, pendingRows, SIZE_CELLS} from './overview-rows.js';
import type {Pane} from './pane-column.js';
import {sizeSpans} from './size-spans.js';

type Held = Overview['heldAlone'][number];

const countCells = 6;
const leastName = 26;
const mostName = 27;
const leastBar = 6;
const mostBar = 40;
/** What several kinds share, and the sum. */
const closing = 2;
const leastKinds = 7;
/** While they are not known. */
const usualRows = 8;

/** What each kind of root holds alone; the rows add up to what is live. */
export function heldPane(input: PaneInput): Pane {
	const {answer, error} = input.data.slot('overview', 'overview');
	const seen = answer?.complete === false ? [span('  as far as roots can be seen', 'muted')] : [];
	const title = [span('Held by these alone', 'bold'), ...seen];
	if (answer === undefined) {
		return {title, most: usualRows, least: usualRows, rows: (count) => pendingRows(input, error, count)};
	}

	const kinds = sorted(answer.heldAlone);
	const most = kinds.length + closing;
	return {
		title,
		most,
		least: Math.min(most, leastKinds + 1 + closing),
		rows: (count) => heldRows(answer, count, input),
	};
}

/** Protected ones first, then those that hold most. */
function sorted(kinds: readonly Held[]): Held[] {
	return [...kinds].sort(
		(a, b) => Number(b.kind === 'protected') - Number(a.kind === 'protected') || b.narSize - a.narSize,
	);
}

function heldRows(answer: Overview, count: number, input: PaneInput): OverviewRow[] {
	const kinds = sorted(answer.heldAlone);
	const isAll = kinds.length + closing <= count;
	const shown = isAll ? kinds : kinds.slice(0, Math.max(0, count - closing - 1));
	const others = kinds.slice(shown.length);
	const total = [...kinds, {narSize: answer.sharedNarSize}].reduce((sum, {narSize}) => sum + narSize, 0);
	const largest = Math.max(answer.sharedNarSize, ...kinds.map(({narSize}) => narSize), sizeOf(others));
	const {inner, signs} = input;
	const room = inner - countCells - 1 - SIZE_CELLS;
	const bar =
		room >= leastName + 2 + leastBar ? Math.min(mostBar, room - Math.min(mostName, room - 2 - leastBar) - 2) : 0;
	const name = Math.max(8, Math.min(mostName, room - (bar > 0 ? bar + 2 : 0)));
	const row = (title: string, number: string, size: number, more: Omit<OverviewRow, 'spans'> = {}) =>
		cellRow(
			input,
			[
				cell(name, span(title)),
				rightCell(countCells, span(number, 'muted')),
				gap(1),
				rightCell(SIZE_CELLS, ...sizeSpans(size)),
			],
			{...more, ...(bar > 0 && size > 0 ? {bar: barCell(size, largest, bar, signs)} : {})},
		);
	return [
		...shown.map(({kind, count, narSize}) =>
			row(kind === 'protected' ? 'protected: booted, current' : groupName(kind), formatCount(count), narSize, {
				id: `held:${kind}`,
				opens: {go: {screen: 'roots', kinds: [kind], filter: ''}},
				subject: {command: kind === 'protected' ? 'nixscope roots' : `nixscope roots --kind ${rootKindLabels[kind]}`},
			}),
		),
		...(others.length === 0
			? []
			: [
					row(
						countOf(others.length, 'other kind'),
						formatCount(others.reduce((sum, {count}) => sum + count, 0)),
						sizeOf(others),
						{
							id: 'held:others',
							opens: {go: {screen: 'roots', kinds: others.map(({kind}) => kind), filter: ''}},
							subject: {command: 'nixscope roots'},
						},
					),
				]),
		row('shared by several kinds', '', answer.sharedNarSize, {
			id: 'held:shared',
			opens: {go: {screen: 'usage'}},
			subject: {command: 'nixscope usage'},
		}),
		cellRow(input, [
			cell(name + countCells + 1, span(`together${answer.complete ? '' : ', at least'}`, 'muted')),
			rightCell(SIZE_CELLS, ...sizeSpans(total, 'bold')),
			gap(2),
			cell(Math.max(0, inner - name - countCells - 3 - SIZE_CELLS), span(togetherWords(), 'muted')),
		]),
	];

	function togetherWords(): string {
		const room = inner - name - countCells - 3 - SIZE_CELLS;
		const long = '= live: every byte counted once';
		return long.length <= room ? long : '= live';
	}
}

function sizeOf(kinds: readonly Held[]): number {
	return kinds.reduce((sum, {narSize}) => sum + narSize, 0);
}

/** `55 links`, with what is dropped with them at least: kinds that share something free more together. */
export function oldGenerations({heldAlone}: Overview): {
	readonly count: number;
	readonly narSize: number;
	readonly kinds: Held['kind'][];
} {
	const kinds = heldAlone.filter(({kind}) => generationKinds.has(kind));
	return {
		count: kinds.reduce((sum, {count}) => sum + count, 0),
		narSize: sizeOf(kinds),
		kinds: kinds.map(({kind}) => kind),
	};
}

const generationKinds: ReadonlySet<Held['kind']> = new Set([
	'nixos-generation',
	'home-manager-generation',
	'profile-generation',
	'channel-generation',
]);
