import {plainText} from '../formats/sanitise.js';
import type {Root} from '../store/root.js';
import {readRoots} from '../store/roots.js';
import type {LocalStore} from '../store/store-address.js';

/** What is known of paths that stayed. */
export type LeftHints = {
	/** Reasons that Nix gave, by base name. */
	readonly refused: ReadonlyMap<string, string>;
	/** Links of the plan that stayed. */
	readonly keptLinks: ReadonlySet<string>;
};

/** Why a path stayed. */
export type LeftReason = {
	/** Words that follow the path. */
	readonly reason: string;
	/** What holds it directly: a link, a process; undefined when it stays for the sake of another path. */
	readonly holder: string | undefined;
};

/**
 * Why planned paths are still there though Nix went through, as far as a look at the roots of now tells: what holds a
 * path directly is named, what these refer to is not looked for.
 */
export function leftReasons(
	store: LocalStore,
	environment: NodeJS.ProcessEnv,
	{refused, keptLinks}: LeftHints,
): (baseName: string) => LeftReason {
	const roots = new Map<string, Root>();
	const {roots: all, unreadable} = readRoots(store, {environment});
	for (const root of all) {
		if (root.target !== null && root.state === 'live') {
			roots.set(root.target, root);
		}
	}

	// Of what was hidden when the plan was made nobody can say that it came alive since.
	const needed =
		unreadable.length > 0
			? 'something that cannot be seen may hold it'
			: keptLinks.size > 0
				? 'a link that stays, or what came alive, needs it'
				: 'what came alive needs it';
	return (baseName) => {
		const root = roots.get(`${store.storeDirectory}/${baseName}`);
		if (root !== undefined) {
			const holder = holderOf(root);
			return {
				reason: `${keptLinks.has(root.link) ? 'stays alive' : 'came alive meanwhile'}: ${holder} holds it`,
				holder,
			};
		}

		return {reason: refused.get(baseName) ?? needed, holder: undefined};
	};
}

function holderOf({link, process}: Root): string {
	return process === null ? plainText(link) : plainText(`pid ${process.pid} ${process.command ?? ''}`.trim());
}
