import {mkdirSync, writeFileSync} from 'node:fs';
import {keys, Pty} from '../test/pty/pty.js';
import {pressThrough, storePictures} from './store-pictures.js';
import {closeStores, openStoreTerminal, storeObstacle} from './store-terminal.js';
import {terminalToSvg} from './terminal-svg.js';

/** One picture of the real program: how it is started, what is pressed, and what must be on the screen. */
type Picture = {
	readonly name: string;
	readonly columns: number;
	readonly rows: number;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** In turn: wait until the screen matches, then press. */
	readonly steps: readonly {readonly wait: RegExp; readonly press?: string}[];
};

const recording = 'media/recordings/demo.jsonl.gz';
const replay = ['replay', recording, '--speed', '4'];

const pictures: readonly Picture[] = [
	{name: 'inline', columns: 100, rows: 30, args: replay, steps: [{wait: /✓ 2\d built/}]},
	{
		name: 'tree',
		columns: 120,
		rows: 36,
		args: [...replay, '--full'],
		steps: [{wait: /✓ 2\d built/}],
	},
	{
		name: 'tree-failed',
		columns: 120,
		rows: 36,
		args: [...replay, '--full'],
		steps: [
			{wait: /✗ 1/, press: ' '},
			{wait: /paused/, press: `${keys.down}${keys.down}${keys.down}`},
			{wait: /── .* lines? ─/},
		],
	},
	{
		name: 'log',
		columns: 100,
		rows: 28,
		args: [...replay, '--full'],
		steps: [
			{wait: /✗ 1/, press: ' e'},
			{wait: /── .* exit code/, press: '2'},
			{wait: /of \d+ lines/, press: '/'},
			{wait: /⏎ search/, press: 'assert'},
			{wait: /lines match/, press: keys.enter},
			{wait: /match \d/},
		],
	},
	{
		name: 'transfers',
		columns: 100,
		rows: 28,
		args: [...replay, '--full'],
		steps: [{wait: /↓ \d+.12/, press: '3'}, {wait: /by cache/}],
	},
	{
		name: 'help',
		columns: 100,
		rows: 32,
		args: [...replay, '--full'],
		steps: [{wait: /running/, press: '?'}, {wait: /Signs/}],
	},
	{
		name: 'tree-80x24',
		columns: 80,
		rows: 24,
		args: [...replay, '--full'],
		steps: [{wait: /✗ 1/, press: ' '}, {wait: /paused/}],
	},
	{
		name: 'tree-nocolor',
		columns: 100,
		rows: 28,
		args: [...replay, '--full'],
		env: {NO_COLOR: '1'},
		steps: [{wait: /✗ 1/}],
	},
	{
		name: 'report',
		columns: 100,
		rows: 40,
		args: ['replay', recording, '--speed', 'max'],
		steps: [{wait: /Build failed after/}],
	},
];

const folder = 'media';
mkdirSync(folder, {recursive: true});
const wanted = process.argv.slice(2);
const isWanted = ({name}: {readonly name: string}) => wanted.length === 0 || wanted.includes(name);
const keep = (name: string, pty: Pty) => {
	writeFileSync(`${folder}/${name}.svg`, terminalToSvg(pty.terminal));
	console.log(`${folder}/${name}.svg`);
};

for (const picture of pictures.filter(isWanted)) {
	const pty = await Pty.start([process.execPath, 'dist/cli.js', ...picture.args], {
		columns: picture.columns,
		rows: picture.rows,
		patienceMs: 60_000,
		...(picture.env === undefined ? {} : {env: picture.env}),
	});
	await pressThrough(pty, picture.steps);
	keep(picture.name, pty);
	pty.dispose();
}

const ofStores = storePictures.filter(isWanted);
const obstacle = ofStores.length === 0 ? undefined : storeObstacle();
if (obstacle === undefined) {
	for (const {name, words = 'store', steps, ...size} of ofStores) {
		const {pty, close} = await openStoreTerminal(words, size);
		await pressThrough(pty, steps);
		keep(name, pty);
		close();
	}

	await closeStores();
} else {
	console.error(`no pictures of the explorer: ${obstacle}`);
}

process.exit(0);
