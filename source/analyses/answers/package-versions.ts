import type {StoreGraph} from '../../store/store-graph.js';
import {isSourceName, listedName} from '../package-version.js';
import type {PackageVersions} from './answer.js';

/** @returns The packages, named as in all lists (`openssl-dev` is one), of which the given paths have more than one version, largest first; versions as text, sorted. */
export function packagesWithVersions({names, narSizes}: StoreGraph, ids: ArrayLike<number>): PackageVersions[] {
	const packages = new Map<string, {versions: Set<string>; pathCount: number; narSize: number}>();
	for (let place = 0; place < ids.length; place++) {
		const id = ids[place]!;
		const full = names.name(id);
		if (full.endsWith('.drv') || isSourceName(full)) {
			continue;
		}

		const {name, version} = listedName(full);
		if (version === '') {
			continue;
		}

		const found = packages.get(name);
		if (found === undefined) {
			packages.set(name, {versions: new Set([version]), pathCount: 1, narSize: narSizes[id]!});
		} else {
			found.versions.add(version);
			found.pathCount++;
			found.narSize += narSizes[id]!;
		}
	}

	return [...packages]
		.filter(([, {versions}]) => versions.size > 1)
		.map(([name, {versions, ...sums}]) => ({name, versions: sortVersions(versions), ...sums}))
		.sort((a, b) => b.narSize - a.narSize || (a.name < b.name ? -1 : 1));
}

/** Numbers by value: `9.1` before `10.0`. */
export function sortVersions(versions: Iterable<string>): string[] {
	return [...versions].sort(versionOrder.compare);
}

const versionOrder = new Intl.Collator('en', {numeric: true});
