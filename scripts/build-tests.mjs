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
	// What the bundle loads when it is first needed is required, also where nothing is bundled.
	banner: {
		js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
	},
	logOverride: {'unsupported-require-call': 'silent'},
});
