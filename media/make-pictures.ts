import {mkdirSync, writeFileSync} from 'node:fs';
import {keys, Pty} from '../test/pty/pty.js';
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
for (const picture of pictures) {
	if (wanted.length > 0 && !wanted.includes(picture.name)) {
		continue;
	}

	const pty = await Pty.start([process.execPath, 'dist/cli.js', ...picture.args], {
		columns: picture.columns,
		rows: picture.rows,
		patienceMs: 60_000,
		...(picture.env === undefined ? {} : {env: picture.env}),
	});
	for (const {wait, press} of picture.steps) {
		await pty.waitForScreen(wait);
		if (press !== undefined) {
			pty.type(press);
		}
	}

	writeFileSync(`${folder}/${picture.name}.svg`, terminalToSvg(pty.terminal));
	pty.dispose();
	console.log(`${folder}/${picture.name}.svg`);
}

process.exit(0);
