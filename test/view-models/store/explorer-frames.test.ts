import test from 'ava';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {paintLine} from '../../../source/formats/paint.js';
import {explorerEntries} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';

const colours = {ascii: false, colour: true};

test('every screen of the gallery has a name of its own', (t) => {
	const names = explorerEntries.map(({name}) => name);
	t.deepEqual([...new Set(names)], names);
});

test('no frame is larger than its window, and every window from 60×15 is filled', (t) => {
	const windows = [1, 14, 15, 16, 24, 61].flatMap((rows) =>
		[1, 59, 60, 61, 79, 80, 99, 100, 119, 120, 320].map((columns) => ({columns, rows})),
	);
	for (const entry of explorerEntries) {
		for (const size of windows) {
			const {lines} = explorerGalleryFrame(entry, {size, theme: colours});
			const what = `${entry.name} ${size.columns}×${size.rows}`;
			if (size.columns >= 60 && size.rows >= 15) {
				t.is(lines.length, size.rows, what);
				const other = lines.find((line) => lineWidth(line) !== size.columns);
				t.is(other === undefined ? undefined : lineText(other), undefined, what);
			} else {
				t.true(lines.length <= size.rows, what);
				t.true(
					lines.every((line) => lineWidth(line) <= size.columns),
					what,
				);
			}
		}
	}
});

test('ASCII frames are ASCII, but for letters of names', (t) => {
	// None of our signs is a letter or a closing quote; all of what is named outside of ASCII here is.
	const allowed = /^[\x20-\x7e\p{L}\p{Pf}]*$/u;
	for (const entry of explorerEntries.filter(({name}) => !name.endsWith('hostile'))) {
		for (const size of [
			{columns: 80, rows: 24},
			{columns: 120, rows: 40},
		]) {
			const {lines} = explorerGalleryFrame(entry, {size, theme: {ascii: true, colour: true}});
			for (const line of lines) {
				t.regex(lineText(line), allowed, entry.name);
			}
		}
	}
});

test('nothing but SGR of the sixteen colours reaches the terminal, whatever things are named', (t) => {
	for (const colour of [true, false]) {
		for (const entry of explorerEntries) {
			const {lines} = explorerGalleryFrame(entry, {size: {columns: 120, rows: 36}, theme: {ascii: false, colour}});
			const text = lines.map((line) => paintLine(line, {colour})).join('\n');
			const sequences = text.match(/\x1b[^m]*m?/g) ?? [];
			const allowed = colour ? /^\x1b\[(?:[012347]|3[1-6]|;)+m$/ : /^\x1b\[(?:[01247]|;)+m$/;
			t.deepEqual(
				sequences.filter((sequence) => !allowed.test(sequence)),
				[],
				entry.name,
			);
			t.notRegex(
				text.replaceAll(/\x1b\[[\d;]*m/g, ''),
				/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
				entry.name,
			);
		}
	}
});

test('what is shown without colour is what is shown with it', (t) => {
	for (const entry of explorerEntries.filter(({name}) => name !== 'overview-chart' && name !== 'help')) {
		const texts = [true, false].map((colour) =>
			explorerGalleryFrame(entry, {size: {columns: 100, rows: 30}, theme: {ascii: false, colour}}).lines.map(lineText),
		);
		t.deepEqual(texts[1], texts[0], entry.name);
	}
});

test('the same state is the same frame', (t) => {
	for (const entry of explorerEntries) {
		const [first, second] = [0, 1].map(() =>
			explorerGalleryFrame(entry, {size: {columns: 100, rows: 30}, theme: colours}).lines.map(lineText),
		);
		t.deepEqual(second, first, entry.name);
	}
});
