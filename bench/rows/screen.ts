import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {percent} from '../figures.js';
import {liveBuild, placeDerivations} from '../logs/live-build.js';
import {terminalObstacle} from '../obstacles.js';
import {cpuMs} from '../process-usage.js';
import type {Benchmark} from '../row.js';
import {programFile} from '../run-program.js';
import {temporaryFolder} from '../temporary-folder.js';
import {nixscope, node, startInTerminal} from '../terminal.js';

const liveLimit = 4;
const clocksLimit = 1;

/** Silence begins 21 s after the start; ten seconds later it is measured for as long. */
const clocksFromMs = 31_000;
const clocksToMs = 41_000;

export const screenBenchmark: Benchmark = {
	name: 'screen',
	obstacle: terminalObstacle,
	async run() {
		const store = placeDerivations(liveBuild().derivations, path.join(temporaryFolder(), 'store'));
		const pty = await startInTerminal(`exec ${nixscope} --full < <(${node} '${programFile('play-live')}')`, {
			NIX_REMOTE: store,
		});
		const begin = performance.now();
		const share = async (fromMs: number, toMs: number) => {
			await wait(begin + fromMs - performance.now());
			const before = {cpu: cpuMs(pty.pid), time: performance.now()};
			await wait(begin + toMs - performance.now());
			return (100 * (cpuMs(pty.pid) - before.cpu)) / (performance.now() - before.time);
		};
		await pty.waitForScreen(/library-/);
		const live = await share(3000, 20_000);
		const screen = await pty.screen();
		const clocks = await share(clocksFromMs, clocksToMs);
		const life = cpuMs(pty.pid);
		pty.dispose();
		if (!/library-\d+/.test(screen) || screen.split('\n').length < 30) {
			throw new Error(`not the screen of a live build:\n${screen}`);
		}

		return [
			{
				what: 'CPU of a live 60-build screen, full, 120×40, 50 records/s, from 3 s to 20 s',
				measured: `${Math.round(life)} ms of CPU in ${clocksToMs / 1000} s`,
				value: percent(live),
				target: `≤ ${liveLimit} %`,
				isReached: live <= liveLimit,
			},
			{
				what: '… with only clocks moving, after 10 s of that',
				measured: 'six builds running in silence',
				value: percent(clocks),
				target: `≤ ${clocksLimit} %`,
				isReached: clocks <= clocksLimit,
			},
		];
	},
};
