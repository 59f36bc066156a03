import fc from 'fast-check';
import {sanitise} from '../../source/formats/sanitise.js';

const fragments = [
	'\x1b[31m',
	'\x1b[1;38;5;208m',
	'\x1b[38:2::1:2:3m',
	'\x1b[0m',
	'\x1b[m',
	'\x1b[5m',
	'\x1b[2J',
	'\x1b[?1049h',
	'\x1b[>0;276;0c',
	'\x1b[1;3',
	'\x1b]0;title\x07',
	'\x1b]8;;http://x\x1b\\',
	'\x1b]52;c;AAAA',
	'\x1bPq#0\x1b\\',
	'\x1bktitle\x1b\\',
	'\x1b^pm',
	'\x1bc',
	'\x1b(0',
	'\x1b',
	'\x9b31m',
	'\x9d0;t\x9c',
	'\x85',
	'\r',
	'\r\n',
	'\n',
	'\t',
	'\b',
	'\0',
	'\x7f',
	'\u202e',
	'\u2066',
	'\u200b',
	'\u200d',
	'\ufeff',
	'\ufe0f',
	'\u{e0041}',
	'\ud800',
	'\udc00',
	'e\u0301',
	'\u0301',
	'日本',
	'한국',
	'ᄀ',
	'👨‍👩‍👧',
	'🇩🇪',
	'⚠️',
	'1\u20e3',
	'ﾞ',
	'─●✓✗⊘…',
	'abc def',
	'[31m',
	';',
	'm',
];

/** Pieces of logs, of terminal attacks and of anything else, in any order. */
export const foreignText = fc
	.array(fc.oneof({weight: 3, arbitrary: fc.constantFrom(...fragments)}, fc.string({unit: 'binary', maxLength: 6})), {
		maxLength: 16,
	})
	.map((parts) => parts.join(''));

/** What is left of it for the screen. */
export const sanitisedText = foreignText.map(sanitise);
