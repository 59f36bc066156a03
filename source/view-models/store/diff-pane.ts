import type {DiffAnswer} from '../../analyses/answers/answer.js';
import {formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth} from '../../formats/width.js';
import {type Change, changesOf, versions} from '../../reports/store/diff-changes.js';
import {formatDelta} from '../../reports/store/size-cells.js';
import {cell, gap, joinCells, paneTitle, plainLine, rightCell} from '../cells.js';
import {filledTo} from './list-table.js';

export type DiffPane = {
	readonly lines: readonly Line[];
	/** The last row that can be the first. */
	readonly end: number;
	/** Rows that are shown at once. */
	readonly page: number;
};

type DiffPaneOptions = {
	/** What is compared: `211 → 213`, with their marks. */
	readonly title: readonly Span[];
	/** Undefined while it is being compared. */
	readonly diff: DiffAnswer | undefined;
	readonly error: string | undefined;
	/** Packages of which the version stayed the same are left out. */
	readonly isChangedOnly: boolean;
	readonly top: number;
	readonly columns: number;
	readonly rows: number;
};

const deltaColumns = 10;
const mostName = 44;
const mostVersion = 34;

/** What differs between two generations, the largest difference first. */
export function diffPane(options: DiffPaneOptions, signs: Signs): DiffPane {
	const {title, diff, error, isChangedOnly, columns, rows} = options;
	const height = Math.max(0, rows - 1);
	const all = diff === undefined ? [] : changesOf(diff, signs);
	const shown = isChangedOnly ? all.filter(({isRebuilt}) => !isRebuilt) : all;
	const isLong = shown.length > height;
	// The last line tells what is below.
	const page = Math.max(1, isLong ? height - 1 : height);
	const end = Math.max(0, shown.length - page);
	const top = Math.min(options.top, end);
	const visible = shown.slice(top, top + page);
	const said =
		error !== undefined
			? span(`   ${plainText(error)}`, 'failed')
			: diff === undefined
				? span(`   ${signs.cut}`, 'muted')
				: all.length === 0
					? span('   Nothing differs.', 'bold')
					: shown.length === 0
						? span('   No version differs: all were only built again.', 'muted')
						: undefined;
	const lines =
		said === undefined
			? [
					...changeLines(visible, shown, columns, signs),
					...(isLong ? [restLine(shown, top, page, columns, signs)] : []),
				]
			: [plainLine([said], columns, signs)];
	const state =
		diff === undefined
			? []
			: summary(diff, all, {isChangedOnly, room: columns - lineWidth({spans: title}) - 14}, signs);
	return {
		lines: [paneTitle(title, state, columns, signs), ...filledTo(lines, height, columns)].slice(0, rows),
		end,
		page,
	};
}

/** `+612 MiB · 412 changed · 18 added · 9 removed`; the words of what was only built again go first. */
function summary(
	{narSizeDelta, added, removed}: DiffAnswer,
	all: readonly Change[],
	{isChangedOnly, room}: {isChangedOnly: boolean; room: number},
	{dot}: Signs,
): Span[] {
	const rebuilt = all.filter(({isRebuilt}) => isRebuilt).length;
	const counts: ReadonlyArray<readonly [number, string]> = [
		[all.length - rebuilt - added.length - removed.length, 'changed'],
		[added.length, 'added'],
		[removed.length, 'removed'],
		[rebuilt, isChangedOnly ? 'built again, hidden' : 'built again'],
	];
	const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
	const delta = formatDelta(narSizeDelta);
	const text = (kept: readonly string[]) => kept.map((word) => ` ${dot} ${word}`).join('');
	while (words.length > 0 && delta.length + displayWidth(text(words)) > room) {
		words.pop();
	}

	return [span(delta, 'bold'), span(text(words), 'muted')];
}

/** @param all What the columns are made for, so that they stay when one scrolls. */
function changeLines(visible: readonly Change[], all: readonly Change[], columns: number, signs: Signs): Line[] {
	const room = columns - 5 - deltaColumns - 2 - 2;
	const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
	const wanted = Math.min(mostName, widest(all.map(({name}) => name)));
	const from = Math.min(mostVersion, widest(all.map(fromText)), Math.floor(room * 0.3));
	const to = Math.min(mostVersion, widest(all.map(toText)), Math.floor(room * 0.35));
	const name = Math.max(1, Math.min(wanted, room - from - to - 7));
	return visible.map((change) => ({
		spans: joinCells(
			[
				gap(3),
				cell(2, change.sign),
				cell(name, span(change.name)),
				gap(2),
				cell(from, span(fromText(change), 'muted')),
				cell(
					3,
					span(change.from.length > 0 && change.to.length > 0 && !change.isRebuilt ? ` ${signs.arrow} ` : '', 'muted'),
				),
				cell(to, span(toText(change), change.isRebuilt ? 'muted' : 'plain')),
				rightCell(deltaColumns + 2, span(formatDelta(change.delta))),
				gap(Math.max(0, columns - 5 - name - 2 - from - 3 - to - deltaColumns - 2)),
			],
			signs,
		),
	}));
}

function fromText({from, isRebuilt}: Change): string {
	return isRebuilt ? '' : versions(from);
}

function toText({to, isRebuilt}: Change): string {
	return isRebuilt ? `${versions(to)} built again`.trimStart() : versions(to);
}

/** `… 430 more, 410 of them only built again` */
function restLine(shown: readonly Change[], top: number, page: number, columns: number, signs: Signs): Line {
	const rest = shown.slice(top + page);
	const rebuilt = rest.filter(({isRebuilt}) => isRebuilt).length;
	const of = rebuilt === rest.length ? ', only built again' : `, ${formatCount(rebuilt)} of them only built again`;
	const text =
		rest.length === 0
			? `that is all: ${formatCount(shown.length)}`
			: `${signs.cut} ${formatCount(rest.length)} more${rebuilt > 0 ? of : ''}`;
	return plainLine([span(`  ${text}`, 'muted')], columns, signs);
}
