import test from 'ava';
import fc from 'fast-check';
import {decodeLogText} from '../../source/parsers/log-text.js';

test('the inside of any JSON string is decoded as JSON.parse does', (t) => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), (text) => {
			const inside = JSON.stringify(text).slice(1, -1);
			t.is(decodeLogText(Buffer.from(inside), 'json'), text.toWellFormed());
		}),
	);
	t.is(decodeLogText(Buffer.from('\\u001b[1m\\/\\b\\f\\ud83d\\udc69'), 'json'), '\u001B[1m/\b\f👩');
});

test('what is invalid becomes U+FFFD', (t) => {
	t.is(decodeLogText(Buffer.from('\\ud83d!\\x\\u12\\'), 'json'), '\uFFFD!\uFFFD\uFFFD12\uFFFD');
	t.is(decodeLogText(Buffer.of(0x61, 0xff, 0x62), 'json'), 'a\uFFFDb');
	t.is(decodeLogText(Buffer.of(0xc3), 'raw'), '\uFFFD');
});

test('raw bytes are their own text', (t) => {
	t.is(decodeLogText(Buffer.from('a\\n\u0000ü'), 'raw'), 'a\\n\u0000ü');
});
