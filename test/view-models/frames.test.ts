import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import {lineText, lineWidth} from '../../source/formats/line-layout.js';
import {paintLine} from '../../source/formats/paint.js';
import {galleryEntries} from '../../source/gallery/gallery-entries.js';
import {galleryFrame} from '../../source/gallery/gallery-frame.js';
import {goldenFrames} from '../../source/gallery/golden-frames.js';

test('the golden frames are up to date (npm run frames)', (t) => {
	const files = goldenFrames();
	t.deepEqual(
		readdirSync('test/frames')
			.filter((name) => name.endsWith('.txt'))
			.sort(),
		files.map(({name}) => name).sort(),
	);
	for (const {name, text} of files) {
		// The first line that differs says more than two files.
		const expected = text.split('\n');
		const found = readFileSync(`test/frames/${name}`, 'utf8').split('\n');
		const at = expected.findIndex((line, index) => line !== found[index]);
		t.is(found[at], expected[at], `${name} line ${at + 1}`);
		t.is(found.length, expected.length, name);
	}
});

const windows = [1, 2, 7, 8, 15, 16, 20, 24, 36, 61].flatMap((rows) =>
	[1, 10, 59, 60, 61, 75, 76, 80, 99, 100, 119, 120, 159, 160, 200, 320].map((columns) => ({columns, rows})),
);

for (const mode of ['full', 'inline'] as const) {
	test(`no ${mode} frame is larger than its window`, (t) => {
		// Speeds need a minute of frames; the sizes are the same without.
		for (const entry of galleryEntries.filter(({name}) => name !== 'mid-build-speeds' && name !== 'transfers')) {
			for (const size of windows) {
				const {lines} = galleryFrame(entry, {size, mode, theme: {ascii: false, colour: true}});
				t.true(lines.length <= size.rows, `${entry.name} ${size.columns}×${size.rows}: ${lines.length} rows`);
				const widest = lines.find((line) => lineWidth(line) > size.columns);
				t.is(
					widest === undefined ? undefined : lineText(widest),
					undefined,
					`${entry.name} ${size.columns}×${size.rows}`,
				);
			}
		}
	});
}

test('in full screen every window from 60×15 is filled', (t) => {
	for (const entry of galleryEntries.filter(({name}) => name !== 'password' && name !== 'mid-build-speeds')) {
		for (const size of [
			{columns: 60, rows: 15},
			{columns: 120, rows: 40},
			{columns: 200, rows: 60},
		]) {
			const {lines} = galleryFrame(entry, {size, mode: 'full', theme: {ascii: false, colour: true}});
			t.is(lines.length, size.rows, entry.name);
		}
	}
});

test('ASCII frames are ASCII, but for what is named so', (t) => {
	for (const entry of galleryEntries.filter(({name}) => name !== 'hostile' && name !== 'mid-build-speeds')) {
		for (const mode of ['inline', 'full'] as const) {
			const {lines} = galleryFrame(entry, {size: {columns: 100, rows: 30}, mode, theme: {ascii: true, colour: true}});
			for (const line of lines) {
				t.regex(lineText(line), /^[\x20-\x7e]*$/, entry.name);
			}
		}
	}
});

test('nothing but SGR of the sixteen colours reaches the terminal', (t) => {
	for (const mode of ['inline', 'full'] as const) {
		for (const colour of [true, false]) {
			for (const entry of galleryEntries.filter(({name}) => name !== 'mid-build-speeds')) {
				const {lines} = galleryFrame(entry, {size: {columns: 120, rows: 36}, mode, theme: {ascii: false, colour}});
				const text = lines.map((line) => paintLine(line, {colour})).join('\n');
				const sequences = text.match(/\x1b[^m]*m?/g) ?? [];
				const allowed = colour ? /^\x1b\[(?:[012347]|3[1-6]|;)+m$/ : /^\x1b\[(?:[01247]|;)+m$/;
				t.deepEqual(
					sequences.filter((sequence) => !allowed.test(sequence)),
					[],
					entry.name,
				);
				t.notRegex(text.replaceAll(/\x1b\[[\d;]*m/g, ''), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/, entry.name);
			}
		}
	}
});
