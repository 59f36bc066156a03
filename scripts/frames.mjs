// Rewrites the golden screens of test/frames from the gallery; look at the difference before committing it.
// With --check it only says which are not up to date.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';

const folder = 'test/frames';
const bundle = 'node_modules/.cache/nixscope-golden-frames.mjs';
await build({
	entryPoints: ['source/gallery/golden-frames.ts'],
	outfile: bundle,
	bundle: true,
	platform: 'node',
	format: 'esm',
	logLevel: 'warning',
});
const {goldenFrames} = await import(`../${bundle}?${Date.now()}`);
const files = goldenFrames();
const isThere = (name) => existsSync(`${folder}/${name}`);
const changed = files.filter(({name, text}) => !isThere(name) || readFileSync(`${folder}/${name}`, 'utf8') !== text);
mkdirSync(folder, {recursive: true});
const left = readdirSync(folder).filter((name) => name.endsWith('.txt') && !files.some((file) => file.name === name));
const names = [...changed.map(({name}) => name), ...left];
if (process.argv.includes('--check')) {
	if (names.length > 0) {
		console.error(`not up to date (npm run frames): ${names.join(', ')}`);
		process.exit(1);
	}
} else {
	for (const name of left) {
		rmSync(`${folder}/${name}`);
	}

	for (const {name, text} of changed) {
		writeFileSync(`${folder}/${name}`, text);
	}

	console.log(names.length === 0 ? 'nothing changed' : names.join('\n'));
}
