// `npm run bench [-- ROW… --write]`: builds the program and the benchmarks into folders of their own, and runs them.
// See bench/README.md.
import {spawnSync} from 'node:child_process';
import {globSync, mkdirSync, rmSync} from 'node:fs';
import {build} from 'esbuild';

const folder = 'build-bench';
mkdirSync(folder, {recursive: true});
const {status} = spawnSync(process.execPath, ['scripts/bundle.mjs', `${folder}/dist`], {stdio: 'inherit'});
if (status !== 0) {
	process.exit(status ?? 1);
}

rmSync(`${folder}/bench`, {recursive: true, force: true});
await build({
	entryPoints: ['bench/main.ts', ...globSync('bench/programs/*.ts')],
	outdir: `${folder}/bench`,
	entryNames: '[name]',
	bundle: true,
	splitting: true,
	// What is measured in a process of its own is compiled as the program is.
	minify: true,
	platform: 'node',
	format: 'esm',
	target: 'node22',
	packages: 'external',
	sourcemap: 'linked',
	logLevel: 'warning',
});
const environment = {...process.env, NIXSCOPE_CLI: `${folder}/dist/cli.js`, NODE_ENV: 'production', TZ: 'UTC'};
const run = spawnSync(process.execPath, [`${folder}/bench/main.js`, ...process.argv.slice(2)], {
	stdio: 'inherit',
	env: environment,
});
process.exitCode = run.status ?? 1;
