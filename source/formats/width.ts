import {applySgr, emptySgrState, openSgr} from './sgr.js';
import stringWidth, {isSimple, skipSgr} from './string-width.js';

/** Cells that the text takes in a terminal; SGR sequences take none. */
export function displayWidth(text: string): number {
	return stringWidth(text);
}

/** Filled with spaces at the end up to `columns`; longer text stays as it is. */
export function padEnd(text: string, columns: number): string {
	return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** Filled with spaces in front up to `columns`; longer text stays as it is. */
export function padStart(text: string, columns: number): string {
	return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/**
 * At most `columns` cells: longer text loses its end and gets the cut sign. Never splits a grapheme, so the result may
 * be a cell short before a wide one. SGR sequences (of sanitised text) take no cell, and what is open at the cut is
 * closed there. Costs as much as what is kept, however long the text.
 */
export function truncateEnd(text: string, columns: number, cutSign = '…'): string {
	const signWidth = displayWidth(cutSign);
	const room = columns - signWidth;
	let width = 0;
	let keptEnd = 0;
	for (const piece of pieces(text)) {
		width += piece.width;
		if (width > columns) {
			return columns < signWidth ? '' : closeColours(text.slice(0, keptEnd)) + cutSign;
		}

		if (width <= room) {
			keptEnd = piece.end;
		}
	}

	return text;
}

/** At most `columns` cells: longer text loses its middle, two fifths stay before the cut. For paths; not for text with SGR. */
export function truncateMiddle(text: string, columns: number, cutSign = '…'): string {
	if (displayWidth(text) <= columns) {
		return text;
	}

	const room = columns - displayWidth(cutSign);
	if (room < 2) {
		return truncateEnd(text, columns, cutSign);
	}

	const all = [...pieces(text)];
	const headRoom = Math.floor((room * 2) / 5);
	let headEnd = 0;
	let width = 0;
	for (const piece of all) {
		width += piece.width;
		if (width > headRoom) {
			break;
		}

		headEnd = piece.end;
	}

	let tailStart = text.length;
	width = displayWidth(text.slice(0, headEnd));
	for (const piece of all.reverse()) {
		width += piece.width;
		if (width > room || piece.start < headEnd) {
			break;
		}

		tailStart = piece.start;
	}

	return text.slice(0, headEnd) + cutSign + text.slice(tailStart);
}

/**
 * The cells `from` to `to` of the text, for scrolling sideways; a wide grapheme that is cut by an edge becomes spaces.
 * SGR sequences before `from` are kept, so that the colours are those of the whole text.
 */
export function sliceColumns(text: string, from: number, to: number): string {
	let result = '';
	let column = 0;
	for (const piece of pieces(text)) {
		if (column >= to && piece.width > 0) {
			break;
		}

		const end = column + piece.width;
		if (piece.width === 0) {
			result += piece.sgr || column > from ? text.slice(piece.start, piece.end) : '';
		} else if (column >= from && end <= to) {
			result += text.slice(piece.start, piece.end);
		} else {
			result += ' '.repeat(Math.max(0, Math.min(end, to) - Math.max(column, from)));
		}

		column = end;
	}

	return closeColours(result);
}

/** Broken into rows of at most `columns` cells (at least one grapheme each), wherever that is; colours go on in the next row. */
export function wrapColumns(text: string, columns: number): string[] {
	const rows: string[] = [];
	let row = '';
	let width = 0;
	const colours = emptySgrState();
	for (const piece of pieces(text)) {
		const part = text.slice(piece.start, piece.end);
		if (piece.width > 0 && width + piece.width > columns && width > 0) {
			rows.push(closeColours(row));
			row = openSgr(colours);
			width = 0;
		}

		if (piece.sgr) {
			applySgr(colours, part.slice(2, -1));
		}

		row += part;
		width += piece.width;
	}

	rows.push(closeColours(row));
	return rows;
}

type Piece = {readonly start: number; readonly end: number; readonly width: number; readonly sgr: boolean};

let segmenter: Intl.Segmenter | undefined;

/** Graphemes and SGR sequences of the text, in order. */
function* pieces(text: string): Generator<Piece> {
	let index = 0;
	while (index < text.length) {
		const behindSgr = skipSgr(text, index);
		if (behindSgr > index) {
			yield {start: index, end: behindSgr, width: 0, sgr: true};
			index = behindSgr;
			continue;
		}

		let end = index + 1;
		// A simple character before another one, a sequence or the end stands alone; anything else may combine.
		const alone = isSimple(text.charCodeAt(index)) && (end === text.length || endsGrapheme(text.charCodeAt(end)));
		if (alone) {
			yield {start: index, end, width: 1, sgr: false};
		} else {
			end = graphemeEnd(text, index);
			yield {start: index, end, width: displayWidth(text.slice(index, end)), sgr: false};
		}

		index = end;
	}
}

function endsGrapheme(next: number): boolean {
	return next === 0x1b || isSimple(next);
}

/** Enough for any real grapheme; longer piles of marks are cut here, which keeps the walk linear. */
const maximumGraphemeLength = 64;

function graphemeEnd(text: string, start: number): number {
	segmenter ??= new Intl.Segmenter();
	for (const {segment} of segmenter.segment(text.slice(start, start + maximumGraphemeLength))) {
		return start + segment.length;
	}

	return start + 1;
}

function isReset(sgr: string): boolean {
	return /^\x1b\[(?:0*|[\d;:]*;0*)m$/.test(sgr);
}

/** With a reset at the end when the last SGR sequence of the text is something else. */
export function closeColours(text: string): string {
	const last = text.lastIndexOf('\x1b[');
	return last === -1 || isReset(text.slice(last, skipSgr(text, last))) ? text : `${text}\x1b[0m`;
}
