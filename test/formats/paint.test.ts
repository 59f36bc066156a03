import test from 'ava';
import type {Line, Tone} from '../../source/formats/line.js';
import {line, lineText, lineWidth, span, truncateLine} from '../../source/formats/line-layout.js';
import {paintLine} from '../../source/formats/paint.js';
import {type Signs, signs} from '../../source/formats/symbols.js';
import {displayWidth} from '../../source/formats/width.js';

const tones: readonly Tone[] = [
	'plain',
	'bold',
	'muted',
	'failed-sign',
	'failed',
	'running',
	'built',
	'succeeded',
	'download',
	'upload',
	'warning',
	'interrupted',
	'protected',
	'marked',
	'size',
	'current-tab',
	'match',
	'match-current',
];

const sample: Line = line(span('✗', 'failed-sign'), span(' scipy', 'bold'), span(' failed', 'failed'), span(''));

test('tones become SGR', (t) => {
	t.is(paintLine(sample, {colour: true}), '\x1b[1;31m✗\x1b[0m\x1b[1m scipy\x1b[0m\x1b[31m failed\x1b[0m');
});

test('without colour bold, dim, underline and inverse stay', (t) => {
	t.is(paintLine(sample, {colour: false}), '\x1b[1m✗\x1b[0m\x1b[1m scipy\x1b[0m failed');
	t.is(paintLine(line(span('x', 'match-current')), {colour: false}), '\x1b[7mx\x1b[0m');
});

test('only the codes of the look are used', (t) => {
	for (const tone of tones) {
		for (const cursor of [false, true]) {
			const painted = paintLine({spans: [span('x', tone)], cursor}, {colour: true});
			for (const [, codes] of painted.matchAll(/\x1b\[([\d;]*)m/g)) {
				t.true(
					codes!.split(';').every((code) => /^(?:0|1|2|4|7|3[1-6])$/.test(code)),
					`${tone}: ${codes}`,
				);
			}
		}
	}
});

test('the row of the cursor is inverse without colours', (t) => {
	t.is(
		paintLine({...sample, cursor: true}, {colour: true}),
		'\x1b[7;1m✗\x1b[0m\x1b[7;1m scipy\x1b[0m\x1b[7m failed\x1b[0m',
	);
	const log: Line = {spans: [{text: '\x1b[32mok\x1b[0m', tone: 'plain', coloured: true}], cursor: true};
	t.is(paintLine(log, {colour: true}), '\x1b[7mok\x1b[0m');
});

test('the colours of a log are its own, and go with the others', (t) => {
	const log: Line = {spans: [{text: '\x1b[1;32mok\x1b[0m', tone: 'muted', coloured: true}]};
	t.is(paintLine(log, {colour: true}), '\x1b[1;32mok\x1b[0m');
	t.is(paintLine(log, {colour: false}), '\x1b[1mok\x1b[0m');
	t.is(lineText(log), 'ok');
	t.is(lineWidth(log), 2);
});

test('a line is cut at its end', (t) => {
	t.is(lineText(truncateLine(sample, 14)), '✗ scipy failed');
	t.is(lineText(truncateLine(sample, 13)), '✗ scipy fail…');
	t.is(lineText(truncateLine(sample, 8)), '✗ scipy…');
	t.is(lineText(truncateLine(sample, 7)), '✗ scip…');
	for (let columns = 0; columns < 16; columns++) {
		t.true(lineWidth(truncateLine(sample, columns)) <= columns);
	}
});

test('every sign is one cell, in both sets', (t) => {
	for (const set of [signs({ascii: false}), signs({ascii: true})]) {
		for (const [name, sign] of Object.entries(set) as [keyof Signs, string | readonly string[]][]) {
			for (const one of typeof sign === 'string' ? [sign] : sign) {
				if (!name.startsWith('key')) {
					t.is(displayWidth(one), 1, name);
				}
			}
		}
	}
});

test('the ASCII set is ASCII', (t) => {
	t.regex(
		Object.values(signs({ascii: true}))
			.flat()
			.join(''),
		/^[\x20-\x7e]+$/,
	);
});
