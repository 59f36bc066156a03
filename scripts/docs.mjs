// Writes the parts of the README that come from the program: npm run docs. With --check it only compares.
import {readFileSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';

const outfile = 'build/docs/keys.mjs';
await build({
	entryPoints: ['source/keymap/markdown.ts'],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node22',
	logLevel: 'warning',
});
const {keyMapNames, keysAsMarkdown} = await import(new URL(`../${outfile}`, import.meta.url));

const readme = readFileSync('README.md', 'utf8');
const updated = readme.replace(
	/(<!-- keys: (\w+);[^\n]*-->\n)[\s\S]*?(<!-- \/keys -->)/g,
	(_, begin, name, end) => `${begin}\n${keysAsMarkdown(name)}\n${end}`,
);
const missing = keyMapNames.filter((name) => !readme.includes(`<!-- keys: ${name};`));
if (missing.length > 0) {
	throw new Error(`README.md has no table of the keys of: ${missing.join(', ')}`);
}

if (process.argv.includes('--check')) {
	if (updated !== readme) {
		console.error('README.md is stale: run npm run docs');
		process.exitCode = 1;
	}
} else {
	writeFileSync('README.md', updated);
}
