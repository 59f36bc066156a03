// Prints screens of the gallery: npm run look -- NAME [COLUMNSxROWS] [--plain|--ascii|--no-colour]
// NAME is the beginning of names as `nixscope dev` has them: `store-roots` is every screen of the roots.
import {rmSync} from 'node:fs';
import {build} from 'esbuild';

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const [name = '', window = '120x40'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [columns, rows] = window.split('x').map(Number);
const outfile = `node_modules/.cache/nixscope-look-${process.pid}.mjs`;
await build({
	entryPoints: ['source/gallery/print-screens.ts'],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	logLevel: 'warning',
});
const {printedScreens} = await import(`../${outfile}`);
rmSync(outfile);
const options = {
	size: {columns, rows},
	theme: {ascii: flags.includes('--ascii'), colour: !flags.includes('--no-colour')},
	isPlain: flags.includes('--plain'),
};
// The names of the explorer's screens do without their beginning, too.
const screens = printedScreens(name, options);
const shown = screens.length > 0 ? screens : printedScreens(`store-${name}`, options);
if (shown.length === 0) {
	console.error(`no screen is named so: nixscope dev | cat`);
	process.exitCode = 1;
}

process.stdout.write(shown.join(''));
