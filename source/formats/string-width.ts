import type {Options} from '#string-width';

type StringWidth = (text: string, options?: Options) => number;

let loaded: StringWidth | undefined;

/** The package makes a segmenter and a large expression when it is loaded, which most screens never need: 35 ms of a start. */
function realStringWidth(text: string, options?: Options): number {
	loaded ??= (require('#string-width') as {default: StringWidth}).default;
	return loaded(text, options);
}

/**
 * Same result as the package `string-width`, which the bundle replaces with this file: Ink measures every cell of every
 * frame, and the package segments and looks up properties where nearly all text is ASCII and our own signs. Anything
 * else goes to the package, and its answer is remembered.
 */
function stringWidth(text: string, options?: Options): number {
	if (typeof text !== 'string' || text.length === 0) {
		return 0;
	}

	return options === undefined ? defaultWidth(text) : realStringWidth(text, options);
}

/** Code units of width 1 that never join a neighbour; inclusive. A test holds each of them against the package. */
export const simpleRanges: readonly (readonly [number, number])[] = [
	[0x20, 0x7e],
	// Latin, without the C1 controls, the no-break space and the soft hyphen.
	[0xa1, 0xac],
	[0xae, 0x2ff],
	// Dashes, quotes, bullets, ellipsis; without the zero-width characters before and the separators after.
	[0x2010, 0x2027],
	[0x2030, 0x203b],
	// Arrows and mathematical operators.
	[0x2190, 0x22ff],
	// Backspace and return keys.
	[0x232b, 0x232b],
	[0x23ce, 0x23ce],
	// Box drawing, blocks, geometric shapes up to the two that are emoji.
	[0x2500, 0x25fc],
	// CHECK MARK and BALLOT X; the heavy ones beside them are emoji.
	[0x2713, 0x2713],
	[0x2717, 0x2717],
	// Braille.
	[0x2800, 0x28ff],
];

const tableSize = 0x2900;
const simple = new Uint8Array(tableSize);
for (const [from, to] of simpleRanges) {
	simple.fill(1, from, to + 1);
}

/** Whether the code unit is one cell wide and a grapheme of its own beside any other simple one. */
export function isSimple(codeUnit: number): boolean {
	return codeUnit < tableSize && simple[codeUnit] === 1;
}

const escapeUnit = 0x1b;
const leftBracket = 0x5b;
const letterM = 0x6d;

/** @returns The index behind the SGR sequence that starts at `index`, or `index` if none does. */
export function skipSgr(text: string, index: number): number {
	if (text.charCodeAt(index) !== escapeUnit || text.charCodeAt(index + 1) !== leftBracket) {
		return index;
	}

	for (let end = index + 2; end < text.length; end++) {
		const codeUnit = text.charCodeAt(end);
		if (codeUnit === letterM) {
			return end + 1;
		}

		// Digits, colon and semicolon.
		if (codeUnit < 0x30 || codeUnit > 0x3b) {
			break;
		}
	}

	return index;
}

function defaultWidth(text: string): number {
	let width = 0;
	let index = 0;
	while (index < text.length) {
		if (isSimple(text.charCodeAt(index))) {
			width++;
			index++;
			continue;
		}

		const next = skipSgr(text, index);
		if (next === index) {
			return rememberedWidth(text);
		}

		index = next;
	}

	return width;
}

const maximumRemembered = 4096;
const maximumRememberedLength = 256;
const remembered = new Map<string, number>();

function rememberedWidth(text: string): number {
	if (text.length > maximumRememberedLength) {
		return realStringWidth(text);
	}

	let width = remembered.get(text);
	if (width === undefined) {
		width = realStringWidth(text);
		// Emptied as a whole: what is on the screen comes back within a frame.
		if (remembered.size >= maximumRemembered) {
			remembered.clear();
		}

		remembered.set(text, width);
	}

	return width;
}

// biome-ignore lint/style/noDefaultExport: the package it stands in for has one
export default stringWidth;
