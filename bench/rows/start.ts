import path from 'node:path';
import {milliseconds} from '../figures.js';
import {liveBuild, placeDerivations} from '../logs/live-build.js';
import {writeLog} from '../logs/log-file.js';
import {terminalObstacle} from '../obstacles.js';
import {cpuMs} from '../process-usage.js';
import type {Benchmark} from '../row.js';
import {median} from '../statistics.js';
import {temporaryFolder} from '../temporary-folder.js';
import {nixscope, node, startInTerminal} from '../terminal.js';

const rounds = 9;
const outputLimitMs = 10;
const frameLimitMs = 100;
const cpuLimitMs = 170;

/** So much of the live build is there at once: enough to fill a screen also before the .drv files are read. */
const firstMomentsMs = 4000;

/** 20 rows with something in them; blank rows of the window are empty. */
const frame = /(?:[^\n]+\n+){19}[^\n]/;

export const startBenchmark: Benchmark = {
	name: 'start',
	obstacle: terminalObstacle,
	async run() {
		const file = path.join(temporaryFolder(), 'first-moment.log');
		const {moments, derivations} = liveBuild();
		writeLog(file, (write) => {
			for (const {at, text} of moments) {
				if (at <= firstMomentsMs) {
					write(text);
				}
			}
		});
		const store = placeDerivations(derivations, path.join(temporaryFolder(), 'store'));
		// The same way in for both: a log in a pipe that stays open.
		const inPipe = (command: string) => `exec ${command} < <(cat '${file}'; sleep 20)`;
		const bare: number[] = [];
		const firstOutput: number[] = [];
		const firstFrame: number[] = [];
		const cpu: number[] = [];
		// The first round warms the cache of compiled code and does not count.
		for (let round = 0; round <= rounds; round++) {
			const peer = await startInTerminal(inPipe(`${node} -e 0`));
			const peerBegin = performance.now();
			await peer.exited;
			const peerMs = performance.now() - peerBegin;
			peer.dispose();

			const pty = await startInTerminal(inPipe(`${nixscope} --full`), {NIX_REMOTE: store});
			const begin = performance.now();
			await pty.waitForOutput(/[\s\S]/);
			const outputMs = performance.now() - begin;
			await pty.waitForScreen(frame);
			const frameMs = performance.now() - begin;
			const startCpu = cpuMs(pty.pid);
			pty.dispose();
			if (round > 0) {
				bare.push(peerMs);
				firstOutput.push(outputMs);
				firstFrame.push(frameMs);
				cpu.push(startCpu);
			}
		}

		const node0 = median(bare);
		const output = median(firstOutput);
		const drawn = median(firstFrame);
		return [
			{
				what: 'first output in a terminal, over bare `node -e 0`',
				measured: `${milliseconds(output)}; node -e 0 ${milliseconds(node0)}`,
				value: `+ ${milliseconds(output - node0)}`,
				target: `≤ + ${outputLimitMs} ms`,
				isReached: output - node0 <= outputLimitMs,
			},
			{
				what: 'first frame of ≥ 20 rows, over bare `node -e 0`',
				measured: `${milliseconds(drawn)}; node -e 0 ${milliseconds(node0)}`,
				value: `+ ${milliseconds(drawn - node0)}`,
				target: `≤ + ${frameLimitMs} ms`,
				isReached: drawn - node0 <= frameLimitMs,
			},
			{
				what: 'CPU until that frame',
				measured: `median of ${rounds}, all threads`,
				value: milliseconds(median(cpu)),
				target: `≤ ${cpuLimitMs} ms`,
				isReached: median(cpu) <= cpuLimitMs,
			},
		];
	},
};
