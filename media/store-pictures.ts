import {keys, type Pty} from '../test/pty/pty.js';

/** A picture of the store explorer over a real store; see store-terminal.ts. */
export type StorePicture = {
	readonly name: string;
	readonly columns: number;
	readonly rows: number;
	/** What is typed after `nixscope`; `store` when not given. */
	readonly words?: string;
	/** In turn: wait until the screen matches, then press. */
	readonly steps: ReadonlyArray<{readonly wait: RegExp; readonly press?: string}>;
};

const {down} = keys;
const complete = /together .*= live[\s\S]*build logs/;
const opened = /g collect/;
/** Links of two projects and a generation, marked on the roots. */
const marked = [
	{wait: opened, press: '3'},
	{wait: /row 1 of/, press: ' '},
	{wait: /■ 1 marked/, press: ' '},
	{wait: /■ 2 marked/, press: ' '},
	{wait: /■ 3 marked[\s\S]*together they free [\d.]+/},
];
const planned = [
	...marked,
	{wait: /together they free/, press: 'd'},
	{wait: /the disk gains +[\d.]+ [\s\S]*must be built again +[\d.]+ /},
];
const asked = [...planned, {wait: /a plan/, press: '\r'}, {wait: /Drop 3 roots and delete[\s\S]*keep everything/}];

export const storePictures: readonly StorePicture[] = [
	{name: 'store-overview', columns: 120, rows: 36, steps: [{wait: complete}]},
	{
		name: 'store-usage',
		columns: 100,
		rows: 26,
		steps: [
			{wait: opened, press: '2'},
			{wait: /▸.*direnv links/, press: keys.right},
			{wait: /▾[\s\S]*─ \S[\s\S]*direnv links[\s\S]*freed by +\S/},
		],
	},
	{name: 'store-roots', columns: 120, rows: 32, steps: marked},
	{
		name: 'store-paths',
		columns: 120,
		rows: 28,
		steps: [
			{wait: opened, press: '4'},
			{wait: /row 1 of/, press: '/bro'},
			{wait: /\/bro +\d+ of/, press: '\r'},
			{wait: /▸ browser[\s\S]*why alive/, press: keys.right},
			{wait: /▾ browser[\s\S]*● +browser +\d/},
		],
	},
	{
		name: 'store-path',
		columns: 120,
		rows: 30,
		steps: [
			{wait: opened, press: '4'},
			{wait: /row 1 of/, press: '/zlib'},
			{wait: /\/zlib +\d+ of/, press: '\r'},
			{wait: /● zlib[\s\S]*why alive/, press: '\r'},
			{wait: /Held by.*Needs[\s\S]* reference [\s\S]*libc/},
		],
	},
	{
		name: 'store-optimise',
		columns: 100,
		rows: 24,
		steps: [{wait: opened, press: '5'}, {wait: /could be saved +[\d.]+ [KM]iB[\s\S]*copies +file\n.+\n/}],
	},
	{
		name: 'store-generations',
		columns: 120,
		rows: 30,
		steps: [
			{wait: opened, press: '6'},
			{wait: /no ▼/, press: ' '},
			{wait: /■/, press: down + down + down},
			{wait: /3 current → ■ 4/, press: ' '},
			{wait: /── ■ 1 → ■ 4 .*[\s\S]*~ /},
		],
	},
	{name: 'store-collect', columns: 100, rows: 32, steps: planned},
	{name: 'store-question', columns: 100, rows: 32, steps: asked},
	{
		name: 'store-collecting',
		columns: 100,
		rows: 18,
		steps: [...asked, {wait: /Drop 3/, press: 'y'}, {wait: /[1-9][\d,]* of [\d,]+ paths/}],
	},
	{
		name: 'store-result',
		columns: 100,
		rows: 18,
		steps: [...asked, {wait: /Drop 3/, press: 'y'}, {wait: /✓ Deleted[\s\S]*Disk now/}],
	},
];

/** Goes through the steps of a picture. */
export async function pressThrough(pty: Pty, steps: StorePicture['steps']): Promise<void> {
	for (const {wait, press} of steps) {
		await pty.waitForScreen(wait);
		// Not half of a frame.
		while ((await pty.modes()).synchronizedOutput) {
			await pty.changed();
		}

		if (press !== undefined) {
			pty.type(press);
		}
	}
}
