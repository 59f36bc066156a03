import type {PathTable} from '../../store/path-table.js';
import {listedName} from '../package-version.js';
import type {Steps} from '../steps.js';

/** Names and versions of all paths, each kept once. Names have outputs and the like with them: `libclang-dev`. */
export type PackageNames = {
	/** By number: `libclang-dev`. */
	readonly names: readonly string[];
	/** By name. */
	readonly numbers: ReadonlyMap<string, number>;
	/** The number of each path's name, by id. */
	readonly nameOf: Uint32Array;
	/** By number: `21.1.5`; the first is empty. */
	readonly versions: readonly string[];
	/** The number of each path's version, by id. */
	readonly versionOf: Uint32Array;
};

/** So many names are read between two pauses. */
const pace = 5000;

export function* packageNames(table: PathTable): Steps<PackageNames> {
	const names = new Numbered();
	const versions = new Numbered();
	versions.number('');
	const nameOf = new Uint32Array(table.count);
	const versionOf = new Uint32Array(table.count);
	for (let id = 0; id < table.count; id++) {
		const {name, version} = listedName(table.name(id));
		nameOf[id] = names.number(name);
		versionOf[id] = versions.number(version);
		if (id % pace === pace - 1) {
			yield;
		}
	}

	return {names: names.texts, numbers: names.numbers, nameOf, versions: versions.texts, versionOf};
}

class Numbered {
	readonly texts: string[] = [];
	readonly numbers = new Map<string, number>();

	number(text: string): number {
		let number = this.numbers.get(text);
		if (number === undefined) {
			number = this.texts.push(text) - 1;
			this.numbers.set(text, number);
		}

		return number;
	}
}
