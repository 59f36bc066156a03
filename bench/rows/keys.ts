import {setTimeout as wait} from 'node:timers/promises';
import {milliseconds} from '../figures.js';
import {terminalObstacle} from '../obstacles.js';
import type {Benchmark} from '../row.js';
import {programFile} from '../run-program.js';
import {median, quantile} from '../statistics.js';
import {nixscope, node, startInTerminal} from '../terminal.js';

const keyCount = 60;
const limitMs = 100;
const helpOpen = /─ Keys ─/;
const helpClosed = /^(?![\s\S]*─ Keys ─)[\s\S]*flood/;

export const keysBenchmark: Benchmark = {
	name: 'keys',
	obstacle: terminalObstacle,
	async run() {
		const pty = await startInTerminal(`exec ${nixscope} --full < <(${node} '${programFile('pour')}' endless)`);
		await pty.waitForScreen(/gcc -O2/);
		const delays: number[] = [];
		for (let key = 0; key < keyCount; key++) {
			const begin = performance.now();
			pty.type('?');
			await pty.waitForScreen(key % 2 === 0 ? helpOpen : helpClosed);
			delays.push(performance.now() - begin);
			// Not in step with the frames.
			await wait(40 + ((key * 37) % 90));
		}

		pty.dispose();
		const p95 = quantile(delays, 0.95);
		return [
			{
				what: 'key → frame while a build prints as fast as the pipe takes it, p95',
				measured: `median ${milliseconds(median(delays))}, worst ${milliseconds(Math.max(...delays))} of ${keyCount}`,
				value: milliseconds(p95),
				target: `≤ ${limitMs} ms`,
				isReached: p95 <= limitMs,
			},
		];
	},
};
