import type {BuildState} from '../build/build-state.js';
import type {Span, Tone} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';

/** The whole build as one line, by count: built, failed, running, rest. A part that is not empty takes at least a cell. */
export function progressRule(state: BuildState, columns: number, signs: Signs): Span[] {
	const {builds, downloads} = {builds: state.buildCounts, downloads: state.downloadCounts};
	const parts: readonly [count: number, sign: string, tone: Tone][] =
		builds.total > 0
			? [
					[builds.built, signs.barDone, 'built'],
					[builds.failed, signs.barDone, 'failed'],
					[builds.running, signs.ruleRunning, 'running'],
				]
			: [
					[downloads.completed, signs.barDone, 'built'],
					[downloads.failed, signs.barDone, 'failed'],
					[downloads.running, signs.ruleRunning, 'running'],
				];
	const total = builds.total > 0 ? builds.total : downloads.total;
	const widths = parts.map(([count]) =>
		count === 0 || total === 0 ? 0 : Math.max(1, Math.floor((count * columns) / total)),
	);
	// The minimum of a cell may be too much of a good thing in a narrow window: the largest part gives it back.
	const over = widths.reduce((sum, width) => sum + width, 0) - columns;
	if (over > 0) {
		const largest = widths.indexOf(Math.max(...widths));
		widths[largest] = Math.max(0, widths[largest]! - over);
	}

	// When everything has ended well no rest may be left over by rounding.
	const used = widths.reduce((sum, width) => sum + width, 0);
	const isDone = parts.reduce((sum, [count]) => sum + count, 0) === total && total > 0;
	if (isDone && used < columns) {
		const largest = widths.indexOf(Math.max(...widths));
		widths[largest] = widths[largest]! + columns - used;
	}

	const filled = widths.reduce((sum, width) => sum + width, 0);
	return [
		...parts.map(([, sign, tone], index) => span(sign.repeat(widths[index]!), tone)),
		span(signs.barRest.repeat(Math.max(0, columns - filled)), 'muted'),
	].filter(({text}) => text !== '');
}
