import {readFileSync, writeFileSync} from 'node:fs';
import {cpus, loadavg, totalmem} from 'node:os';
import {benchmarks} from './benchmarks.js';
import type {Row} from './row.js';
import {formatTable} from './table.js';

const readme = 'bench/README.md';
const beginOfResults = '<!-- results: npm run bench -- --write -->\n';

const words = process.argv.slice(2).filter((word) => word !== '--write');
const writes = process.argv.includes('--write');
const unknown = words.filter((word) => !benchmarks.some(({name}) => name === word));
if (unknown.length > 0) {
	console.error(`unknown: ${unknown.join(', ')}; there are ${benchmarks.map(({name}) => name).join(', ')}`);
	process.exit(2);
}

const begin = Date.now();
// Others on the machine make wall times worth little: the reader should know of them.
const [load = 0] = loadavg();
const rows: Row[] = [];
for (const {name, obstacle, run} of benchmarks.filter(({name}) => words.length === 0 || words.includes(name))) {
	const reason = obstacle?.();
	if (reason !== undefined) {
		rows.push(notMeasured(name, `skipped: ${reason}`));
		continue;
	}

	const started = Date.now();
	process.stderr.write(`${name} … `);
	try {
		rows.push(...(await run()));
	} catch (error) {
		// One figure that cannot be had does not cost the others.
		rows.push(notMeasured(name, `failed: ${(error as Error).message.split('\n')[0]}`));
		process.stderr.write(`${(error as Error).stack}\n`);
	}

	process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0)} s\n`);
}

const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform}, load average ${load.toFixed(1)} at the start`;
const results = `${formatTable(rows)}\n\n${machine}; ${new Date(begin).toISOString().slice(0, 10)}; ${((Date.now() - begin) / 1000).toFixed(0)} s in all.\n`;
process.stdout.write(`\n${results}`);
if (writes) {
	const text = readFileSync(readme, 'utf8');
	writeFileSync(readme, `${text.slice(0, text.indexOf(beginOfResults) + beginOfResults.length)}\n${results}`);
}

process.exit(0);

function notMeasured(name: string, why: string): Row {
	return {what: name, measured: why, value: '–', target: '–', isReached: undefined};
}
