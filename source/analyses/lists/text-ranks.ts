import type {Steps} from '../steps.js';

/** So many texts are sorted, or put together, between two pauses. */
const pace = 4000;

/** @returns The place of each name among all in order, by its place in the list; equal ones have places of their own. */
export function nameRanks(names: readonly string[]): Steps<Uint32Array> {
	return ranks(
		names.map((name) => ({name, folded: name.toLowerCase()})),
		(a, b) => compareTexts(a.folded, b.folded) || compareTexts(a.name, b.name),
	);
}

/** The same for versions. */
export function versionRanks(versions: readonly string[]): Steps<Uint32Array> {
	return ranks(versions.map(versionParts), comparePartLists);
}

function* ranks<Key>(keys: readonly Key[], compareKeys: (a: Key, b: Key) => number): Steps<Uint32Array> {
	const compare = (a: number, b: number) => compareKeys(keys[a]!, keys[b]!) || a - b;
	let order = Uint32Array.from(keys.keys());
	for (let begin = 0; begin < order.length; begin += pace) {
		order.subarray(begin, begin + pace).sort(compare);
		yield;
	}

	for (let width = pace; width < order.length; width *= 2) {
		order = yield* mergeRuns(order, width, compare);
	}

	const ranks = new Uint32Array(keys.length);
	for (let place = 0; place < order.length; place++) {
		ranks[order[place]!] = place;
	}

	return ranks;
}

/** Merges each two neighbouring runs that are sorted. */
function* mergeRuns(
	from: Uint32Array,
	width: number,
	compare: (a: number, b: number) => number,
): Steps<Uint32Array<ArrayBuffer>> {
	const to = new Uint32Array(from.length);
	for (let begin = 0; begin < from.length; begin += 2 * width) {
		const middle = Math.min(begin + width, from.length);
		const end = Math.min(middle + width, from.length);
		let [left, right] = [begin, middle];
		for (let place = begin; place < end; place++) {
			const takesLeft = right === end || (left < middle && compare(from[left]!, from[right]!) <= 0);
			to[place] = takesLeft ? from[left++]! : from[right++]!;
			if (place % (4 * pace) === 0) {
				yield;
			}
		}
	}

	return to;
}

/** Names by letters, whatever their case; then capitals first. */
export function compareNames(a: string, b: string): number {
	return compareTexts(a.toLowerCase(), b.toLowerCase()) || compareTexts(a, b);
}

/** By parts, as Nix compares versions (src/libstore/names.cc, compareVersions): numbers by value, `pre` before all else. */
export function compareVersions(a: string, b: string): number {
	return comparePartLists(versionParts(a), versionParts(b));
}

/** Runs of digits, and runs of what is neither digit nor separator. */
function versionParts(version: string): readonly string[] {
	return version.match(/\d+|[^\d.-]+/g) ?? [];
}

function comparePartLists(a: readonly string[], b: readonly string[]): number {
	for (let place = 0; place < Math.max(a.length, b.length); place++) {
		const order = compareParts(a[place] ?? '', b[place] ?? '');
		if (order !== 0) {
			return order;
		}
	}

	return 0;
}

function compareParts(a: string, b: string): number {
	if (a === b) {
		return 0;
	}

	const [isFirstNumber, isSecondNumber] = [isNumber(a), isNumber(b)];
	if (isFirstNumber && isSecondNumber) {
		return Number(a) - Number(b) || compareTexts(a, b);
	}

	if ((a === '' && isSecondNumber) || (a === 'pre' && b !== 'pre')) {
		return -1;
	}

	if ((b === '' && isFirstNumber) || b === 'pre') {
		return 1;
	}

	if (isSecondNumber) {
		return -1;
	}

	return isFirstNumber ? 1 : compareTexts(a, b);
}

function isNumber(part: string): boolean {
	return part !== '' && part.charCodeAt(0) >= 0x30 && part.charCodeAt(0) <= 0x39;
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
