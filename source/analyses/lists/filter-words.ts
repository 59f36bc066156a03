/** How well a text fits: not, with the letters spread, in one piece, in one piece from the start of a word. */
export type Fit = 0 | 1 | 2 | 3;

/** What a person typed to filter a list. */
export type Filter = {
	/** Nothing was typed: everything fits. */
	readonly isEmpty: boolean;
	/** How well a text fits: as well as the word of the filter that fits least. */
	fit(bytes: Uint8Array, begin: number, end: number): Fit;
	/** The same of a string. */
	fitText(text: string): Fit;
};

type Word = {readonly bytes: Uint8Array; readonly isExact: boolean};

/**
 * Letters of a word may stand apart in the text from the start of a word on, but within so many times its length, and
 * one more: `ffx` fits `firefox`, and `nixos` does not fit `nix/profiles`.
 */
const mostSpread = 2;
const spareSpread = 1;

/** ASCII letters as small ones. */
const small = Uint8Array.from({length: 256}, (_, code) => (code >= 0x41 && code <= 0x5a ? code + 32 : code));
const asIs = Uint8Array.from({length: 256}, (_, code) => code);

/**
 * The words of a filter must all fit, in any order. A word fits where its letters follow each other, not too far apart:
 * `pyto` fits `python3.13-torch`. With a capital letter in it case counts. A `~` at its front, as home is shown, stands
 * for nothing.
 */
export function filterOf(text: string): Filter {
	const words = text
		.split(/\s+/)
		.map((word) => word.replace(/^~/, ''))
		.filter((word) => word !== '')
		.map((word): Word => ({bytes: Buffer.from(word), isExact: /\p{Lu}/u.test(word)}));
	const fitBytes = (bytes: Uint8Array, begin: number, end: number): Fit => {
		let least: Fit = 3;
		for (const word of words) {
			const fits = wordFit(word, bytes, begin, end);
			if (fits === 0) {
				return 0;
			}

			least = fits < least ? fits : least;
		}

		return least;
	};

	return {
		isEmpty: words.length === 0,
		fit: fitBytes,
		fitText(full) {
			const bytes = Buffer.from(full);
			return fitBytes(bytes, 0, bytes.length);
		},
	};
}

function wordFit({bytes: word, isExact}: Word, bytes: Uint8Array, begin: number, end: number): Fit {
	const fold = isExact ? asIs : small;
	const first = word[0]!;
	const last = end - word.length;
	let best: Fit = 0;
	for (let at = begin; at <= last; at++) {
		if (fold[bytes[at]!] !== first) {
			continue;
		}

		let length = 1;
		while (length < word.length && fold[bytes[at + length]!] === word[length]) {
			length++;
		}

		if (length === word.length) {
			if (startsWord(bytes, at, begin)) {
				return 3;
			}

			best = 2;
		} else if (best === 0 && startsWord(bytes, at, begin) && isSpread(word, fold, bytes, at, end)) {
			best = 1;
		}
	}

	return best;
}

/** Whether the letters of the word follow from `at` on, near enough to each other. */
function isSpread(word: Uint8Array, fold: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
	const last = Math.min(end, at + mostSpread * word.length + spareSpread);
	let found = 0;
	for (let place = at; place < last; place++) {
		if (fold[bytes[place]!] === word[found]) {
			found++;
			if (found === word.length) {
				return true;
			}
		}
	}

	return false;
}

/** After something that is neither letter nor digit, at a capital after a small letter, at a digit after none. */
function startsWord(bytes: Uint8Array, at: number, begin: number): boolean {
	if (at === begin) {
		return true;
	}

	const [before, here] = [kindOf(bytes[at - 1]!), kindOf(bytes[at]!)];
	return before === 'other' || (before !== here && (here === 'digit' || here === 'capital'));
}

function kindOf(code: number): 'digit' | 'capital' | 'small' | 'other' {
	if (code >= 0x30 && code <= 0x39) {
		return 'digit';
	}

	if (code >= 0x41 && code <= 0x5a) {
		return 'capital';
	}

	return (code >= 0x61 && code <= 0x7a) || code >= 0x80 ? 'small' : 'other';
}
