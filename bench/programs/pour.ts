// BYTES: the log of one build that prints lines as fast as they are taken, so many bytes or `endless`ly; then a last
// line, and silence.
import {writeSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {storePath} from '../logs/random.js';
import {RecordWriter} from '../logs/records.js';

/** Written again and again: making lines must not be slower than reading them. */
const linesPerBlock = 10_000;

const wanted = process.argv[2] === 'endless' ? Number.POSITIVE_INFINITY : Number(process.argv[2]);
let text = '';
const records = new RecordWriter((line) => {
	text += line;
});
const path = storePath(1, 'flood-1.0.drv');
records.message(3, 'this derivation will be built:');
records.message(3, `  ${path}`);
const counter = records.start(104, {level: 0});
const build = records.start(105, {text: `building '${path}'`, fields: [path, '', 1, 1]});
records.progress(counter, 0, 1, 1);
records.phase(build, 'buildPhase');
records.logLine(build, 'the first line');
write(flush());
for (let line = 0; line < linesPerBlock; line++) {
	records.logLine(build, `[${line}/500000] gcc -O2 -c unit-${line}.c -o unit-${line}.o`);
}

const block = Buffer.from(flush());
for (let written = 0; written < wanted; written += block.length) {
	write(block);
}

records.logLine(build, 'the last line');
write(flush());
await wait(120_000);

function flush(): string {
	const all = text;
	text = '';
	return all;
}

function write(data: string | Buffer): void {
	const bytes = typeof data === 'string' ? Buffer.from(data) : data;
	for (let written = 0; written < bytes.length; ) {
		written += writeSync(1, bytes, written);
	}
}
