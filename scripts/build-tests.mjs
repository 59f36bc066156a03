// Translates source/, test/ and scripts they import to build/, file by file, for ava. Types are checked by tsc alone.
import {globSync, rmSync} from 'node:fs';
import {build} from 'esbuild';

rmSync('build', {recursive: true, force: true});
await build({
	entryPoints: globSync('{source,test,bench}/**/*.{ts,tsx}', {exclude: ['test/fixtures/**']}),
	outdir: 'build',
	outbase: '.',
	format: 'esm',
	platform: 'node',
	target: 'node22',
	jsx: 'automatic',
	sourcemap: 'inline',
	logLevel: 'warning',
	plugins: [],
});
