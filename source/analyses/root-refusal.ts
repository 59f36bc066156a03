import type {Root} from '../store/root.js';
import {isNameable, UNNAMEABLE} from './droppable.js';

/** Why a link stays that this user may not remove, in words that follow the link. */
const IN_FOREIGN_FOLDER = 'is in a folder that you may not change: drop it as a user who may';

/**
 * Why a root cannot be dropped.
 *
 * @param isProtected Whether nixscope never drops its link (protectedLinks).
 * @param isRemovable Whether this user may remove its link, where that is known.
 * @returns Words that follow the link; undefined when it can be dropped.
 */
export function rootRefusal(root: Root, isProtected: boolean, isRemovable = true): string | undefined {
	if (root.kind === 'process') {
		const {pid = '?', command = null} = root.process ?? {};
		const who = `process ${pid}${command === null ? '' : ` (${command})`}`;
		return `is held by ${who}, which nixscope never ends: end or restart it`;
	}

	if (root.kind === 'temporary') {
		return 'is the temporary root of a running Nix: wait until that is done';
	}

	if (isProtected) {
		return `is never dropped: ${root.protection ?? 'it is the current generation'}`;
	}

	switch (root.state) {
		case 'dangling':
			return 'is gone already and holds nothing; nix-store --gc clears the entry that leads to it';
		case 'inert':
			return 'is no link into the store: it holds nothing, and nixscope leaves it alone';
		case 'unreadable':
			return 'cannot be read: drop it as a user who may';
		default:
			return !isNameable(root) ? UNNAMEABLE : isRemovable ? undefined : IN_FOREIGN_FOLDER;
	}
}
