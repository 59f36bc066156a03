// Builds what is installed: one esbuild bundle with lazily loaded chunks, in dist/. Runs on any Node that npm runs on.
import {readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';

/** Another folder can be named, so that a long measurement is not disturbed by the next build. */
const outdir = process.argv[2] ?? 'dist';
rmSync(outdir, {recursive: true, force: true});

/** Workers and other programs of their own (`*.worker.ts`, `*.program.ts`) are found by name; imports of them are not followed. */
const programs = readdirSync('source', {recursive: true})
	.filter((file) => /\.(worker|program)\.tsx?$/.test(file))
	.map((file) => path.join('source', file));

await build({
	entryPoints: ['source/cli.tsx', ...programs],
	outdir,
	bundle: true,
	splitting: true,
	platform: 'node',
	format: 'esm',
	target: 'node22',
	// esbuild would turn these literals into constructor calls, made anew for each character that is measured.
	supported: {'regexp-unicode-property-escapes': true},
	minify: true,
	jsx: 'automatic',
	// The folder stays flat: a worker is found beside the chunk that starts it.
	entryNames: '[name]',
	chunkNames: '[name]-[hash]',
	legalComments: 'none',
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		// yoga's loader would load all of undici to read a data URL; our own code says globalThis.fetch.
		fetch: 'undefined',
	},
	alias: {'react-devtools-core': './scripts/empty-module.mjs', 'string-width': './source/formats/string-width.ts'},
	banner: {
		js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
	},
	logLevel: 'warning',
});
