import type {Benchmark} from './row.js';
import {explorerBenchmark} from './rows/explorer.js';
import {keysBenchmark} from './rows/keys.js';
import {memoryBenchmark} from './rows/memory.js';
import {parseBenchmarks} from './rows/parse.js';
import {pipelineBenchmarks} from './rows/pipeline.js';
import {planBenchmark} from './rows/plan.js';
import {screenBenchmark} from './rows/screen.js';
import {startBenchmark} from './rows/start.js';
import {largeStoreBenchmark, optimiseBenchmark, storeBenchmark} from './rows/store.js';

/** All of them, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [
	...parseBenchmarks,
	planBenchmark,
	...pipelineBenchmarks,
	screenBenchmark,
	startBenchmark,
	memoryBenchmark,
	keysBenchmark,
	storeBenchmark,
	explorerBenchmark,
	optimiseBenchmark,
	largeStoreBenchmark,
];
