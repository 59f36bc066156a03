import tty from 'node:tty';
import type {Line} from '../../formats/line.js';
import {lineText, truncateLine} from '../../formats/line-layout.js';
import {paintLine} from '../../formats/paint.js';
import type {Signs} from '../../formats/symbols.js';
import {readWindowSize} from '../../terminal/terminal-device.js';
import type {Options} from '../option-table.js';
import {readSurroundings} from '../surroundings.js';
import {writeOut} from '../write-out.js';

/** An answer that is there sooner needs no line. */
const DELAY_MS = 150;
const INTERVAL_MS = 80;
const clear = '\r\x1b[K';

/** One line on the terminal's stderr that says what goes on, while that takes longer than an eye blinks. */
export type StatusLine = {
	/** False where there is no terminal to show it. */
	readonly isShown: boolean;
	/** @param make Called only when it is time for another frame. */
	show(make: (signs: Signs) => Line): void;
	/** Takes the line away; the next show() brings it back. */
	clear(): void;
	/** Takes away what stands in the line, whoever wrote it. */
	wipe(): void;
	/** Takes the line away for good. */
	end(): void;
};

export function openStatusLine(options: Options): StatusLine {
	const surroundings = readSurroundings(2, options);
	if (!tty.isatty(2) || !surroundings.capabilities.interactive) {
		return {isShown: false, show() {}, clear() {}, wipe() {}, end() {}};
	}

	const {signs, isStyled, capabilities} = surroundings;
	let nextAt = performance.now() + DELAY_MS;
	let isThere = false;
	let hasEnded = false;
	return {
		isShown: true,
		show(make) {
			const now = performance.now();
			if (now < nextAt || hasEnded) {
				return;
			}

			nextAt = now + INTERVAL_MS;
			isThere = true;
			const shown = truncateLine(make(signs), readWindowSize().columns - 1, signs.cut);
			writeOut(2, clear + (isStyled ? paintLine(shown, capabilities) : lineText(shown)));
		},
		clear: take,
		wipe() {
			isThere = true;
			take();
		},
		end() {
			hasEnded = true;
			take();
		},
	};

	function take() {
		if (isThere) {
			isThere = false;
			writeOut(2, clear);
		}
	}
}
