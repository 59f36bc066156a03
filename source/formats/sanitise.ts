import {controlSequenceEnd} from './control-sequence.js';
import {applySgr, emptySgrState, openSgr, type SgrState} from './sgr.js';
import {closeColours, displayWidth} from './width.js';

const tabColumns = 8;

/**
 * One line of foreign text, made harmless: of all control sequences only SGR stays (without blinking and concealing),
 * closed at the end. Tabs become spaces up to the next multiple of 8, of what carriage returns have overwritten only
 * the last remains, a line break becomes a space, broken surrogates U+FFFD. Everything else that acts on a terminal or
 * hides (C0, C1, bidi controls, zero-width characters) is left out.
 */
export function sanitise(text: string): string {
	return hasSuspect(text) ? sanitiseFrom(text, emptySgrState()) : text;
}

/** Like sanitise, for text of several lines; colours go on from line to line. A last line break begins no line. */
export function sanitiseLines(text: string): string[] {
	const state = emptySgrState();
	return splitLines(text).map((line) => (state.codes.size > 0 || hasSuspect(line) ? sanitiseFrom(line, state) : line));
}

/** Like sanitise, without colours: no escape sequence at all. */
export function plainText(text: string): string {
	return hasSuspect(text) ? sanitiseFrom(text, undefined) : text;
}

/** Like plainText, for text of several lines. */
export function plainLines(text: string): string[] {
	return splitLines(text).map(plainText);
}

/** Controls, lone surrogates, line separators, annotation marks, and all that is invisible: bidi controls, zero-width, tags. */
const suspect = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;

function hasSuspect(text: string): boolean {
	return suspect.test(text);
}

function splitLines(text: string): string[] {
	const lines = text.split('\n');
	if (lines.length > 1 && lines.at(-1) === '') {
		lines.pop();
	}

	return lines;
}

/** @param state Colours in force before the line, changed to those after it; undefined: colours are left out. */
function sanitiseFrom(text: string, state: SgrState | undefined): string {
	let result = state === undefined ? '' : openSgr(state);
	let hasText = false;
	let column = 0;
	/** A carriage return was seen: the next visible text replaces what is there. */
	let overwrites = false;
	let runStart = -1;

	const write = (visible: string) => {
		if (overwrites) {
			result = state === undefined ? '' : openSgr(state);
			column = 0;
			overwrites = false;
		}

		result += visible;
		hasText = true;
	};

	const endRun = (end: number) => {
		if (runStart >= 0) {
			const run = text.slice(runStart, end);
			write(run);
			// Only tabs need the column, and few texts have one.
			column += text.includes('\t', end) ? displayWidth(run) : 0;
			runStart = -1;
		}
	};

	let index = 0;
	while (index < text.length) {
		const codePoint = text.codePointAt(index)!;
		if (isHarmless(codePoint)) {
			if (runStart < 0) {
				runStart = index;
			}

			index += codePoint > 0xffff ? 2 : 1;
			continue;
		}

		endRun(index);
		let next = index + (codePoint > 0xffff ? 2 : 1);
		if (codePoint === 0x09) {
			if (overwrites) {
				write('');
			}

			const spaces = tabColumns - (column % tabColumns);
			write(' '.repeat(spaces));
			column += spaces;
		} else if (codePoint === 0x0d) {
			overwrites = hasText;
		} else if (codePoint === 0x0a || codePoint === 0x2028 || codePoint === 0x2029) {
			write(' ');
			column++;
		} else if (codePoint === 0x1b || (codePoint >= 0x80 && codePoint <= 0x9f)) {
			next = controlSequenceEnd(text, index);
			const parameters = state && sgrParameters(text, index, next);
			if (state && parameters !== undefined) {
				const sequence = applySgr(state, parameters);
				// Behind a carriage return the next text brings the colours in force with it.
				result += overwrites ? '' : sequence;
			}
		} else if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
			write('\ufffd');
			column++;
		}

		index = next;
	}

	endRun(text.length);
	return closeColours(result);
}

function sgrParameters(text: string, start: number, end: number): string | undefined {
	return /^\x1b\[([\d;:]*)m$/.exec(text.slice(start, end))?.[1];
}

function isHarmless(codePoint: number): boolean {
	return (codePoint >= 0x20 && codePoint < 0x7f) || !hasSuspect(String.fromCodePoint(codePoint));
}
