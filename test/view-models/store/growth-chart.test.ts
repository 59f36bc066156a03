import test from 'ava';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {paintLine} from '../../../source/formats/paint.js';
import {signs} from '../../../source/formats/symbols.js';
import {growthChartLines} from '../../../source/view-models/store/growth-chart.js';

const GiB = 2 ** 30;
const months = [4, 6, 8, 12, 14, 26, 16, 16, 48, 38, 24, 9].map((size, index) => ({
	month: index === 0 ? '2025-12' : `2026-${String(index).padStart(2, '0')}`,
	narSize: size * GiB,
}));
const unicode = signs({ascii: false});
const ascii = signs({ascii: true});
const chart = (...[list, size, signs]: Parameters<typeof growthChartLines>) =>
	growthChartLines(list, size, signs).map(lineText);

test('a year at full width', (t) => {
	t.deepEqual(
		chart(months, {columns: 116, rows: 4}, unicode),
		[
			'                                                ████  ▃▃▃▃                 the highest: 48.0 GiB in August',
			'                              ▅▅▅▅              ████  ████  ▄▄▄▄      '.padEnd(70),
			'▂▂▂▂  ▃▃▃▃  ▄▄▄▄  ▆▆▆▆  ▇▇▇▇  ████  ████  ████  ████  ████  ████  ▅▅▅▅     this month:  9.0 GiB',
			'Dec   Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov',
		].map((text) => text.trimEnd()),
	);
});

test('where there is less room: no words, narrower columns, the newest months', (t) => {
	t.deepEqual(chart(months, {columns: 76, rows: 2}, unicode), [
		'▁▁▁▁  ▁▁▁▁  ▁▁▁▁  ▂▂▂▂  ▂▂▂▂  ▄▄▄▄  ▃▃▃▃  ▃▃▃▃  ████  ▆▆▆▆  ▄▄▄▄  ▂▂▂▂',
		'Dec   Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov',
	]);
	t.deepEqual(chart(months, {columns: 50, rows: 2}, unicode), [
		'▁▁▁ ▁▁▁ ▁▁▁ ▂▂▂ ▂▂▂ ▄▄▄ ▃▃▃ ▃▃▃ ███ ▆▆▆ ▄▄▄ ▂▂▂',
		'Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov',
	]);
	t.deepEqual(chart(months, {columns: 9, rows: 2}, unicode), ['▃ █ ▆ ▄ ▂', 'J A S O N']);
});

test('in ASCII the columns are signs, not numbers', (t) => {
	t.deepEqual(chart(months.slice(-4), {columns: 24, rows: 4}, ascii), [
		'####  ____',
		'####  ####  ####',
		'####  ####  ####  ####',
		'Aug   Sep   Oct   Nov',
	]);
	t.true(chart(months, {columns: 116, rows: 6}, ascii).every((text) => /^[ -~]*$/.test(text)));
});

test('without colour the same text', (t) => {
	const lines = growthChartLines(months, {columns: 116, rows: 4}, unicode);
	t.true(lines.some((line) => paintLine(line, {colour: true}).includes('\x1b[34m')));
	t.false(lines.some((line) => paintLine(line, {colour: false}).includes('\x1b[3')));
});

test('months without growth are empty, what is tiny shows', (t) => {
	const few = [
		{month: '2025-11', narSize: 100 * GiB},
		{month: '2026-02', narSize: 1},
	];
	t.deepEqual(
		chart(few, {columns: 24, rows: 2}, unicode),
		['████                ▁▁▁▁', 'Nov   Dec   Jan   Feb'].map((text) =>
			text.replace('                ▁', '              ▁'),
		),
	);
});

test('nothing known, or no room, is empty lines', (t) => {
	t.deepEqual(chart([], {columns: 80, rows: 3}, unicode), ['', '', '']);
	t.deepEqual(chart([{month: '2026-11', narSize: 0}], {columns: 80, rows: 2}, unicode), ['', '']);
	t.deepEqual(chart(months, {columns: 80, rows: 1}, unicode), ['']);
	t.deepEqual(chart(months, {columns: 80, rows: 0}, unicode), []);
});

test('it keeps to its size', (t) => {
	for (let columns = 1; columns < 130; columns += 3) {
		for (let rows = 0; rows < 8; rows++) {
			const lines = growthChartLines(months, {columns, rows}, unicode);
			t.is(lines.length, rows);
			t.true(
				lines.every((line) => lineWidth(line) <= columns),
				`${columns}`,
			);
		}
	}
});
