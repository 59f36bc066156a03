import {type Adjacency, adjacencyOf, reversed} from './adjacency.js';
import {GrowingArray} from './growing-array.js';
import {pathTableOf} from './path-table.js';
import type {StoreGraph} from './store-graph.js';

/** A valid path as text tells of it. Names are base names: `DIGEST-NAME`. */
export type PathRecord = {
	readonly baseName: string;
	/** Bytes; undefined or 0 where unknown, since no NAR is empty. */
	readonly narSize: number | undefined;
	/** Milliseconds since 1970. */
	readonly registrationTime: number | undefined;
	readonly deriver: string | undefined;
	/** May hold the path itself, names twice, and names of paths that come later or never. */
	readonly references: readonly string[];
};

/** Digest, dash and the characters of a name, of which Nix allows 211. */
const baseNamePattern = /^[0-9a-z]{32}-[0-9a-zA-Z+\-._?=]{1,211}$/;

export function isBaseName(text: string): boolean {
	return baseNamePattern.test(text);
}

/** @returns What stands behind the last slash of a store path. */
export function baseNameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Makes a graph from records in any order; ids follow that order. Names are told apart by numbers of their own until all
 * are known, so that a reference may come before its path.
 *
 * Text formats do not say which outputs a derivation has. Those of a valid derivation are taken to be the paths that
 * name it as their deriver: an output that was built by two derivations is known to one of them only.
 */
export class GraphBuilder {
	readonly #numbers = new Map<string, number>();
	/** By number: the id plus one, or 0 while no record has come. */
	readonly #idOf = new GrowingArray((length) => new Uint32Array(length));
	/** By id. */
	readonly #names: string[] = [];
	readonly #narSizes = new GrowingArray((length) => new Float64Array(length));
	readonly #times = new GrowingArray((length) => new Float64Array(length));
	readonly #derivers = new GrowingArray((length) => new Uint32Array(length));
	/** Numbers of references, of one path after the other. */
	readonly #references = new GrowingArray((length) => new Uint32Array(length));
	/** By id: where its references begin. */
	readonly #starts = new GrowingArray((length) => new Uint32Array(length));

	constructor() {
		// Number 0 is no path.
		this.#idOf.push(0);
	}

	/** How many paths there are. */
	get count(): number {
		return this.#names.length;
	}

	/** A path that is there already is left as it is. @returns False when the name is no base name of a store path. */
	add({baseName, narSize, registrationTime, deriver, references}: PathRecord): boolean {
		const number = this.#numberOf(baseName);
		if (number === 0) {
			return false;
		}

		if (this.#idOf.at(number) !== 0) {
			return true;
		}

		this.#names.push(baseName);
		this.#idOf.set(number, this.#names.length);
		this.#narSizes.push(narSize ?? 0);
		this.#times.push(registrationTime ?? Number.NaN);
		this.#derivers.push(deriver === undefined ? 0 : this.#numberOf(deriver));
		this.#starts.push(this.#references.length);
		for (const reference of references) {
			this.#references.push(this.#numberOf(reference));
		}

		return true;
	}

	/** Ends the building: the builder is empty afterwards. */
	build(storeDirectory: string): StoreGraph {
		const count = this.#names.length;
		this.#numbers.clear();
		const names = pathTableOf(storeDirectory, ...asBytes(this.#names));
		this.#names.length = 0;
		const {references, refersToItself} = this.#buildReferences(count);
		const derivers = new Int32Array(count).fill(-1);
		const derivations: number[] = [];
		const outputs: number[] = [];
		for (let id = 0; id < count; id++) {
			const deriver = this.#idAt(this.#derivers.at(id));
			derivers[id] = deriver;
			if (deriver !== -1 && names.isDerivation(deriver)) {
				derivations.push(deriver);
				outputs.push(id);
			}
		}

		const narSizes = this.#narSizes.slice(0, count).slice();
		return {
			names,
			narSizes,
			isSized: Uint8Array.from(narSizes, (size) => (size > 0 ? 1 : 0)),
			registrationTimes: this.#times.slice(0, count).slice(),
			references,
			referrers: reversed(references),
			refersToItself,
			derivers,
			outputs: adjacencyOf(count, derivations, outputs),
		};
	}

	#buildReferences(count: number): {references: Adjacency; refersToItself: Uint8Array} {
		const refersToItself = new Uint8Array(count);
		const offsets = new Uint32Array(count + 1);
		const targets = new Uint32Array(this.#references.length);
		// The last path, plus one, that was seen to refer to each.
		const seenFrom = new Uint32Array(count);
		let edges = 0;
		for (let id = 0; id < count; id++) {
			const end = id + 1 < count ? this.#starts.at(id + 1) : this.#references.length;
			for (let index = this.#starts.at(id); index < end; index++) {
				const target = this.#idAt(this.#references.at(index));
				if (target === id) {
					refersToItself[id] = 1;
				} else if (target !== -1 && seenFrom[target] !== id + 1) {
					seenFrom[target] = id + 1;
					targets[edges++] = target;
				}
			}

			offsets[id + 1] = edges;
		}

		return {references: {offsets, targets: targets.slice(0, edges)}, refersToItself};
	}

	/** @returns -1 when no record of it has come. */
	#idAt(number: number): number {
		return this.#idOf.at(number) - 1;
	}

	/** @returns 0 for what is no base name. */
	#numberOf(baseName: string): number {
		const known = this.#numbers.get(baseName);
		if (known !== undefined) {
			return known;
		}

		if (!isBaseName(baseName)) {
			return 0;
		}

		const number = this.#idOf.length;
		this.#numbers.set(baseName, number);
		this.#idOf.push(0);
		return number;
	}
}

function asBytes(names: readonly string[]): [bytes: Uint8Array, offsets: Uint32Array] {
	const offsets = new Uint32Array(names.length + 1);
	let length = 0;
	names.forEach((name, id) => {
		length += name.length;
		offsets[id + 1] = length;
	});
	const bytes = Buffer.allocUnsafeSlow(length);
	names.forEach((name, id) => {
		bytes.write(name, offsets[id]!, 'latin1');
	});
	return [bytes, offsets];
}
