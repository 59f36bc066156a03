import test from 'ava';
import {withoutColours} from '../../../source/formats/sgr.js';
import {displayWidth} from '../../../source/formats/width.js';
import {lineChart} from '../../../source/views/charts/line-chart.js';

const plain = (lines: readonly string[]) => lines.map((line) => line.replace(/\x1b\[\d+m/g, ''));

const months = ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May'];
const growth = {title: 'grown', x: months, y: [0, 10, 20, 30, 40, 20]};

test('a line with its labels', (t) => {
	t.deepEqual(
		plain(lineChart({series: [growth], columns: 40, rows: 6, colour: true, yLabel: (value) => `${value} GiB`})),
		[
			' 40 GiB │                   ⣀⡠⠤⠒⠊⠑⠤⡀',
			'        │              ⣀⠤⠔⠊⠉       ⠈⠒⢄',
			' 20 GiB │         ⣀⡠⠔⠒⠉               ⠉',
			'        │    ⢀⡠⠤⠒⠉',
			'  0 GiB │⣀⠤⠒⠉⠁',
			'         Dec  Jan   Feb  Mar   Apr  May',
		],
	);
});

test('colours are SGR 2 and 31 to 36, each run painted once', (t) => {
	const lines = lineChart({
		series: [growth, {...growth, y: [...growth.y].reverse()}],
		columns: 60,
		rows: 10,
		colour: true,
	});
	const codes = lines.flatMap((line) => [...line.matchAll(/\x1b\[([^m]*)m/g)].map(([, code]) => code!));
	t.deepEqual([...new Set(codes)].sort(), ['0', '2', '34', '36']);
	t.true(lines.every((line) => !line.includes('\x1b[0m\x1b[0m')));
	t.true(codes.length < 100, `${codes.length}`);
	t.is(plain(lines)[0], ' ━ grown  ━ grown');
});

test('without colour only dim stays', (t) => {
	const coloured = lineChart({series: [growth], columns: 50, rows: 8, colour: true});
	const colourless = lineChart({series: [growth], columns: 50, rows: 8, colour: false});
	t.deepEqual(plain(colourless), plain(coloured));
	t.deepEqual(colourless, colourless.map(withoutColours));
});

test('it keeps to its size, whatever the values', (t) => {
	const manyLabels = Array.from({length: 300}, (_, index) => `label ${index}`);
	const cases = [
		growth,
		{title: 'one', x: ['Nov'], y: [3]},
		{title: 'none', x: [], y: []},
		{title: 'zeros', x: months, y: months.map(() => 0)},
		{title: 'odd', x: months, y: [Number.NaN, Number.POSITIVE_INFINITY, -5, 1e18, 0, 3]},
		{title: 'many', x: manyLabels, y: manyLabels.map((_, index) => index % 17)},
	];
	for (const series of cases) {
		for (const columns of [1, 19, 20, 33, 80, 200]) {
			for (const rows of [0, 1, 3, 4, 5, 9, 30]) {
				const lines = lineChart({series: [series], columns, rows, colour: true});
				t.is(lines.length, rows);
				t.true(
					plain(lines).every((line) => displayWidth(line) <= columns),
					`${series.title} ${columns}×${rows}`,
				);
			}
		}
	}
});

test.serial('the way in which a canvas makes its buffer is no warning on the screen', (t) => {
	const RealBuffer = globalThis.Buffer;
	t.teardown(() => {
		globalThis.Buffer = RealBuffer;
	});
	const silenced: boolean[] = [];
	globalThis.Buffer = new Proxy(RealBuffer, {
		construct(target, parameters) {
			silenced.push(process.noDeprecation === true);
			return Reflect.construct(target, parameters);
		},
	});
	lineChart({series: [growth], columns: 40, rows: 6, colour: true});
	t.deepEqual(silenced, [true]);
	t.not(process.noDeprecation, true);
});
