import type {Benchmark} from './row.js';
import {parseBenchmarks} from './rows/parse.js';
import {planBenchmark} from './rows/plan.js';

/** All of them, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [...parseBenchmarks, planBenchmark];
