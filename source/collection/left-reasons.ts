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

/**
 * Why planned paths are still there though Nix went through, as far as a look at the roots of now tells: what holds a
 * path directly is named, what these refer to is not looked for.
 *
 * @returns Words that follow the path.
 */
export function leftReasons(
	store: LocalStore,
	environment: NodeJS.ProcessEnv,
	{refused, keptLinks}: LeftHints,
): (baseName: string) => string {
	const roots = new Map<string, Root>();
	for (const root of readRoots(store, {environment}).roots) {
		if (root.target !== null && root.state === 'live') {
			roots.set(root.target, root);
		}
	}

	return (baseName) => {
		const root = roots.get(`${store.storeDirectory}/${baseName}`);
		if (root !== undefined) {
			return `${keptLinks.has(root.link) ? 'it stays alive' : 'it came alive meanwhile'}: ${holder(root)} holds it`;
		}

		return (
			refused.get(baseName) ??
			(keptLinks.size > 0
				? 'a link that stays or something that came alive needs it'
				: 'something that came alive needs it')
		);
	};
}

function holder({link, process}: Root): string {
	return process === null ? plainText(link) : plainText(`pid ${process.pid} ${process.command ?? ''}`.trim());
}
