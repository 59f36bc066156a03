import test from 'ava';
import fc from 'fast-check';
import {plainLines, plainText, sanitise, sanitiseLines} from '../../source/formats/sanitise.js';
import {withoutColours} from '../../source/formats/sgr.js';
import {foreignText} from './foreign-text.js';

/** Every control, invisible or reordering character that must not be left when well-formed SGR is taken out. */
const forbidden =
	/[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|\p{Variation_Selector}|[\u{e0000}-\u{e0fff}]/u;
const sgr = /\x1b\[[\d;]*m/g;

test('only well-formed SGR passes', (t) => {
	fc.assert(
		fc.property(foreignText, (text) => !forbidden.test(sanitise(text).replace(sgr, ''))),
		{numRuns: 10_000},
	);
	t.pass();
});

test('plain text has no escape at all and is the same text', (t) => {
	fc.assert(
		fc.property(foreignText, (text) => {
			const plain = plainText(text);
			return !forbidden.test(plain) && plain === sanitise(text).replace(sgr, '');
		}),
		{numRuns: 5000},
	);
	t.pass();
});

test('what is sanitised stays as it is', (t) => {
	fc.assert(
		fc.property(foreignText, (text) => sanitise(sanitise(text)) === sanitise(text)),
		{numRuns: 5000},
	);
	t.pass();
});

test('no colour leaks out of a line', (t) => {
	fc.assert(
		fc.property(foreignText, (text) => {
			const sequences = sanitise(text).match(sgr);
			return sequences === null || /^\x1b\[(?:0*|[\d;]*;0)m$/.test(sequences.at(-1)!);
		}),
		{numRuns: 5000},
	);
	t.is(sanitise('\x1b[31mred'), '\x1b[31mred\x1b[0m');
	t.is(sanitise('\x1b[31mred\x1b[0m and not'), '\x1b[31mred\x1b[0m and not');
	t.is(sanitise('\x1b[31mred\x1b[m and not'), '\x1b[31mred\x1b[0m and not');
});

test('blinking, concealing and unknown codes are dropped from SGR', (t) => {
	t.is(sanitise('\x1b[5mblink\x1b[0m'), 'blink\x1b[0m');
	t.is(sanitise('\x1b[1;8;31mshown\x1b[0m'), '\x1b[1;31mshown\x1b[0m');
	t.is(sanitise('\x1b[38;5;208mx\x1b[0m'), '\x1b[38;5;208mx\x1b[0m');
	t.is(sanitise('\x1b[38:2::1:2:3mx\x1b[0m'), '\x1b[38;2;1;2;3mx\x1b[0m');
	t.is(sanitise('\x1b[38;5;5;8mx\x1b[0m'), '\x1b[38;5;5mx\x1b[0m');
	t.is(sanitise('\x1b[4:3mx\x1b[4:0my\x1b[0m'), '\x1b[4mx\x1b[24my\x1b[0m');
});

test('other sequences are removed whole', (t) => {
	const cases: readonly (readonly [string, string])[] = [
		['a\x1b[2Jb', 'ab'],
		['a\x1b[?1049hb', 'ab'],
		['a\x1b[1;1Hb', 'ab'],
		['a\x1b[>1mb', 'ab'],
		['a\x1b[6nb', 'ab'],
		['a\x1b]0;title\x07b', 'ab'],
		['a\x1b]0;title\x1b\\b', 'ab'],
		['a\x1b]0;title\x9cb', 'ab'],
		['a\x1b]52;c;QUJD', 'a'],
		['a\x1b]8;;http://evil\x07link\x1b]8;;\x07b', 'alinkb'],
		['a\x1bPq#0;2;0;0;0\x1b\\b', 'ab'],
		['a\x1b_apc\x1b\\b', 'ab'],
		['a\x1b^pm\x1b\\b', 'ab'],
		['a\x1bXsos\x1b\\b', 'ab'],
		['a\x1bktitle\x1b\\b', 'ab'],
		['a\x1bcb', 'ab'],
		['a\x1b7b', 'ab'],
		['a\x1b(0b', 'ab'],
		['a\x1b#8b', 'ab'],
		['a\x1b', 'a'],
		['a\x9b2Jb', 'ab'],
		['a\x9d0;t\x07b', 'ab'],
		['a\x85b', 'ab'],
		['a\x1b]0;t\x1b[31mb\x1b[0m', 'a\x1b[31mb\x1b[0m'],
		['a\x07\x00\x7fb', 'ab'],
	];
	for (const [text, expected] of cases) {
		t.is(sanitise(text), expected, JSON.stringify(text));
	}
});

test('text that hides or reorders is laid open', (t) => {
	t.is(plainText('user\u202e\u2066 txt'), 'user txt');
	t.is(plainText('a\u200bb\ufeffc'), 'abc');
	t.is(plainText('\ud800x'), '\ufffdx');
	t.is(plainText('日本語 🚀 e\u0301'), '日本語 🚀 e\u0301');
});

test('tabs reach the next column of eight, measured in cells', (t) => {
	t.is(plainText('a\tb'), 'a       b');
	t.is(plainText('\tb'), '        b');
	t.is(plainText('日本\tb'), '日本    b');
	t.is(plainText('12345678\tb'), '12345678        b');
	t.is(sanitise('\x1b[1mab\x1b[0m\tc'), '\x1b[1mab\x1b[0m      c');
	t.is(plainText('long before\r\tb'), '        b');
});

test('of what carriage returns overwrite the last remains', (t) => {
	t.is(plainText('10 %\r20 %\r30 %'), '30 %');
	t.is(plainText('done\r'), 'done');
	t.is(plainText('done\r\x1b[K'), 'done');
	t.is(plainText('\rdone'), 'done');
	t.is(sanitise('\x1b[31mold\rnew'), '\x1b[31mnew\x1b[0m');
	t.is(sanitise('\x1b[31mold\x1b[0m\rnew'), 'new');
	t.is(sanitise('old\r\x1b[32mnew'), '\x1b[32mnew\x1b[0m');
});

test('colours go on over the lines of one text', (t) => {
	t.deepEqual(sanitiseLines('\x1b[31mone\ntwo\x1b[0m\nthree\n'), ['\x1b[31mone\x1b[0m', '\x1b[31mtwo\x1b[0m', 'three']);
	t.deepEqual(plainLines('\x1b[31mone\r\n\ntwo'), ['one', '', 'two']);
	t.deepEqual(sanitiseLines(''), ['']);
});

test('colours can be taken out while bold, dim, underline and inverse stay', (t) => {
	t.is(withoutColours('\x1b[1;31mx\x1b[0;4;38;5;3my\x1b[42mz\x1b[7m!\x1b[0m'), '\x1b[1mx\x1b[0;4myz\x1b[7m!\x1b[0m');
	t.is(withoutColours('plain'), 'plain');
});

test('long hostile lines take linear time', (t) => {
	// In quadratic time this would not end before the test runner's time limit; no clock, for machines under load.
	for (const fragment of ['\x1b]', '\x1b[', '\x1b[1;', '\x1b[31m', '\t', '\r', '日\t', '\x1bP\x1b']) {
		sanitise(fragment.repeat(200_000));
	}

	t.pass();
});
