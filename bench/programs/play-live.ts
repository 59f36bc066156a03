// [first]: the log of a live build on stdout, each piece at its time, and then silence with builds still running; with
// `first` only what is there at once.
import {writeSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {liveBuild} from '../logs/live-build.js';

const {moments} = liveBuild();
const begin = performance.now();
for (const {at, text} of process.argv[2] === 'first' ? moments.slice(0, 1) : moments) {
	const ahead = begin + at - performance.now();
	if (ahead > 0) {
		await wait(ahead);
	}

	writeSync(1, text);
}

await wait(120_000);
