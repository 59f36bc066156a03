import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {formatDuration} from '../formats/duration.js';
import {flow} from '../formats/flow.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {displayWidth, padEnd, padStart, truncateEnd} from '../formats/width.js';
import {buildDuration, type FailedBuild, failedBuilds, logCommand} from './build-facts.js';
import {failureItems, hashLines, lastPhase, logTail, quoteLines, reasonItems} from './failure-text.js';
import {neededByLines} from './needed-by-lines.js';

/** So many failures are told at length; more become a table. */
const maximumDetailed = 3;

type Options = {readonly columns: number; readonly signs: Signs; readonly tailLines?: number};

/** A paragraph for each failed build while they are few, else one table. */
export function failureLines(state: BuildState, logs: LogReader, options: Options): Line[][] {
	const failures = failedBuilds(state);
	if (failures.length > maximumDetailed) {
		return [failureTable(failures, options)];
	}

	return failures.map((build) => detailedFailure(build, logs, options));
}

function detailedFailure(build: FailedBuild, logs: LogReader, options: Options): Line[] {
	const {columns, signs, tailLines = 10} = options;
	const name = truncateEnd(plainText(build.name), Math.max(1, columns - 4), signs.cut);
	return [
		...flow(failureItems(build), {
			columns,
			indent: 4,
			gap: 1,
			label: [span(`  ${signs.failed} ${name}  `, 'failed-sign')],
		}),
		...hashLines(build, [span('    ')]),
		...quoteLines(logTail(build, logs, tailLines), {columns, indent: 2, signs}),
		...neededByLines(build, options),
		line(span('    full log   ', 'muted'), span(plainText(logCommand(build)))),
	];
}

function failureTable(failures: readonly FailedBuild[], {columns, signs}: Options): Line[] {
	const phases = failures.map((build) => lastPhase(build) ?? '');
	const phaseColumns = Math.min(9, Math.max(...phases.map(displayWidth)));
	const longestName = Math.max(...failures.map(({name}) => displayWidth(plainText(name))));
	const nameColumns = Math.max(16, Math.min(longestName, columns - phaseColumns - 36));
	return failures.flatMap((build, index) => {
		const duration = buildDuration(build);
		const name = truncateEnd(plainText(build.name), nameColumns, signs.cut);
		return [
			...flow(reasonItems(build), {
				columns,
				indent: 6,
				gap: 1,
				label: [
					span('  '),
					span(signs.failed, 'failed-sign'),
					span(` ${padEnd(name, nameColumns)}  `),
					span(padEnd(truncateEnd(phases[index]!, phaseColumns, signs.cut), phaseColumns), 'muted'),
					span(`${padStart(duration ? formatDuration(duration) : '', 9)}  `),
				],
			}),
			...hashLines(build, [span('      ')]),
			line(span(`      ${plainText(logCommand(build))}`, 'muted')),
		];
	});
}
