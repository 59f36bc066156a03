import type {SizedRoot} from './answer.js';

/** Roots that a person sees as one: all of a process. */
export type RootGroup = {
	readonly root: SizedRoot;
	/** How many. */
	readonly count: number;
	/** What goes with all of them; null when they hold nothing. */
	readonly retainedSize: number | null;
	readonly closureSize: number | null;
};

/** @returns In the order of the first of each. */
export function groupRoots(roots: readonly SizedRoot[]): RootGroup[] {
	const groups = new Map<string, SizedRoot[]>();
	for (const [index, root] of roots.entries()) {
		const {process, state, kind} = root;
		const key = process === null || state !== 'live' ? `${index}` : `${kind} ${process.pid}`;
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [root]);
		} else {
			group.push(root);
		}
	}

	return [...groups.values()].map(groupOf);
}

function groupOf(roots: readonly SizedRoot[]): RootGroup {
	const root = roots.reduce((best, one) => ((one.closureSize ?? 0) > (best.closureSize ?? 0) ? one : best));
	return {
		root,
		count: roots.length,
		retainedSize: root.processRetainedSize ?? root.retainedSize,
		closureSize: roots.length > 1 ? null : root.closureSize,
	};
}
