import tty from 'node:tty';
import {formatBytes} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, lineText, span, truncateLine} from '../../formats/line-layout.js';
import {paintLine} from '../../formats/paint.js';
import type {Signs} from '../../formats/symbols.js';
import type {OnProgress, Progress} from '../../store/progress.js';
import {readWindowSize} from '../../terminal/terminal-device.js';
import type {Options} from '../option-table.js';
import {readSurroundings} from '../surroundings.js';
import {writeOut} from '../write-out.js';

/** An answer that is there sooner needs no line. */
const DELAY_MS = 150;
const INTERVAL_MS = 80;
const barColumns = 20;
const clear = '\r\x1b[K';

/** How far a reading is, on the terminal's stderr, while it takes longer than an eye blinks. */
export function openProgressLine(options: Options): {readonly show: OnProgress; end(): void} {
	const surroundings = readSurroundings(2, options);
	if (!tty.isatty(2) || !surroundings.capabilities.interactive) {
		return {show() {}, end() {}};
	}

	let nextAt = performance.now() + DELAY_MS;
	let isShown = false;
	let hasEnded = false;
	return {
		show(progress) {
			const now = performance.now();
			if (now < nextAt || hasEnded) {
				return;
			}

			nextAt = now + INTERVAL_MS;
			isShown = true;
			const {signs, isStyled, capabilities} = surroundings;
			const shown = truncateLine(progressLine(progress, signs), readWindowSize().columns - 1, signs.cut);
			writeOut(2, clear + (isStyled ? paintLine(shown, capabilities) : lineText(shown)));
		},
		end() {
			hasEnded = true;
			if (isShown) {
				isShown = false;
				writeOut(2, clear);
			}
		},
	};
}

/** `Reading the store  ━━━━━━━━━━━━━━──────  182,400 of 255,318 paths` */
export function progressLine({task, done, total}: Progress, signs: Signs): Line {
	const title = `${task[0]!.toUpperCase()}${task.slice(1)}`;
	const unit = units[task];
	if (total === undefined || total === 0) {
		return line(span(title), span(`  ${unit(done)}`, 'muted'));
	}

	const full = Math.floor((Math.min(done, total) / total) * barColumns);
	const of =
		task === 'comparing files' ? `${formatBytes(done)} of ${unit(total)}` : `${formatCount(done)} of ${unit(total)}`;
	return line(
		span(`${title}  `),
		span(signs.barDone.repeat(full), 'built'),
		span(signs.barRest.repeat(barColumns - full), 'muted'),
		span(`  ${of}`, 'muted'),
	);
}

const units: Readonly<Record<Progress['task'], (count: number) => string>> = {
	'reading the store': (count) => `${formatCount(count)} paths`,
	'adding up closures': (count) => `${formatCount(count)} paths`,
	'reading the links': (count) => `${formatCount(count)} files`,
	'comparing files': (count) => formatBytes(count),
	'measuring files': (count) => `${formatCount(count)} files`,
};
