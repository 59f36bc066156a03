import type {UsageDetail, UsageRow} from '../../analyses/lists/list-rows.js';
import {formatSize} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shortPath} from '../../reports/store/root-words.js';
import type {Need} from '../../sessions/explorer-data.js';
import {emptyLine, paneTitle, plainLine} from '../cells.js';
import type {ScreenInput} from './screen.js';
import {usageName} from './usage-trail.js';

/** Lines of the pane, with the empty one above it. */
export const USAGE_PANE = 4;

const labelCells = 12;

/** What the pane below the list has to know of the row. */
export function detailNeeds(row: UsageRow | undefined): Need[] {
	return row === undefined || !hasDetail(row)
		? []
		: [{slot: 'usageDetail', kind: 'usageDetail', request: {id: row.id}}];
}

function hasDetail({kind, id}: UsageRow): boolean {
	return kind !== 'group' && kind !== 'rest' && !id.startsWith('dead:');
}

/**
 * Who needs the chosen row, and what frees it.
 *
 * @param isDead It stands below what is dead.
 */
export function usagePane(row: UsageRow | undefined, isDead: boolean, input: ScreenInput): Line[] {
	const {columns, signs, home, data} = input;
	if (row === undefined) {
		return Array.from({length: USAGE_PANE}, () => emptyLine(columns));
	}

	const slot = data.slot('usageDetail', 'usageDetail');
	const detail = slot.request?.id === row.id ? slot.answer : undefined;
	const title = paneTitle([span(usageName(row.id, row.name, home), 'bold')], stateSpans(row), columns, signs);
	return [emptyLine(columns), title, ...rowsFor(row, detail, isDead, input)];
}

function stateSpans({childCount}: UsageRow): Span[] {
	return childCount === 0 ? [] : [span(`${formatCount(childCount)} below it`, 'muted')];
}

function rowsFor(row: UsageRow, detail: UsageDetail | undefined, isDead: boolean, input: ScreenInput): Line[] {
	if (isDead) {
		return [
			labelled(
				'freed by',
				[
					span('g', 'bold'),
					span(
						` collects it${input.data.status?.complete === false ? ', unless what cannot be seen holds it' : ': nothing holds it'}`,
						'muted',
					),
				],
				input,
			),
			empty(),
		];
	}

	if (!hasDetail(row)) {
		const words = row.kind === 'group' ? 'dropping all of them' : '';
		return words === '' ? [empty(), empty()] : [labelled('freed by', [span(words, 'muted')], input), empty()];
	}

	return row.kind === 'path'
		? [labelled('needed by', neededBy(detail), input), labelled('freed by', freedBy(detail, input), input)]
		: [labelled('freed by', freedBy(detail, input), input), empty()];

	function empty(): Line {
		return emptyLine(input.columns);
	}
}

function labelled(label: string, spans: readonly Span[], {columns, signs}: ScreenInput): Line {
	return plainLine([span(`  ${label.padEnd(labelCells)}`, 'muted'), ...spans], columns, signs);
}

function neededBy(detail: UsageDetail | undefined): Span[] {
	if (detail === undefined) {
		return [];
	}

	const {neededBy: names, neededByCount} = detail;
	if (names.length === 0) {
		return [span('no other path: roots lead to it', 'muted')];
	}

	const more = neededByCount - names.length;
	return [
		span(names.map(plainText).join(', ')),
		...(more > 0 ? [span(` and ${formatCount(more)} more`, 'muted')] : []),
	];
}

function freedBy(detail: UsageDetail | undefined, {home}: ScreenInput): Span[] {
	if (detail === undefined) {
		return [];
	}

	const {freedBy: links, alsoFreed} = detail;
	if (links.length === 0) {
		return [span('no single root: several hold it', 'muted')];
	}

	const [first = '', ...others] = links.map((link) => shortPath(link, home));
	return [
		span(first.startsWith('pid ') ? 'ending ' : 'dropping ', 'muted'),
		span(first, 'bold'),
		...others.map((other) => span(` or ${other}`)),
		...(alsoFreed === null || alsoFreed === 0
			? []
			: [span(', with the other ', 'muted'), span(formatSize(alsoFreed)), span(' that it holds alone', 'muted')]),
	];
}
