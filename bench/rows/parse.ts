import {statSync} from 'node:fs';
import path from 'node:path';
import {milliseconds, times} from '../figures.js';
import {buildLogs} from '../logs/build-logs.js';
import {downloadLog} from '../logs/download-log.js';
import {writeLog} from '../logs/log-file.js';
import type {Benchmark, Row} from '../row.js';
import {runProgram} from '../run-program.js';
import {temporaryFolder} from '../temporary-folder.js';

/** The best of them counts: whatever else the machine does only adds. */
const rounds = 5;

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

/** `cpuMs` is that of all threads. */
type Timed = {
	readonly ms: number;
	readonly cpuMs: number;
	readonly recordCount: number;
	readonly malformedLineCount?: number;
};

async function measure({name, what, produce, limit}: LogCase): Promise<Row[]> {
	const file = path.join(temporaryFolder(), `${name}.log`);
	writeLog(file, produce);
	const megabytes = statSync(file).size / 1e6;
	const ours: Timed[] = [];
	const kept: Timed[] = [];
	const theirs: Timed[] = [];
	const split: Timed[] = [];
	let recordCount = 0;
	for (let round = 0; round < rounds; round++) {
		const peer = await runProgram<Timed>('parse-with-readline', file);
		const own = await runProgram<Timed>('follow-file', file);
		if (own.recordCount !== peer.recordCount || own.malformedLineCount !== 0) {
			throw new Error(`${name}: ${JSON.stringify(own)} instead of ${peer.recordCount} records`);
		}

		({recordCount} = own);
		theirs.push(peer);
		ours.push(own);
		kept.push(await runProgram<Timed>('follow-file', file, 'kept'));
		split.push(await runProgram<Timed>('split-file', file));
	}

	const size = `${megabytes.toFixed(0)} MB, ${recordCount.toLocaleString('en')} records`;
	const best = (runs: readonly Timed[], key: 'ms' | 'cpuMs') => Math.min(...runs.map((run) => run[key]));
	const row = (words: string, runs: readonly Timed[], target: number | undefined): Row => {
		const ms = best(runs, 'ms');
		const ratio = ms / best(theirs, 'ms');
		return {
			what: words,
			measured: `${milliseconds(ms)} (${(megabytes / (ms / 1000)).toFixed(0)} MB/s); readline + JSON.parse ${milliseconds(best(theirs, 'ms'))}; CPU ${milliseconds(best(runs, 'cpuMs'))} against ${milliseconds(best(theirs, 'cpuMs'))}`,
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
