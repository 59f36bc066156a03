import type {KeyEntry} from './key-entry.js';
import type {KeySigns} from './key-signs.js';
import {footerKeys, keyWords} from './key-text.js';

export type Hint = {readonly keys: string; readonly text: string};

/** Between two hints. */
export const hintGap = 2;

/**
 * The keys that work here, as many as fit: the least important go, then the texts become
 * short, then hints go by weight.
 *
 * @param places Where the screen is; hints stand in the order of the key map, grouped by place.
 * @param columns Cells for all of them.
 */
export function footerHints(
	keys: readonly KeyEntry[],
	places: readonly string[],
	columns: number,
	signs: KeySigns,
): Hint[] {
	const entries = places.flatMap((place) =>
		keys.flatMap((entry) => (entry.footer?.places.includes(place) ? [{entry, footer: entry.footer}] : [])),
	);
	const all = entries.map(({entry, footer}) => ({
		...footer,
		keys: footerKeys(entry, signs),
		text: keyWords(footer.text, signs),
		...(footer.shortText === undefined ? {} : {shortText: keyWords(footer.shortText, signs)}),
	}));
	// What a key does in the innermost place is what it does.
	const hints = all.filter(({keys: own}, index) => all.findIndex(({keys: other}) => other === own) === index);
	const short = hints.map((hint) => ({...hint, text: hint.shortText ?? hint.text}));
	return fitInto(hints, columns, dispensableWeight) ?? fitInto(short, columns, Infinity) ?? [];
}

/** Hints up to this weight go before the texts of the others become short. */
const dispensableWeight = 2;

type WeightedHint = Hint & {readonly weight: number};

function fitInto(hints: readonly WeightedHint[], columns: number, largestWeight: number): WeightedHint[] | undefined {
	const kept = [...hints];
	while (width(kept) > columns) {
		const least = kept.reduce((lightest, hint) => (hint.weight < lightest.weight ? hint : lightest), kept[0]!);
		if (least.weight > largestWeight) {
			return undefined;
		}

		kept.splice(kept.indexOf(least), 1);
	}

	return kept;
}

/** Texts and signs of keys are one cell a character. */
function width(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, text}) => sum + keys.length + 1 + text.length + hintGap, -hintGap);
}
