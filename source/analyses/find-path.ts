import type {PathTable} from '../store/path-table.js';
import {isSourceName, packageVersion} from './package-version.js';
import type {StoreAnalysis} from './store-analysis.js';

export type FoundPaths =
	| {readonly kind: 'found'; readonly id: number}
	/** Live ones first, the newest version first. */
	| {readonly kind: 'ambiguous'; readonly ids: readonly number[]}
	| {readonly kind: 'unknown'};

const DIGEST_LENGTH = 32;

/** Characters before the name in a base name: the digest and its dash. */
const BEFORE_NAME = DIGEST_LENGTH + 1;

const BASE_NAME = /^[0-9a-z]{32}-./;
const DIGEST = /^[0-9a-z]{32}$/;
const OUTPUT_SUFFIX = /-[a-z]+$/;

/** The beginning of a digest, in Nix's base 32, that is long enough to be taken for one: as Git has it. */
const DIGEST_BEGINNING = /^[0-9abcdfghijklmnpqrsvwxyz]{7,31}$/;

const versionOrder = new Intl.Collator('en', {numeric: true});

/**
 * Finds valid paths by a store path (or a file below one), a base name, a digest, a package name with or without its
 * version (`firefox`, `firefox-145.0`), or else the beginning of a digest. Of several packages the better ones are taken: outputs before derivations and sources,
 * live before dead, the exact name before a longer one (`openssl-3.5.4` before `openssl-3.5.4-dev`).
 */
export function findPaths(analysis: StoreAnalysis, text: string): FoundPaths {
	const {names} = analysis.reading.graph;
	const inStore = `${names.storeDirectory}/`;
	if (text.startsWith(inStore)) {
		const [baseName = ''] = text.slice(inStore.length).split('/');
		return single(names.findBaseName(baseName));
	}

	if (BASE_NAME.test(text)) {
		const [baseName = ''] = text.split('/');
		const id = names.findBaseName(baseName);
		return id === -1 ? best(analysis, text) : single(id);
	}

	const byDigest = DIGEST.test(text) ? names.findDigest(text) : -1;
	if (byDigest !== -1) {
		return single(byDigest);
	}

	const byName = best(analysis, text);
	return byName.kind === 'unknown' && DIGEST_BEGINNING.test(text) ? ranked(analysis, beginning(names, text)) : byName;
}

function single(id: number): FoundPaths {
	return id === -1 ? {kind: 'unknown'} : {kind: 'found', id};
}

function best(analysis: StoreAnalysis, text: string): FoundPaths {
	const {reading, live} = analysis;
	const {names} = reading.graph;
	let ids = text === '' ? [] : namedPaths(names, text);
	for (const isBetter of [
		(id: number) => !names.isDerivation(id),
		(id: number) => !isSourceName(names.name(id)),
		(id: number) => live[id] === 1,
		(id: number) => names.name(id) === text,
		(id: number) => !OUTPUT_SUFFIX.test(names.name(id).slice(text.length)),
	]) {
		const better = ids.filter(isBetter);
		ids = better.length > 0 ? better : ids;
	}

	return ranked(analysis, ids);
}

function ranked({reading, live}: StoreAnalysis, ids: readonly number[]): FoundPaths {
	if (ids.length <= 1) {
		return single(ids[0] ?? -1);
	}

	const {names, narSizes} = reading.graph;
	const versions = new Map(ids.map((id) => [id, packageVersion(names.name(id)).version]));
	const sorted = ids.toSorted(
		(a, b) =>
			live[b]! - live[a]! ||
			versionOrder.compare(versions.get(b)!, versions.get(a)!) ||
			narSizes[b]! - narSizes[a]! ||
			a - b,
	);
	return {kind: 'ambiguous', ids: sorted};
}

/** Paths whose base name begins so. */
function beginning({bytes, offsets, count}: PathTable, text: string): number[] {
	const wanted = new TextEncoder().encode(text);
	const found: number[] = [];
	for (let id = 0; id < count; id++) {
		if (offsets[id + 1]! - offsets[id]! > wanted.length && startsAt(bytes, offsets[id]!, wanted)) {
			found.push(id);
		}
	}

	return found;
}

/**
 * Paths whose name is the text, or goes on with a dash and no letter: with a version (Nix: names.cc). An exact version
 * has its outputs with it: `openssl-3.5.4` finds `openssl-3.5.4-dev`.
 */
function namedPaths(names: PathTable, text: string): number[] {
	const {bytes, offsets, count} = names;
	const wanted = new TextEncoder().encode(text);
	const hasVersion = /-[^A-Za-z]/.test(text);
	const found: number[] = [];
	for (let id = 0; id < count; id++) {
		const begin = offsets[id]! + BEFORE_NAME;
		const end = offsets[id + 1]!;
		const rest = begin + wanted.length;
		if (rest <= end && startsAt(bytes, begin, wanted) && endsName(rest, end)) {
			found.push(id);
		}
	}

	return found;

	function endsName(rest: number, end: number): boolean {
		if (rest === end || (end - rest === 4 && names.bytes[rest] === 0x2e && isDrv(rest))) {
			return true;
		}

		return bytes[rest] === 0x2d && rest + 1 < end && isLetter(bytes[rest + 1]!) === hasVersion;
	}

	function isDrv(at: number): boolean {
		return bytes[at + 1] === 0x64 && bytes[at + 2] === 0x72 && bytes[at + 3] === 0x76;
	}
}

function startsAt(bytes: Uint8Array, begin: number, wanted: Uint8Array): boolean {
	for (let index = 0; index < wanted.length; index++) {
		if (bytes[begin + index] !== wanted[index]) {
			return false;
		}
	}

	return true;
}

function isLetter(code: number): boolean {
	return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
