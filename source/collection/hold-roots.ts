import path from 'node:path';
import {type AddRootsOptions, addRoots} from './add-roots.js';
import {clearHolds} from './clear-holds.js';
import type {NotedRoot} from './note-link.js';

/**
 * Makes roots of our own for what the noted ones hold, before these are dropped. What is not there any more needs none.
 *
 * @param folder Of the drop, empty.
 * @returns The noted roots, with the hold of each.
 * @throws StoreError when one cannot be made; then none is left.
 */
export async function holdRoots(
	noted: readonly NotedRoot[],
	folder: string,
	heldUntil: number,
	options: AddRootsOptions,
): Promise<readonly NotedRoot[]> {
	const targets = noted.filter(({root}) => root.state !== 'invalid').map((one) => one.noted.target);
	let links: ReadonlyMap<string, string>;
	try {
		links = await addRoots(path.join(folder, '1'), targets, options);
	} catch (error) {
		clearHolds(folder, options.store);
		throw error;
	}

	return noted.map((one) => {
		const holdLink = links.get(one.noted.target) ?? null;
		return {...one, noted: {...one.noted, holdLink, heldUntil: holdLink === null ? null : heldUntil}};
	});
}
