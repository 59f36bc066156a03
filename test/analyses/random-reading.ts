import fc from 'fast-check';
import {adjacencyOf, reversed} from '../../source/store/adjacency.js';
import type {PathTable} from '../../source/store/path-table.js';
import type {Root} from '../../source/store/root.js';
import type {StoreReading} from '../../source/store/store-reading.js';

/** A small store as plain lists: what a test makes up, and what a brute-force answer is computed from. */
export type PlainStore = {
	readonly sizes: readonly number[];
	readonly references: ReadonlyArray<readonly [number, number]>;
	/** Path, deriver. */
	readonly derivers: ReadonlyArray<readonly [number, number]>;
	/** Derivation, output. */
	readonly outputs: ReadonlyArray<readonly [number, number]>;
	readonly roots: ReadonlyArray<{
		readonly target: number;
		readonly pid: number | null;
		readonly ageDays: number;
		readonly live: boolean;
	}>;
	readonly keepOutputs: boolean;
	readonly keepDerivations: boolean;
};

export const now = Date.UTC(2026, 0, 1);

/** Stores with cycles of every kind, roots that share targets, processes with several roots. */
export function randomStore(maxPaths = 14): fc.Arbitrary<PlainStore> {
	return fc.integer({min: 1, max: maxPaths}).chain((count) => {
		const id = fc.nat(count - 1);
		/** To itself is taken out afterwards: with one path there is nothing else. */
		const pairs = (maxLength: number, selector: (pair: readonly [number, number]) => string) =>
			fc.uniqueArray(fc.tuple(id, id), {maxLength, selector}).map((found) => found.filter(([from, to]) => from !== to));
		return fc.record({
			sizes: fc.array(fc.nat(1000), {minLength: count, maxLength: count}),
			references: pairs(3 * count, String),
			derivers: pairs(count, ([from]) => String(from)),
			outputs: pairs(count, String),
			roots: fc.array(
				fc.record({
					target: id,
					pid: fc.option(fc.integer({min: 1, max: 2}), {freq: 3}),
					ageDays: fc.nat(400),
					live: fc.boolean().map((value) => value || count % 2 === 0),
				}),
				{maxLength: 6},
			),
			keepOutputs: fc.boolean(),
			keepDerivations: fc.boolean(),
		});
	});
}

export function readingOf(store: PlainStore): StoreReading {
	const count = store.sizes.length;
	const derivers = new Int32Array(count).fill(-1);
	for (const [path, deriver] of store.derivers) {
		derivers[path] = deriver;
	}

	const references = edges(count, store.references);
	return {
		address: {kind: 'snapshot', file: '/made-up'},
		way: 'snapshot',
		readAt: now,
		graph: {
			names: madeUpNames(count),
			narSizes: Float64Array.from(store.sizes),
			isSized: new Uint8Array(count).fill(1),
			registrationTimes: new Float64Array(count).fill(Number.NaN),
			references,
			referrers: reversed(references),
			refersToItself: new Uint8Array(count),
			derivers,
			outputs: edges(count, store.outputs),
		},
		roots: {
			roots: store.roots.map(
				({target, pid, ageDays, live}, index): Root => ({
					kind: pid === null ? 'result' : 'process',
					link: pid === null ? `/home/anna/result-${index}` : `/proc/${pid}/fd/${index}`,
					entry: null,
					target: `/nix/store/${baseName(target)}`,
					state: live ? 'live' : 'dangling',
					protected: false,
					protection: null,
					modifiedAt: now - ageDays * 86_400_000,
					process: pid === null ? null : {pid, command: 'sleep', user: 'anna'},
					generation: null,
				}),
			),
			currentGenerations: new Map(),
			temporaryDigests: new Set(),
			unreadable: [],
		},
		settings: {keepOutputs: store.keepOutputs, keepDerivations: store.keepDerivations},
		unregistered: null,
		unreadable: [],
	};
}

function edges(count: number, pairs: ReadonlyArray<readonly [number, number]>) {
	return adjacencyOf(
		count,
		pairs.map(([from]) => from),
		pairs.map(([, to]) => to),
	);
}

export function baseName(id: number): string {
	return `${String(id).padStart(32, '0')}-p${id}`;
}

function madeUpNames(count: number): PathTable {
	const ids = new Map(Array.from({length: count}, (_, id) => [baseName(id), id]));
	return {
		storeDirectory: '/nix/store',
		count,
		bytes: new Uint8Array(),
		offsets: new Uint32Array(count + 1),
		baseName,
		name: (id) => `p${id}`,
		path: (id) => `/nix/store/${baseName(id)}`,
		isDerivation: () => false,
		findBaseName: (name) => ids.get(name) ?? -1,
		findDigest: (digest) => (Number(digest) < count ? Number(digest) : -1),
	};
}
