import type {Signs} from '../formats/symbols.js';
import {displayWidth} from '../formats/width.js';
import type {KeyPlace} from './key-entry.js';
import {footerKeys} from './key-text.js';
import {monitorKeys} from './monitor-keys.js';

export type Hint = {readonly keys: string; readonly text: string};

/** Between two hints. */
export const hintGap = 2;

/**
 * The keys that work here, as many as fit: first all texts become short, then the hints of least weight go.
 *
 * @param places Where the screen is; hints stand in the order of the key map, grouped by place.
 * @param columns Cells for all of them.
 */
export function footerHints(places: readonly KeyPlace[], columns: number, signs: Signs): Hint[] {
	const entries = places.flatMap((place) =>
		monitorKeys.flatMap((entry) => (entry.footer?.places.includes(place) ? [{entry, footer: entry.footer}] : [])),
	);
	const unique = [...new Map(entries.map((candidate) => [candidate.entry, candidate])).values()];
	let kept = unique.map(({entry, footer}) => ({keys: footerKeys(entry, signs), ...footer}));
	const ordered = [...kept].sort((left, right) => left.weight - right.weight);
	if (width(kept) <= columns) {
		return kept;
	}

	kept = kept.map((hint) => ({...hint, text: hint.shortText ?? hint.text}));
	for (const least of ordered) {
		if (width(kept) <= columns) {
			break;
		}

		kept = kept.filter(({keys}) => keys !== least.keys);
	}

	return kept;
}

function width(hints: readonly Hint[]): number {
	return hints.reduce((sum, {keys, text}) => sum + displayWidth(keys) + 1 + displayWidth(text) + hintGap, -hintGap);
}
