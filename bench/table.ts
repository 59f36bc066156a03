import type {Row} from './row.js';

const headings = ['what', 'measured', 'value', 'target', ''] as const;

/** The table as Markdown that reads well as plain text, too. */
export function formatTable(rows: readonly Row[]): string {
	const cells = rows.map(({what, measured, value, target, isReached}) => [
		what,
		measured,
		value,
		target,
		verdict(isReached),
	]);
	const widths = headings.map((heading, column) =>
		Math.max(heading.length, ...cells.map((row) => [...row[column]!].length)),
	);
	const line = (row: readonly string[]) =>
		`| ${row.map((text, column) => text + ' '.repeat(widths[column]! - [...text].length)).join(' | ')} |`;
	return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

function verdict(isReached: boolean | undefined): string {
	if (isReached === undefined) {
		return '';
	}

	return isReached ? 'PASS' : 'short';
}
