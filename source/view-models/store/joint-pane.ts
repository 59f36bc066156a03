import type {JointTotal} from '../../analyses/lists/overview.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import type {ExplorerData, Need} from '../../sessions/explorer-data.js';
import {paneTitle, plainLine} from '../cells.js';

/** More than these are not added up one by one. */
const mostParts = 6;

/** What marked roots free together. */
export type Joint = {
	readonly marked: number;
	/** Undefined while it is being added up. */
	readonly total: JointTotal | undefined;
	/** Why it cannot be. */
	readonly error: string | undefined;
	/** Some roots cannot be seen: what is freed is at most this. */
	readonly isAtMost: boolean;
};

/** Asks what marked roots free together; nothing without marks. */
export function jointNeeds(marks: ReadonlySet<string>): Need[] {
	return marks.size === 0 ? [] : [{slot: 'joint', kind: 'joint', request: {links: [...marks].sort()}}];
}

/** What is known of marked roots: a number of others is never shown for them. */
export function jointOf(data: ExplorerData, marks: ReadonlySet<string>): Joint {
	const {answer, request, error} = data.slot('joint', 'joint');
	const isTheirs = request?.links.length === marks.size && request.links.every((link) => marks.has(link));
	return {
		marked: marks.size,
		total: isTheirs ? answer : undefined,
		error,
		isAtMost: data.status?.complete === false,
	};
}

/** `■ 3 marked: 31.6 GiB`; nothing without marks. */
export function markedSpans({marked, total, error, isAtMost}: Joint, signs: Signs): Span[] {
	if (marked === 0) {
		return [];
	}

	const size = total === undefined ? span(error === undefined ? signs.cut : '?', 'muted') : freed(total);
	return [
		span(signs.marked, 'marked'),
		span(` ${formatCount(marked)} marked: `, 'bold'),
		...(isAtMost && total !== undefined ? [span('at most ', 'muted')] : []),
		size,
	];
}

/**
 * `── ■ 3 marked ────`, and below it the exact sum and its parts.
 *
 * @param state At the right end of the title.
 * @param most Lines at most.
 */
export function jointPane(
	joint: Joint,
	{
		state,
		columns,
		most,
		signs,
	}: {
		readonly state: readonly Span[];
		readonly columns: number;
		readonly most: number;
		readonly signs: Signs;
	},
): Line[] {
	const title = [span(signs.marked, 'marked'), span(` ${formatCount(joint.marked)} marked`, 'bold')];
	// Where the parts do not fit, their sum may.
	const variants = (['parts', 'sum', 'alone'] as const).map((detail) =>
		flow(jointWords(joint, detail, signs), {columns: columns - 2, indent: 2, gap: 1, label: [span('  ')]}),
	);
	const lines = variants.find(({length}) => length < most) ?? variants.at(-1)!;
	return [
		paneTitle(title, state, columns, signs),
		...lines.slice(0, Math.max(1, most - 1)).map(({spans}) => plainLine(spans, columns, signs)),
	];
}

/** How much is said of what each frees alone. */
type Detail = 'parts' | 'sum' | 'alone';

function jointWords({marked, total, error, isAtMost}: Joint, detail: Detail, signs: Signs): Span[][] {
	if (total === undefined) {
		const front = words(marked === 1 ? 'it frees' : 'together they free');
		return error === undefined
			? [...front, [span(signs.cut, 'muted')]]
			: [...front, [span('?', 'muted')], ...words(plainText(error), 'muted')];
	}

	const {links, gone, narSize, alone} = total;
	const bound = isAtMost ? words('at most', 'muted') : [];
	const left = gone.length === 0 ? [] : words(`${countOf(gone.length, 'mark')} gone, or never dropped`, 'muted');
	if (links.length === 0) {
		return left;
	}

	const parts =
		links.length === 1 ? words('alone', 'muted') : [[span(' ')], ...words(sumWords(alone, narSize, detail), 'muted')];
	return [
		...words(links.length === 1 ? 'it frees' : 'together they free'),
		...bound,
		[freed(total)],
		...parts,
		...(left.length > 0 ? [[span(' ')], ...left] : []),
	];
}

function freed({narSize}: JointTotal): Span {
	return span(formatSize(narSize), 'succeeded');
}

/** `alone 12.4 + 9.0 + 4.1 = 25.5; 6.1 GiB more go only together`: in the unit of the whole, where that is the unit of all. */
function sumWords(alone: readonly number[], whole: number, detail: Detail): string {
	const sum = alone.reduce((total, size) => total + size, 0);
	if (detail === 'alone') {
		return `alone ${formatSize(sum)}`;
	}

	const more = whole - sum;
	// With three and more it may take some of them, or all.
	const when = alone.length === 2 ? 'only when both do' : 'only together';
	const rest = more > 0 ? `; ${formatSize(more)} more go ${when}` : '';
	if (detail === 'sum' || alone.length > mostParts) {
		return `alone ${formatSize(sum)}${rest}`;
	}

	const sizes = [...alone.toSorted((one, other) => other - one), sum].map(formatSize);
	const unit = unitOf(formatSize(whole));
	const short = sizes.every((size) => unitOf(size) === unit) ? sizes.map((size) => size.split(' ')[0]!) : sizes;
	return `alone ${short.slice(0, -1).join(' + ')} = ${short.at(-1)}${rest}`;
}

function unitOf(size: string): string {
	return size.slice(size.indexOf(' ') + 1);
}
