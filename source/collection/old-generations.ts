import {isCurrentGeneration} from '../store/current-generation.js';
import type {Root, RootsReading} from '../store/root.js';

export type OldGenerations = {
	/** Links of generations that are older than the cutoff and were not current then. */
	readonly links: ReadonlySet<string>;
	/** Links of older ones that stay, since they were current at that time; the ones that are current now are not among them. */
	readonly kept: readonly string[];
};

/**
 * Old generations as `nix-env --delete-generations 30d` and `nix-collect-garbage --delete-older-than 30d` choose them
 * (Nix: profiles.cc, deleteGenerationsOlderThan): of each profile, counted down from the newest, the first that was
 * made before the cutoff stays, since it was current then, and all before it go but for the current one. Times count in
 * whole seconds there. Where times do not rise with the numbers Nix stops with an assertion; here what is not older stays.
 *
 * @param cutoff Milliseconds since 1970.
 */
export function oldGenerations(reading: RootsReading, cutoff: number): OldGenerations {
	const links = new Set<string>();
	const kept: string[] = [];
	for (const generations of byProfile(reading.roots)) {
		const descending = [...generations].sort((a, b) => b.generation!.number - a.generation!.number);
		let wasCurrent: string | undefined;
		for (const root of descending) {
			const isOlder = root.modifiedAt !== null && Math.floor(root.modifiedAt / 1000) < Math.floor(cutoff / 1000);
			if (!isOlder || root.link === wasCurrent) {
				continue;
			}

			const isCurrent = isCurrentGeneration(root, reading);
			if (wasCurrent === undefined) {
				wasCurrent = root.link;
				kept.push(...(isCurrent ? [] : [root.link]));
			} else if (!isCurrent) {
				links.add(root.link);
			}
		}
	}

	return {links, kept};
}

function byProfile(roots: readonly Root[]): Iterable<readonly Root[]> {
	const generations = roots.filter(({generation}) => generation !== null);
	return Map.groupBy(generations, ({generation}) => generation!.profile).values();
}
