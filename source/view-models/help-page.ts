import type {Line, Span, Tone} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {helpSections} from '../keymap/help-sections.js';
import {type Cell, cell, emptyLine, gap, joinCells} from './cells.js';

/** Cells of one column of keys. */
const sectionColumns = 30;
const keyColumns = 11;

export type HelpPage = {readonly lines: readonly Line[]; readonly end: number};

/** Every key by section and the legend of the signs, in a frame where there is room. Exactly `height` lines. */
export function helpPage(columns: number, height: number, top: number, signs: Signs): HelpPage {
	const hasFrame = columns >= 80;
	const inner = hasFrame ? columns - 8 : columns - 2;
	const content = helpContent(inner, signs);
	const chrome = hasFrame ? 3 : 0;
	const room = Math.max(1, height - chrome - 1);
	const end = Math.max(0, content.length - room);
	const first = Math.min(top, end);
	const visible = content.slice(first, first + room);
	const body = hasFrame
		? framed(visible, columns, signs)
		: visible.map((spans) => ({spans: joinCells([gap(1), cell(inner, ...spans), gap(1)], signs)}));
	const lines = [...(height > body.length ? [emptyLine(columns)] : []), ...body];
	return {lines: Array.from({length: height}, (_, index) => lines[index] ?? emptyLine(columns)), end};
}

function helpContent(columns: number, signs: Signs): Span[][] {
	const count = Math.max(1, Math.min(3, Math.floor(columns / sectionColumns)));
	const blocks = [...keyBlocks(signs), signBlock(signs)];
	const lanes: Span[][][] = Array.from({length: count}, () => []);
	for (const block of blocks) {
		// The shortest lane takes the next block; of equals the leftmost.
		const lane = lanes.reduce((shortest, next) => (next.length < shortest.length ? next : shortest));
		lane.push(...(lane.length > 0 ? [[]] : []), ...block);
	}

	const laneWidth = Math.floor(columns / count);
	const height = Math.max(...lanes.map(({length}) => length));
	const rows = Array.from({length: height}, (_, index) => {
		const cells: Cell[] = lanes.map((lane) => cell(laneWidth, ...(lane[index] ?? [])));
		return joinCells(cells, signs);
	});
	return [...rows, [], [span("Colours are your terminal's own 16; every sign means the same without them.", 'muted')]];
}

function keyBlocks(signs: Signs): Span[][][] {
	return helpSections(signs).map(({title, rows}) => [
		[span(title, 'bold')],
		...rows.map(({keys, text}) =>
			joinCells(
				[cell(keyColumns, span(keys, 'bold')), cell(sectionColumns - keyColumns - 1, span(text, 'muted'))],
				signs,
			),
		),
	]);
}

function signBlock(signs: Signs): Span[][] {
	const pairs: readonly (readonly [sign: string, tone: Tone, word: string])[] = [
		[signs.running, 'running', 'running'],
		[signs.built, 'built', 'built'],
		[signs.waiting, 'muted', 'waiting'],
		[signs.failed, 'failed-sign', 'failed'],
		[signs.download, 'download', 'download'],
		[signs.upload, 'upload', 'upload'],
		[signs.blocked, 'failed', 'blocked'],
		[signs.blocked, 'muted', 'cancelled'],
	];
	const half = sectionColumns / 2;
	const rows: Span[][] = [];
	for (let index = 0; index < pairs.length; index += 2) {
		const cells = pairs
			.slice(index, index + 2)
			.map(([sign, tone, word]) => cell(half, span(sign, tone), span(` ${word}`)));
		rows.push(joinCells(cells, signs));
	}

	const edges = [
		[span(signs.criticalBranch + signs.criticalStub, 'bold'), span(' on the longest chain')],
		[span(signs.treeBranch + signs.planned, 'muted'), span(' steps between left out')],
	];
	return [[span('Signs', 'bold')], ...rows, ...edges];
}

function framed(content: readonly (readonly Span[])[], columns: number, signs: Signs): Line[] {
	const inner = columns - 8;
	const wall = span(signs.dialogVertical, 'muted');
	const row = (spans: readonly Span[]): Line => ({
		spans: joinCells([gap(2), cell(1, wall), gap(1), cell(inner, ...spans), gap(1), cell(1, wall), gap(2)], signs),
	});
	const title = ' Keys ';
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
				span(signs.dialogBottomLeft + signs.rule.repeat(columns - 6) + signs.dialogBottomRight, 'muted'),
				span('  '),
			],
		},
	];
}
