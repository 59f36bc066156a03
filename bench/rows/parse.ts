import {statSync} from 'node:fs';
import path from 'node:path';
import {milliseconds, times} from '../figures.js';
import {buildLogs} from '../logs/build-logs.js';
import {downloadLog} from '../logs/download-log.js';
import {writeLog} from '../logs/log-file.js';
import type {Benchmark, Row} from '../row.js';
import {runProgram} from '../run-program.js';
import {median} from '../statistics.js';
import {temporaryFolder} from '../temporary-folder.js';

const rounds = 3;

type LogCase = {
	readonly name: string;
	readonly what: string;
	readonly produce: (write: (line: string) => void) => void;
	/** Upper bound of our time over the peer's. */
	readonly limit: number;
};

/** The limits are the targets of the design over what its peer took: 0.35 of 0.65 s ("twice as fast"), 0.6 of 0.57 s. */
const cases: readonly LogCase[] = [
	{name: 'parse', what: 'download-heavy log: bytes → events → state', produce: downloadLog, limit: 0.5},
	{name: 'log-lines', what: 'log lines of 2,000 builds: bytes → events → state', produce: buildLogs, limit: 1.05},
];

export const parseBenchmarks: readonly Benchmark[] = cases.map((logCase) => ({
	name: logCase.name,
	run: () => measure(logCase),
}));

type Timed = {readonly ms: number; readonly recordCount: number; readonly malformedLineCount?: number};

async function measure({name, what, produce, limit}: LogCase): Promise<Row[]> {
	const file = path.join(temporaryFolder(), `${name}.log`);
	writeLog(file, produce);
	const megabytes = statSync(file).size / 1e6;
	const ours: number[] = [];
	const kept: number[] = [];
	const theirs: number[] = [];
	const split: number[] = [];
	let recordCount = 0;
	for (let round = 0; round < rounds; round++) {
		const peer = await runProgram<Timed>('parse-with-readline', file);
		const own = await runProgram<Timed>('follow-file', file);
		if (own.recordCount !== peer.recordCount || own.malformedLineCount !== 0) {
			throw new Error(`${name}: ${JSON.stringify(own)} instead of ${peer.recordCount} records`);
		}

		({recordCount} = own);
		theirs.push(peer.ms);
		ours.push(own.ms);
		kept.push((await runProgram<Timed>('follow-file', file, 'kept')).ms);
		split.push((await runProgram<Timed>('split-file', file)).ms);
	}

	const size = `${megabytes.toFixed(0)} MB, ${recordCount.toLocaleString('en')} records`;
	const row = (words: string, values: readonly number[], target: number | undefined): Row => {
		const ratio = median(values) / median(theirs);
		return {
			what: words,
			measured: `${milliseconds(median(values))} (${(megabytes / (median(values) / 1000)).toFixed(0)} MB/s); readline + JSON.parse ${milliseconds(median(theirs))}`,
			value: times(ratio),
			target: target === undefined ? '–' : `≤ ${times(target)}`,
			isReached: target === undefined ? undefined : ratio <= target,
		};
	};
	return [
		row(`${what} (${size})`, ours, limit),
		row('… with the bytes kept beside, as for a pipe', kept, undefined),
		row('… only finding the lines', split, undefined),
	];
}
