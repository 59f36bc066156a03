// Prints a screen of the explorer's gallery: node scripts/look.mjs NAME [COLUMNSxROWS] [--plain|--ascii]
import {build} from 'esbuild';

const [name = '', window = '120x40', ...flags] = process.argv.slice(2);
const [columns, rows] = window.split('x').map(Number);
const outfile = `node_modules/.cache/nixscope-look-${process.pid}.mjs`;
await build({
	stdin: {
		contents: `export {explorerEntries} from './source/gallery/store/explorer-entries.ts';
			export {explorerGalleryFrame} from './source/gallery/store/explorer-gallery-frame.ts';
			export {paintLine} from './source/formats/paint.ts';
			export {lineText} from './source/formats/line-layout.ts';`,
		resolveDir: '.',
	},
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	logLevel: 'warning',
});
const {rmSync} = await import('node:fs');
const {explorerEntries, explorerGalleryFrame, paintLine, lineText} = await import(`../${outfile}`);
rmSync(outfile);
const shown = explorerEntries.filter((entry) => entry.name.startsWith(name));
if (shown.length === 0) {
	console.error(`no such screen; there are ${explorerEntries.map((entry) => entry.name).join(', ')}`);
	process.exitCode = 1;
}

for (const entry of shown) {
	const ascii = flags.includes('--ascii');
	const {lines} = explorerGalleryFrame(entry, {size: {columns, rows}, theme: {ascii, colour: true}});
	console.log(`== ${entry.name}: ${entry.description}`);
	for (const line of lines) {
		console.log(flags.includes('--plain') ? `${lineText(line)}▏` : paintLine(line, {colour: true}));
	}
}
