import {setTimeout as wait} from 'node:timers/promises';
import {mebibytes, milliseconds} from '../figures.js';
import {terminalObstacle} from '../obstacles.js';
import {residentBytes} from '../process-usage.js';
import type {Benchmark} from '../row.js';
import {programFile} from '../run-program.js';
import {nixscope, node, startInTerminal} from '../terminal.js';

const logBytes = 1e9;
const limitBytes = 60 * 2 ** 20;
const settleMs = 3000;

export const memoryBenchmark: Benchmark = {
	name: 'memory',
	obstacle: terminalObstacle,
	async run() {
		const follow = async (bytes: number) => {
			const begin = performance.now();
			const pty = await startInTerminal(`exec ${nixscope} --full < <(${node} '${programFile('pour')}' ${bytes})`);
			await pty.waitForScreen('the last line');
			const ms = performance.now() - begin;
			await wait(settleMs);
			const resident = residentBytes(pty.pid);
			pty.dispose();
			return {...resident, ms};
		};
		const empty = await follow(0);
		const full = await follow(logBytes);
		const added = full.now - empty.now;
		return [
			{
				what: 'memory after 1 GB of log in a pipe, above the app with no log',
				measured: `${mebibytes(full.now)} (at most ${mebibytes(full.most)}) after ${milliseconds(full.ms)}; without ${mebibytes(empty.now)}`,
				value: `+ ${mebibytes(added)}`,
				target: `≤ + ${mebibytes(limitBytes)}`,
				isReached: added <= limitBytes,
			},
		];
	},
};
