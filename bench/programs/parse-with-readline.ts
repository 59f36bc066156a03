// FILE: the least that a monitor in JavaScript would do, and nothing else: readline, then JSON.parse of each record.

import {createReadStream} from 'node:fs';
import {createInterface} from 'node:readline';
import {ownCpuMs} from '../own-cpu.js';

const begin = performance.now();
let recordCount = 0;
const lines = createInterface({input: createReadStream(process.argv[2]!), crlfDelay: Number.POSITIVE_INFINITY});
lines.on('line', (line) => {
	if (line.startsWith('@nix ') && JSON.parse(line.slice(5)).action !== undefined) {
		recordCount++;
	}
});
lines.on('close', () => console.log(JSON.stringify({ms: performance.now() - begin, cpuMs: ownCpuMs(), recordCount})));
