// Loaded by `node --import` before the program that is measured: how long its main thread is not free, from the first
// frame on. The file that NIXSCOPE_BENCH_LOOP names gets the figures as JSON when the program ends.
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {isMainThread} from 'node:worker_threads';

/** In milliseconds. */
export type LoopFigures = {
	/** The longest time that the loop did not turn. */
	readonly longest: number;
	readonly p99: number;
	/** CPU of the thread in the longest times: the rest of them others had the machine. */
	readonly blocks: ReadonlyArray<{readonly at: number; readonly lasted: number; readonly cpu: number}>;
	/** From the start of the process to the write of the first frame. */
	readonly firstFrame: number;
};

/** A frame is longer than any sign of life before it. */
const leastFrameBytes = 500;
const resolution = 1;
const leastBlock = 25;
const file = process.env.NIXSCOPE_BENCH_LOOP;

if (isMainThread && file !== undefined) {
	const histogram = monitorEventLoopDelay({resolution});
	const blocks: LoopFigures['blocks'][number][] = [];
	let firstFrame: number | undefined;
	const {writeSync} = fs;
	fs.writeSync = ((...args: Parameters<typeof writeSync>) => {
		const [, data] = args;
		const written = writeSync(...args);
		if (firstFrame === undefined && (data as string | Uint8Array).length >= leastFrameBytes) {
			firstFrame = performance.now();
			// What is still done for this frame belongs to it.
			setImmediate(begin);
		}

		return written;
	}) as typeof writeSync;
	syncBuiltinESMExports();

	const begin = () => {
		histogram.enable();
		let last = {at: performance.now(), cpu: threadCpu()};
		setInterval(() => {
			const next = {at: performance.now(), cpu: threadCpu()};
			const lasted = next.at - last.at - resolution;
			if (lasted >= leastBlock) {
				blocks.push({at: last.at - (firstFrame ?? 0), lasted, cpu: next.cpu - last.cpu});
			}

			last = next;
		}, resolution).unref();
	};

	process.on('exit', () => {
		const milliseconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
		const figures: LoopFigures = {
			longest: milliseconds(histogram.max),
			p99: milliseconds(histogram.percentile(99)),
			blocks: blocks.sort((left, right) => right.lasted - left.lasted).slice(0, 20),
			firstFrame: firstFrame ?? Number.NaN,
		};
		fs.writeFileSync(file, JSON.stringify(figures));
	});
}

function threadCpu(): number {
	const {user, system} = process.threadCpuUsage();
	return (user + system) / 1000;
}
