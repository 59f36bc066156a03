import type {GcRequest} from '../../collection/choose-roots.js';
import {parseAge, parseSize} from '../../formats/amounts.js';

const gibibyte = 1024 ** 3;

/**
 * What a person types to have roots proposed: `20G` (a number alone is GiB), `30d`, or both.
 *
 * @returns What is wrong, in words, when it is neither.
 */
export function parseWish(text: string): GcRequest | string {
	let freeBytes: number | undefined;
	let olderThanMs: number | undefined;
	for (const word of text.trim().split(/\s+/)) {
		const size = /^\d+(\.\d+)?$/.test(word) && Number(word) > 0 ? Math.ceil(Number(word) * gibibyte) : parseSize(word);
		const age = parseAge(word);
		if (size === undefined && age === undefined) {
			return 'a size such as 20G, an age such as 30d, or both';
		}

		freeBytes = size ?? freeBytes;
		olderThanMs = age ?? olderThanMs;
	}

	return {roots: [], filter: {kinds: [], olderThanMs}, freeBytes};
}
