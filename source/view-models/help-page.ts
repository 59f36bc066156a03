import {countOf, formatCount} from '../formats/count.js';
import {flow, words} from '../formats/flow.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {displayWidth} from '../formats/width.js';
import {helpSections} from '../keymap/help-sections.js';
import type {KeyEntry} from '../keymap/key-entry.js';
import {type Cell, cell, emptyLine, gap, joinCells, spreadLine} from './cells.js';

const leastKeyColumns = 11;

export type HelpPage = {
	readonly lines: readonly Line[];
	/** The last line that can be on top. */
	readonly end: number;
	/** Lines of the text on the screen. */
	readonly page: number;
};

/** What the help page explains. */
export type HelpSubject = {
	readonly keys: readonly KeyEntry[];
	readonly sections: readonly string[];
	/** The legend. */
	readonly legend: ReadonlyArray<readonly Span[]>;
	/** Below everything, one line each. */
	readonly notes: readonly string[];
};

/** Cells of one column of keys. */
export const helpSectionColumns = 30;

/** Every key by section and the legend of the signs, in a frame where there is room. Exactly `height` lines. */
export function helpPage(subject: HelpSubject, columns: number, height: number, top: number, signs: Signs): HelpPage {
	const hasFrame = columns >= 80;
	const inner = hasFrame ? columns - 8 : columns - 2;
	const content = helpContent(subject, inner, signs);
	const chrome = hasFrame ? 3 : 0;
	const room = Math.max(1, height - chrome - 1);
	const end = Math.max(0, content.length - room);
	const first = Math.min(top, end);
	const visible = content.slice(first, first + room);
	const remark = scrollRemark(first, content.length - first - visible.length);
	const body = hasFrame
		? framed(visible, remark, columns, signs)
		: visible.map((spans) => ({spans: joinCells([gap(1), cell(inner, ...spans), gap(1)], signs)}));
	const above =
		hasFrame || remark === '' ? emptyLine(columns) : spreadLine([], [span(remark, 'muted')], columns, signs);
	const lines = [...(height > body.length ? [above] : []), ...body];
	return {lines: Array.from({length: height}, (_, index) => lines[index] ?? emptyLine(columns)), end, page: room};
}

function helpContent({keys, sections, legend, notes}: HelpSubject, columns: number, signs: Signs): Span[][] {
	const count = Math.max(1, Math.min(3, Math.floor(columns / helpSectionColumns)));
	const laneWidth = Math.floor(columns / count);
	const blocks = [
		...keyBlocks(keys, sections, laneWidth, signs),
		[[span('Signs', 'bold')], ...legend.map((spans) => [...spans])],
	];
	const lanes: Span[][][] = Array.from({length: count}, () => []);
	for (const block of blocks) {
		// The shortest lane takes the next block; of equals the leftmost.
		const lane = lanes.reduce((shortest, next) => (next.length < shortest.length ? next : shortest));
		lane.push(...(lane.length > 0 ? [[]] : []), ...block);
	}

	const height = Math.max(...lanes.map(({length}) => length));
	const rows = Array.from({length: height}, (_, index) => {
		const cells: Cell[] = lanes.map((lane) => cell(laneWidth, ...(lane[index] ?? [])));
		return joinCells(cells, signs);
	});
	return [
		...rows,
		[],
		...notes.flatMap((note) => flow(words(note, 'muted'), {columns, indent: 0, gap: 1}).map(({spans}) => [...spans])),
	];
}

function keyBlocks(
	keys: HelpSubject['keys'],
	sections: HelpSubject['sections'],
	columns: number,
	signs: Signs,
): Span[][][] {
	const all = helpSections(keys, sections, signs);
	const widest = Math.max(...all.flatMap(({rows}) => rows.map(({keys: text}) => displayWidth(text) + 1)));
	const keyColumns = Math.max(leastKeyColumns, Math.min(widest, Math.floor(columns / 2)));
	return all.map(({title, rows}) => [
		[span(title, 'bold')],
		...rows.map(({keys, text}) =>
			joinCells(
				[cell(keyColumns, span(keys, 'bold')), cell(Math.max(0, columns - keyColumns - 1), span(text, 'muted'))],
				signs,
			),
		),
	]);
}

/** `4 lines above, 20 below`; empty when everything is seen. */
function scrollRemark(above: number, below: number): string {
	const parts = [
		above > 0 ? `${countOf(above, 'line')} above` : '',
		below > 0 ? `${above > 0 ? formatCount(below) : countOf(below, 'line')} below` : '',
	];
	return parts.filter(Boolean).join(', ');
}

function framed(content: readonly (readonly Span[])[], remark: string, columns: number, signs: Signs): Line[] {
	const inner = columns - 8;
	const wall = span(signs.dialogVertical, 'muted');
	const row = (spans: readonly Span[]): Line => ({
		spans: joinCells([gap(2), cell(1, wall), gap(1), cell(inner, ...spans), gap(1), cell(1, wall), gap(2)], signs),
	});
	const title = ' Keys ';
	const said = remark === '' ? '' : ` ${remark} `;
	return [
		{
			spans: [
				span('  '),
				span(signs.dialogTopLeft + signs.rule, 'muted'),
				span(title, 'bold'),
				span(signs.rule.repeat(columns - 4 - 3 - title.length) + signs.dialogTopRight, 'muted'),
				span('  '),
			],
		},
		...content.map(row),
		{
			spans: [
				span('  '),
				span(signs.dialogBottomLeft, 'muted'),
				span(signs.rule.repeat(columns - 6 - said.length - (said === '' ? 0 : 1)), 'muted'),
				span(said, 'muted'),
				span((said === '' ? '' : signs.rule) + signs.dialogBottomRight, 'muted'),
				span('  '),
			],
		},
	];
}
