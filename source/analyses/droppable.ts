import {isCurrentGeneration} from '../store/current-generation.js';
import type {Root, RootsReading} from '../store/root.js';

/** @returns Links that nixscope never drops, whatever is asked. */
export function protectedLinks(reading: RootsReading): ReadonlySet<string> {
	return new Set(
		reading.roots.filter((root) => root.protected || isCurrentGeneration(root, reading)).map(({link}) => link),
	);
}

/** Whether the link of a root can be dropped at all. What a process holds goes with the process. */
export function isLinkRoot({kind}: Root): boolean {
	return kind !== 'process' && kind !== 'temporary';
}

/** Whether dropping it would change something: it holds its target, or is an old generation of what is gone. */
export function isWorthDropping({state, generation}: Root): boolean {
	return state === 'live' || (state === 'invalid' && generation !== null);
}

/**
 * Whether a command can name the link. Bytes of a name that are no UTF-8 were read as replacement characters, by which
 * no file is found.
 */
export function isNameable({link}: Root): boolean {
	return !link.includes('\uFFFD');
}

/** Why a link stays that no command can name, in words that follow the link. */
export const UNNAMEABLE = 'stays: its name is not UTF-8, remove it by hand';
