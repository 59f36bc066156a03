// Loaded by `node --import` before the program that is measured: how long its main thread is not free, from the first
// frame on. The file that NIXSCOPE_BENCH_LOOP names gets the figures as JSON when the program ends.
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {isMainThread} from 'node:worker_threads';

export type LoopFigures = {
	/** The longest time that the loop did not turn. */
	readonly longestMs: number;
	readonly p99Ms: number;
	/** From the start of the process to the write of the first frame. */
	readonly firstFrameMs: number;
};

/** A frame is longer than any sign of life before it. */
const leastFrameBytes = 500;
const resolutionMs = 1;
const file = process.env.NIXSCOPE_BENCH_LOOP;

if (isMainThread && file !== undefined) {
	const histogram = monitorEventLoopDelay({resolution: resolutionMs});
	let firstFrameMs: number | undefined;
	const {writeSync} = fs;
	fs.writeSync = ((...args: Parameters<typeof writeSync>) => {
		const [, data] = args;
		const written = writeSync(...args);
		if (firstFrameMs === undefined && (data as string | Uint8Array).length >= leastFrameBytes) {
			firstFrameMs = performance.now();
			// What React still does for this frame belongs to it.
			setImmediate(() => histogram.enable());
		}

		return written;
	}) as typeof writeSync;
	syncBuiltinESMExports();
	process.on('exit', () => {
		const milliseconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
		const figures: LoopFigures = {
			longestMs: milliseconds(histogram.max),
			p99Ms: milliseconds(histogram.percentile(99)),
			firstFrameMs: firstFrameMs ?? Number.NaN,
		};
		fs.writeFileSync(file, JSON.stringify(figures));
	});
}
