import {realpathSync} from 'node:fs';
import path from 'node:path';
import {protectedLinks} from '../analyses/droppable.js';
import {rootRefusal} from '../analyses/root-refusal.js';
import type {MayRemove} from '../store/may-remove.js';
import type {Root, RootsReading} from '../store/root.js';
import {StoreError} from '../store/store-error.js';
import type {StoreReading} from '../store/store-reading.js';

/** So many of several candidates are named. */
const MOST_NAMED = 4;

/**
 * Finds the root that a person means: its link, the entry below gcroots that leads there, or a generation (`system-42`).
 *
 * @returns The link.
 * @throws StoreError when there is none, when it may be several, and when it may not or cannot be dropped.
 */
export function findNamedRoot(
	{roots, graph}: StoreReading,
	typed: string,
	workingDirectory: string,
	mayRemove: MayRemove,
): string {
	const absolute = path.resolve(workingDirectory, typed);
	const matches =
		found(({link, entry}) => link === typed || link === absolute || entry === absolute) ??
		found(({link}) => path.basename(link) === path.basename(absolute) && isSameLink(link, absolute)) ??
		found(
			({process}) => process !== null && /^(pid )?\d+$/.test(typed) && typed.replace('pid ', '') === `${process.pid}`,
		) ??
		found((root) => generationName(root) === typed) ??
		[];

	const links = [...new Set(matches.map(({link}) => link))];
	const isProcess = matches[0] !== undefined && matches[0].process !== null;
	if (links.length > 1 && !isProcess) {
		throw new StoreError(`${typed} may be ${someOf(links)}: give one of these`);
	}

	const root = matches.find((match) => match.protected) ?? matches[0];
	if (root === undefined) {
		throw new StoreError(unknownRoot(roots, typed, absolute, graph.names.storeDirectory));
	}

	const refusal = rootRefusal(root, protectedLinks(roots).has(root.link), mayRemove(root.link));
	if (refusal !== undefined) {
		throw new StoreError(`${root.link} ${refusal}`);
	}

	return root.link;

	function found(isMeant: (root: Root) => boolean): readonly Root[] | undefined {
		const meant = roots.roots.filter(isMeant);
		return meant.length === 0 ? undefined : meant;
	}
}

/** @returns `system-42`; undefined when the root is no generation. */
export function generationName({generation}: Root): string | undefined {
	return generation === null ? undefined : `${path.basename(generation.profile)}-${generation.number}`;
}

function unknownRoot(roots: RootsReading, typed: string, absolute: string, storeDirectory: string): string {
	if (absolute.startsWith(`${storeDirectory}/`)) {
		return `${typed} is a store path and no root: nixscope why ${typed} tells which roots hold it`;
	}

	const generations = roots.roots.filter(
		({generation}) =>
			generation !== null && (generation.profile === absolute || path.basename(generation.profile) === typed),
	);
	if (generations.length > 0) {
		const never = protectedLinks(roots);
		const able = generations
			.filter(({link}) => !never.has(link))
			.sort((a, b) => a.generation!.number - b.generation!.number)
			.map((root) => generationName(root)!);
		return able.length > 0
			? `${typed} is a profile: name a generation of it, ${someOf([...new Set(able)])}`
			: `${typed} is a profile, and all its generations are protected: none is ever dropped`;
	}

	return `${typed} is no root of this store; nixscope roots lists them`;
}

function someOf(texts: readonly string[]): string {
	const some = texts.slice(0, MOST_NAMED).join(', ');
	return texts.length > MOST_NAMED ? `${some} or ${texts.length - MOST_NAMED} more` : some;
}

/** Whether both are one link, reached through folders of which some are links themselves. */
function isSameLink(a: string, b: string): boolean {
	const [first, second] = [realFolder(a), realFolder(b)];
	return first !== undefined && first === second;
}

function realFolder(link: string): string | undefined {
	try {
		return realpathSync(path.dirname(link));
	} catch {
		return undefined;
	}
}
