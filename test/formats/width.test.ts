import test from 'ava';
import fc from 'fast-check';
import realStringWidth from 'string-width';
import stringWidth, {simpleRanges} from '../../source/formats/string-width.js';
import {
	displayWidth,
	padEnd,
	padStart,
	sliceColumns,
	truncateEnd,
	truncateMiddle,
	wrapColumns,
} from '../../source/formats/width.js';
import {foreignText, sanitisedText} from './foreign-text.js';

test('every character of the fast path has width 1, alone and beside another', (t) => {
	for (const [from, to] of simpleRanges) {
		for (let codeUnit = from; codeUnit <= to; codeUnit++) {
			const character = String.fromCharCode(codeUnit);
			t.is(realStringWidth(character), 1, `U+${codeUnit.toString(16)}`);
			t.is(realStringWidth(`${character}${character}a${character}─`), 5, `U+${codeUnit.toString(16)} repeated`);
		}
	}
});

test('measures like the package on any text', (t) => {
	fc.assert(
		fc.property(foreignText, (text) => stringWidth(text) === realStringWidth(text)),
		{numRuns: 2000},
	);
	t.pass();
});

test('measures like the package with options and with what is not text', (t) => {
	for (const options of [{ambiguousIsNarrow: false}, {countAnsiEscapeCodes: true}]) {
		t.is(stringWidth('─a\x1b[31m●', options), realStringWidth('─a\x1b[31m●', options));
	}

	t.is(stringWidth(undefined as unknown as string), 0);
	t.is(stringWidth(''), 0);
});

test('wide characters and emoji take two cells, colours none', (t) => {
	t.is(displayWidth('日本語'), 6);
	t.is(displayWidth('✓ 🚀 ok'), 7);
	t.is(displayWidth('\x1b[1;31mno\x1b[0m'), 2);
});

test('padding counts cells', (t) => {
	t.is(padEnd('日本', 6), '日本  ');
	t.is(padStart('✓', 3), '  ✓');
	t.is(padEnd('longer', 3), 'longer');
});

test('the end is cut without splitting a wide character', (t) => {
	t.is(truncateEnd('firefox-145.0', 20), 'firefox-145.0');
	t.is(truncateEnd('firefox-145.0', 8), 'firefox…');
	t.is(truncateEnd('日本語', 6), '日本語');
	t.is(truncateEnd('日本語', 5), '日本…');
	t.is(truncateEnd('日本語', 4), '日…');
	t.is(truncateEnd('abc', 1), '…');
	t.is(truncateEnd('abc', 0), '');
	t.is(truncateEnd('abc', 2, '_'), 'a_');
});

test('colours survive a cut and are closed there', (t) => {
	t.is(truncateEnd('\x1b[31mabcdef\x1b[0m', 4), '\x1b[31mabc\x1b[0m…');
	t.is(truncateEnd('\x1b[31mab\x1b[0mcdef', 4), '\x1b[31mab\x1b[0mc…');
	t.is(truncateEnd('\x1b[31mabcd\x1b[0m', 4), '\x1b[31mabcd\x1b[0m');
});

test('the middle is cut after two fifths', (t) => {
	const path = '~/src/old/customer-portal/.direnv/flake-profile-9f8e7d';
	t.is(truncateMiddle(path, 60), path);
	t.is(truncateMiddle(path, 46), '~/src/old/customer…direnv/flake-profile-9f8e7d');
	t.is(displayWidth(truncateMiddle('日本語日本語日本語', 9)), 9);
	t.is(truncateMiddle('abcdef', 1), '…');
});

test('no cut is wider than its room', (t) => {
	fc.assert(
		fc.property(sanitisedText, fc.integer({min: 0, max: 40}), (text, columns) => {
			const end = truncateEnd(text, columns);
			const slice = sliceColumns(text, 3, 3 + columns);
			return (
				displayWidth(end) <= columns &&
				displayWidth(truncateMiddle(text.replace(/\x1b\[[\d;]*m/g, ''), columns)) <= columns &&
				displayWidth(slice) <= columns &&
				(displayWidth(text) > columns || end === text)
			);
		}),
		{numRuns: 2000},
	);
	t.pass();
});

test('a slice keeps the colours of what is left of it', (t) => {
	t.is(sliceColumns('ab\x1b[31mcdef\x1b[0m', 3, 5), '\x1b[31mde\x1b[0m');
	t.is(sliceColumns('日本語', 1, 5), ' 本 ');
	t.is(sliceColumns('abc', 5, 9), '');
});

/** Jamo in a row are one grapheme of many cells. */
function isOneGrapheme(text: string): boolean {
	return [...new Intl.Segmenter().segment(text)].filter(({segment}) => displayWidth(segment) > 0).length === 1;
}

test('wrapped rows hold all of the text', (t) => {
	t.deepEqual(wrapColumns('abcdefg', 3), ['abc', 'def', 'g']);
	t.deepEqual(wrapColumns('日本語', 3), ['日', '本', '語']);
	t.deepEqual(wrapColumns('', 3), ['']);
	t.deepEqual(wrapColumns('\x1b[31mabcd\x1b[0me', 3), ['\x1b[31mabc\x1b[0m', '\x1b[31md\x1b[0me']);
	fc.assert(
		fc.property(sanitisedText, fc.integer({min: 2, max: 40}), (text, columns) => {
			const rows = wrapColumns(text, columns);
			const plain = (coloured: string) => coloured.replace(/\x1b\[[\d;]*m/g, '');
			return (
				rows.map(plain).join('') === plain(text) &&
				rows.every((row) => displayWidth(row) <= columns || isOneGrapheme(plain(row)))
			);
		}),
		{numRuns: 1000},
	);
});

test('a cut of a very long line costs as much as what is kept', (t) => {
	const long = '日a'.repeat(2_000_000);
	// Measuring all of it each time would not end before the test runner's time limit.
	for (let round = 0; round < 1000; round++) {
		truncateEnd(long, 80);
	}

	t.pass();
});
