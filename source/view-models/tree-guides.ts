import type {Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import type {Guide, TreeRow} from './tree-layout.js';

/** The lines to the left of a row and its own connector; two cells a level. Deep rows lose the outermost lines. */
export function rowGuides(row: TreeRow, maximumDepth: number, signs: Signs): Span[] {
	if (row.guide === undefined) {
		return [];
	}

	const stub = row.isElided ? signs.planned : row.isCritical ? signs.criticalStub : signs.treeStub;
	const connector = row.isCritical
		? (row.guide.isLast ? signs.criticalCorner : signs.criticalBranch) + stub
		: (row.guide.isLast ? signs.treeCorner : signs.treeBranch) + stub;
	const levels = ancestorLines(row.guide.up, maximumDepth - 1, signs);
	return [span(levels, 'muted'), span(connector, row.isCritical ? 'bold' : 'muted')];
}

/** The lines that pass a row which belongs to the one above it. */
export function passingGuides(row: TreeRow, hasBelow: boolean, maximumDepth: number, signs: Signs): Span[] {
	const levels = row.guide === undefined ? '' : ancestorLines(row.guide, maximumDepth, signs);
	return [span(levels + (hasBelow ? `${signs.treeLine} ` : '  '), 'muted')];
}

function ancestorLines(guide: Guide | undefined, limit: number, signs: Signs): string {
	const levels: string[] = [];
	let current = guide;
	while (current !== undefined && levels.length < limit) {
		levels.push(current.isLast ? '  ' : `${signs.treeLine} `);
		current = current.up;
	}

	// What is cut is at the far left, where a cut sign tells it.
	return (current === undefined ? '' : `${signs.cut} `) + levels.reverse().join('');
}
