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
const {keysAsMarkdown} = await import(new URL(`../${outfile}`, import.meta.url));

const readme = readFileSync('README.md', 'utf8');
const updated = readme.replace(
	/(<!-- keys: [^\n]*-->\n)[\s\S]*?(<!-- \/keys -->)/,
	(_, begin, end) => `${begin}\n${keysAsMarkdown()}\n${end}`,
);
if (process.argv.includes('--check')) {
	if (updated !== readme) {
		console.error('README.md is stale: run npm run docs');
		process.exitCode = 1;
	}
} else {
	writeFileSync('README.md', updated);
}
