import type {GcRequest} from '../../collection/choose-roots.js';
import {parseAge, parseSize} from '../../formats/amounts.js';

const gibibyte = 1024 ** 3;

/** A unit that stands apart from its number: `20 GB`. */
const apart = /(\d)\s+([kmgt]i?b?|[hdwy])(?=\s|$)/gi;

/**
 * What a person types to have roots proposed: `20G` (a number alone is GiB), `30d`, or both.
 *
 * @returns What is wrong, in words, when it is neither.
 */
export function parseWish(text: string): GcRequest | string {
	const sizes: number[] = [];
	const ages: number[] = [];
	for (const word of text.replace(apart, '$1$2').trim().split(/\s+/)) {
		const age = parseAge(word.toLowerCase());
		const size = isNumber(word) ? Math.ceil(Number(word) * gibibyte) : parseSize(word);
		if (age !== undefined) {
			ages.push(age);
		} else if (size !== undefined && size > 0) {
			sizes.push(size);
		} else {
			return `${word === '' ? 'nothing was typed' : `${word} is neither`}: a size such as 20G, an age such as 30d, or both`;
		}
	}

	return sizes.length > 1 || ages.length > 1
		? `two ${sizes.length > 1 ? 'sizes' : 'ages'}: one of each, such as 20G 30d`
		: {roots: [], filter: {kinds: [], olderThanMs: ages[0]}, freeBytes: sizes[0]};
}

function isNumber(word: string): boolean {
	return /^\d+(\.\d+)?$/.test(word);
}
