/**
 * Where control sequences end (ECMA-48 5.3–5.6, and what terminals accept beside it). What is unterminated ends with
 * the text, what is broken before the character that breaks it.
 */

const bell = 0x07;
const cancel = 0x18;
const substitute = 0x1a;
const escapeUnit = 0x1b;

/** @returns The index behind the sequence that begins at `index` with ESC or a C1 control. */
export function controlSequenceEnd(text: string, index: number): number {
	const first = text.charCodeAt(index);
	if (first !== escapeUnit) {
		return behindIntroducer(text, index + 1, first);
	}

	const second = text.charCodeAt(index + 1);
	// ESC and 0x40–0x5f stand for the C1 control 0x80–0x9f.
	if (second >= 0x40 && second <= 0x5f) {
		return behindIntroducer(text, index + 2, second + 0x40);
	}

	// Title of a screen window.
	if (second === 0x6b) {
		return behindString(text, index + 2, false);
	}

	return behindEscape(text, index + 1);
}

function behindIntroducer(text: string, index: number, c1: number): number {
	switch (c1) {
		case 0x9b:
			return behindCsi(text, index);
		case 0x9d:
			return behindString(text, index, true);
		// DCS, SOS, PM, APC.
		case 0x90:
		case 0x98:
		case 0x9e:
		case 0x9f:
			return behindString(text, index, false);
		default:
			return index;
	}
}

function behindCsi(text: string, start: number): number {
	let index = start;
	while (isBetween(text.charCodeAt(index), 0x30, 0x3f)) {
		index++;
	}

	while (isBetween(text.charCodeAt(index), 0x20, 0x2f)) {
		index++;
	}

	return isBetween(text.charCodeAt(index), 0x40, 0x7e) ? index + 1 : index;
}

/** Behind ST; OSC ends with BEL as well. Cancelled by CAN, SUB and by any other escape sequence. */
function behindString(text: string, start: number, bellEnds: boolean): number {
	for (let index = start; index < text.length; index++) {
		const codeUnit = text.charCodeAt(index);
		if (codeUnit === 0x9c || codeUnit === cancel || codeUnit === substitute || (bellEnds && codeUnit === bell)) {
			return index + 1;
		}

		if (codeUnit === escapeUnit) {
			return text[index + 1] === '\\' ? index + 2 : index;
		}
	}

	return text.length;
}

/** Intermediate bytes and a final one: `ESC ( 0`, `ESC c`, `ESC 7`. */
function behindEscape(text: string, start: number): number {
	let index = start;
	while (isBetween(text.charCodeAt(index), 0x20, 0x2f)) {
		index++;
	}

	return isBetween(text.charCodeAt(index), 0x30, 0x7e) ? index + 1 : index;
}

function isBetween(codeUnit: number, from: number, to: number): boolean {
	return codeUnit >= from && codeUnit <= to;
}
