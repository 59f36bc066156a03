// FILE [kept]: bytes → events → state, as `nixscope report FILE` does it; with `kept` the bytes are kept as well, as for a pipe.

import {openSync} from 'node:fs';
import {createFileLogStore, createLogStore} from '../../source/inputs/log-store.js';
import {StdinInput} from '../../source/inputs/stdin-input.js';
import {createMonitorSession} from '../../source/sessions/create-monitor-session.js';
import {ownCpuMs} from '../own-cpu.js';

const [file, kept] = process.argv.slice(2);
const begin = performance.now();
const monitor = createMonitorSession({
	input: new StdinInput(openSync(file!, 'r')),
	logStore: kept === 'kept' ? createLogStore() : createFileLogStore(file!),
	title: '',
	readDerivations: undefined,
});
const state = await monitor.run();
const ms = performance.now() - begin;
const {recordCount, malformedLineCount, logLineCount, buildCounts, downloadCounts} = state;
console.log(
	JSON.stringify({
		ms,
		cpuMs: ownCpuMs(),
		recordCount,
		malformedLineCount,
		logLineCount,
		built: buildCounts.built,
		downloaded: downloadCounts.completed,
	}),
);
