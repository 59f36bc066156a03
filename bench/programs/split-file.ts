// FILE: reading it and finding its lines, and nothing else.

import {createReadStream} from 'node:fs';
import {LineSplitter} from '../../source/parsers/line-splitter.js';
import {ownCpuMs} from '../own-cpu.js';

const newline = 0x0a;
const begin = performance.now();
let recordCount = 0;
const splitter = new LineSplitter({
	line(bytes, start) {
		recordCount++;
		return bytes.indexOf(newline, start) + 1;
	},
	overlongLine() {},
});
createReadStream(process.argv[2]!, {highWaterMark: 1 << 20})
	.on('data', (chunk) => splitter.push(chunk as Buffer))
	.on('close', () => {
		splitter.end();
		console.log(JSON.stringify({ms: performance.now() - begin, cpuMs: ownCpuMs(), recordCount}));
	});
