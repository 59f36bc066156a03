import {flow, words} from '../../formats/flow.js';
import type {Line, Span, Tone} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {cell, gap, joinCells, plainLine, rightCell} from '../cells.js';

/** A line of a page: two cells free at its left. */
export function pageLine(spans: readonly Span[], columns: number, signs: Signs): Line {
	return plainLine([span(' '), ...spans], columns, signs);
}

/** A text that wraps, behind a sign: `! nix-store --gc deletes whatever is dead then`. */
export function pageRemark(text: string, sign: Span, columns: number, signs: Signs, tone: Tone = 'muted'): Line[] {
	return pageFlow(words(plainText(text), tone), [sign, span(' ')], columns, signs);
}

/** Items that wrap, behind a label of the first line. */
export function pageFlow(
	items: readonly (readonly Span[])[],
	label: readonly Span[],
	columns: number,
	signs: Signs,
): Line[] {
	const indent = lineWidth({spans: label});
	// Never cut: an item that is longer than the line alone goes on in the next one.
	return flow(items, {columns: columns - 4, indent, gap: 1, label}).map(({spans}) => pageLine(spans, columns, signs));
}

/** A row of the tables of a plan: what, how many, how much, a remark. */
export type PlanRow = {
	readonly label: readonly Span[];
	readonly count?: Span | undefined;
	readonly size?: Span | undefined;
	readonly remark?: Span | undefined;
	/** Of the label: 2 for titles, 4 below them. */
	readonly indent?: 2 | 4;
	/** Cells that the label takes from the count. */
	readonly wideLabel?: number;
};

const countWidth = 11;
const sizeWidth = 11;
const remarkGap = 3;
const leastRemark = 15;

/** Cells of the label column: all tables of a plan have the same, so that their numbers stand below each other. */
export function labelWidth(columns: number): number {
	const numbers = 4 + countWidth + 2 + sizeWidth + 1;
	// Numbers stay near their names.
	const mostLabel = columns >= 120 ? 62 : 50;
	return Math.max(12, Math.min(mostLabel, columns - numbers - (columns >= 76 ? remarkGap + leastRemark : 0)));
}

export function planRow(
	{label, count, size, remark, indent = 4, wideLabel = 0}: PlanRow,
	columns: number,
	signs: Signs,
): Line {
	const width = labelWidth(columns);
	const used = 4 + width + countWidth + 2 + sizeWidth;
	const remarkWidth = columns - used - remarkGap - 1;
	// Words without numbers have the room of these.
	const isWide = count === undefined && size === undefined;
	return {
		spans: joinCells(
			[
				gap(indent),
				...(isWide
					? [cell(columns - indent - 1, ...label)]
					: count === undefined
						? [cell(width + countWidth + 4 - indent, ...label), gap(2), rightCell(sizeWidth, ...(size ? [size] : []))]
						: [
								cell(width + 4 - indent + wideLabel, ...label),
								rightCell(countWidth - wideLabel, count),
								gap(2),
								rightCell(sizeWidth, ...(size ? [size] : [])),
							]),
				...(isWide
					? []
					: remarkWidth >= leastRemark
						? [gap(remarkGap), cell(remarkWidth, ...(remark ? [remark] : []))]
						: [gap(columns - used - 1)]),
				gap(1),
			],
			signs,
		),
	};
}
