import type {UsageLevel} from '../../analyses/lists/list-rows.js';
import {formatSize} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {truncateMiddle} from '../../formats/width.js';
import {shortPath} from '../../reports/store/root-words.js';
import {spreadLine} from '../cells.js';
import type {ListUi} from './list-state.js';
import type {ScreenInput} from './screen.js';

/** A row or a piece of the trail for people: home is `~`, also within words. */
export function usageName(id: string, name: string, home: string): string {
	return id.startsWith('link:') || home === '' ? shortPath(name, home) : plainText(name.replaceAll(`${home}/`, '~/'));
}

/** `store › result links › ~/src/ml/result    28.4 GiB of 420.3 GiB`; what is far above gives way. */
export function trailLine(level: UsageLevel | undefined, {columns, signs, home}: ScreenInput): Line {
	if (level === undefined) {
		return spreadLine([span(' store', 'bold')], [span(`${signs.cut} `, 'muted')], columns, signs);
	}

	const {trail, retainedSize, storeNarSize} = level;
	const right =
		trail.length === 0
			? [span(formatSize(storeNarSize), 'bold'), span(' ')]
			: [span(formatSize(retainedSize), 'bold'), span(` of ${formatSize(storeNarSize)} `, 'muted')];
	const room = columns - 5 - lineWidth({spans: right});
	const names = ['store', ...trail.map(({id, name}) => usageName(id, name, home))];
	for (let left = 0; left < Math.max(1, names.length - 1); left++) {
		const spans = trailSpans(left === 0 ? names : [signs.cut, ...names.slice(left + 1)]);
		if (lineWidth({spans}) <= room) {
			return spreadLine(spans, right, columns, signs);
		}
	}

	const above = names.length > 1 ? [signs.cut] : [];
	const used = lineWidth({spans: trailSpans([...above, ''])});
	return spreadLine(
		trailSpans([...above, truncateMiddle(names.at(-1)!, Math.max(1, room - used), signs.cut)]),
		right,
		columns,
		signs,
	);

	function trailSpans(shown: readonly string[]): Span[] {
		return [
			span(' '),
			...shown.slice(0, -1).map((name) => span(`${name} ${signs.leadsTo} `, 'muted')),
			span(shown.at(-1)!, 'bold'),
		];
	}
}

/** `/cuda   3 of 61`; an empty line where nothing is filtered. */
export function filterLine(
	{filter, isTyping}: ListUi,
	known: {readonly matchCount: number; readonly totalCount: number} | undefined,
	{columns, signs}: Pick<ScreenInput, 'columns' | 'signs'>,
): Line {
	if (!isTyping && filter === '') {
		return spreadLine([], [], columns, signs);
	}

	const counts = known === undefined ? '' : `${formatCount(known.matchCount)} of ${formatCount(known.totalCount)}`;
	const spans = [span(' /', 'bold'), span(plainText(filter)), ...(isTyping ? [span(' ', 'cursor')] : [])];
	return spreadLine([...spans, span(`  ${counts}`, 'muted')], [], columns, signs);
}
