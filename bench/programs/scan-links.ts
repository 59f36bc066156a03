// Scans the store that the environment names for what hard links save and would save, beside a loop that only looks at
// every file: the least that any scan must do.
import {lstatSync, readdirSync} from 'node:fs';
import {storeAddress} from '../../source/store/address-of.js';
import {scanOptimise} from '../../source/store/optimise-scan.js';
import {openReading} from '../../source/workers/open-reading.js';

const address = storeAddress({store: undefined, snapshot: undefined}, process.env);
if (address.kind !== 'local') throw new Error('a local store');
const {graph} = await openReading(address, {environment: process.env, onProgress() {}, withEntries: false});
const rounds = 3;
const scanMs: number[] = [];
const bareMs: number[] = [];
let files = 0;
for (let round = 0; round < rounds; round++) {
	let begin = performance.now();
	files = look(address.realStoreDirectory);
	bareMs.push(performance.now() - begin);
	begin = performance.now();
	scanOptimise(address, graph.names);
	scanMs.push(performance.now() - begin);
}

console.log(JSON.stringify({scanMs, bareMs, files}));

function look(folder: string): number {
	let count = 0;
	for (const entry of readdirSync(folder, {withFileTypes: true})) {
		const name = `${folder}/${entry.name}`;
		count++;
		if (entry.isDirectory()) count += look(name);
		else lstatSync(name);
	}

	return count;
}
