import {manyPaths} from '../analyses/answers/command-words.js';
import type {Root} from '../store/root.js';
import type {StoreReading} from '../store/store-reading.js';

/** What there is to delete: whatever is dead, or so many chosen paths. */
export type Deletes = 'all-dead' | 'nothing' | {readonly paths: number};

/**
 * The commands that carry a plan out, in order, as argument lists: generations go through nix-env, one call a profile;
 * other links are removed; then Nix collects. The old commands take `--store` as the new ones do (Nix: settings are
 * flags of every command, src/libmain/common-args.cc).
 *
 */
export function gcCommands(
	{address, roots}: StoreReading,
	dropped: readonly Root[],
	deletes: Deletes,
): ReadonlyArray<readonly string[]> {
	const store = address.kind === 'local' && address.uri !== undefined ? ['--store', address.uri] : [];
	const generations = new Map<string, number[]>();
	const links: string[] = [];
	for (const {generation, link} of dropped) {
		// Without a current generation nix-env reads an empty optional (Nix: profiles.cc, deleteGenerations).
		if (generation === null || !roots.currentGenerations.has(generation.profile)) {
			links.push(link);
			continue;
		}

		const numbers = generations.get(generation.profile) ?? [];
		numbers.push(generation.number);
		generations.set(generation.profile, numbers);
	}

	return [
		...Array.from(generations, ([profile, numbers]) => [
			'nix-env',
			...store,
			'-p',
			profile,
			'--delete-generations',
			...numbers.sort((a, b) => a - b).map(String),
		]),
		...links.map((link) => ['rm', link]),
		...deletion(),
	];

	function deletion(): ReadonlyArray<readonly string[]> {
		if (typeof deletes === 'object') {
			return deletes.paths === 0 ? [] : [['nix-store', ...store, '--delete', manyPaths(deletes.paths)]];
		}

		return dropped.length > 0 || deletes === 'all-dead' ? [['nix-store', ...store, '--gc']] : [];
	}
}
