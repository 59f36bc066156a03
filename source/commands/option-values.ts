import type {PathSort} from '../analyses/answers/paths.js';
import {parseAge, parseSize} from '../formats/amounts.js';
import type {RootKind} from '../store/root.js';
import {rootKindLabels} from '../store/root-kind-label.js';

/** The value of an option as typed. @throws OptionMistake */
export type ReadValue = (text: string) => unknown;

/** What is wrong with a value, in words that follow the option: `is a number above 0 or max, not 0`. */
export class OptionMistake extends Error {}

/** `--limit all` */
export const noLimit = Number.POSITIVE_INFINITY;

const sorts: Readonly<Record<PathSort, string>> = {
	nar: 'nar',
	closure: 'closure',
	retained: 'retains',
	referrers: 'used by',
	age: 'added',
	name: 'name',
};

/** `2`, `2.5x`, `max` */
export function readSpeed(text: string): number {
	const speed = text === 'max' ? Number.POSITIVE_INFINITY : Number(text.replace(/[x×]$/, ''));
	if (!(speed > 0)) {
		throw new OptionMistake(`is a number above 0 or max, not ${text}`);
	}

	return speed;
}

/** `30d` and the like in milliseconds. No `m`: who means months must not get minutes. */
export function readAge(text: string): number {
	const ms = parseAge(text);
	if (ms === undefined) {
		throw new OptionMistake(`is a time such as 12h, 30d, 8w or 1y, not ${text}`);
	}

	return ms;
}

/** As readAge, for what is to last: more than nothing. */
export function readHold(text: string): number {
	const ms = readAge(text);
	if (ms <= 0) {
		throw new OptionMistake(`is a time above 0, not ${text}`);
	}

	return ms;
}

/** `20G`, `20GiB` (binary, as Nix has it), `20GB` (decimal), `500M`, a number of bytes. */
export function readSize(text: string): number {
	const bytes = parseSize(text);
	if (bytes === undefined) {
		throw new OptionMistake(`is a size such as 20G or 500M, not ${text}`);
	}

	return bytes;
}

/** A whole number above 0, or `all`. */
export function readLimit(text: string): number {
	return text === 'all' ? noLimit : readPositive(text, ' or all');
}

/** A whole number above 0. */
export function readDepth(text: string): number {
	return readPositive(text, '');
}

/** A kind of root by its name in JSON or its word in `roots`, or the beginning of only one; in either case. */
export function readKind(text: string): RootKind {
	return readName(text, rootKindLabels, 'kind');
}

/** What paths are sorted by, or its beginning. */
export function readSort(text: string): PathSort {
	return readName(text, sorts, 'order');
}

function readPositive(text: string, or: string): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
		throw new OptionMistake(`is a whole number above 0${or}, not ${text}`);
	}

	return number;
}

/** @param words Another word for each name. */
function readName<Name extends string>(text: string, words: Readonly<Record<Name, string>>, what: string): Name {
	const all = Object.keys(words) as Name[];
	const typed = text.toLowerCase();
	const isCalled = (name: Name, fits: (word: string) => boolean) => fits(name) || fits(words[name].toLowerCase());
	const exact = all.filter((name) => isCalled(name, (word) => word === typed));
	const possible = exact.length === 1 ? exact : all.filter((name) => isCalled(name, (word) => word.startsWith(typed)));
	if (possible.length === 0) {
		throw new OptionMistake(`knows no ${what} ${text}; there are ${all.join(', ')}`);
	}

	if (possible.length > 1) {
		throw new OptionMistake(`${text} may be ${possible.join(' or ')}`);
	}

	return possible[0]!;
}
