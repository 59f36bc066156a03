import path from 'node:path';
import type {Root} from '../../store/root.js';
import type {StoreReading} from '../../store/store-reading.js';
import {rootTarget} from '../root-target.js';
import {type RootGroup, rootGroup} from './root-words.js';

/** What a person can end as one: a link, or a process with all that it holds. */
export type RootHolder = {
	/** Places in `reading.roots.roots`, rising. */
	readonly roots: readonly number[];
	/** Ids of their targets. */
	readonly targets: readonly number[];
	readonly group: RootGroup;
	/** Undefined for a link. */
	readonly pid: number | undefined;
	/** The link, or `pid 4121 firefox`. */
	readonly name: string;
};

/** The roots that hold something, those of one process together. A link that was found in two ways counts once. */
export function rootHolders(reading: StoreReading): readonly RootHolder[] {
	const byHolder = new Map<string, {roots: number[]; targets: number[]; first: Root}>();
	const seen = new Set<string>();
	for (const [index, root] of reading.roots.roots.entries()) {
		const target = rootTarget(root, reading.graph.names);
		const link = `${root.link}\0${target}`;
		if (target === -1 || seen.has(link)) {
			continue;
		}

		seen.add(link);
		const key = root.process === null ? link : `pid ${root.process.pid}`;
		const holder = byHolder.get(key) ?? {roots: [], targets: [], first: root};
		holder.roots.push(index);
		holder.targets.push(target);
		byHolder.set(key, holder);
	}

	return Array.from(byHolder.values(), ({roots, targets, first}) => ({
		roots,
		targets,
		group: rootGroup(first),
		pid: first.process?.pid,
		name: holderName(first),
	}));
}

/** The link, or `pid 4121 firefox` of what a process holds. */
export function holderName({process, link}: Root): string {
	if (process === null) {
		return link;
	}

	const [program = ''] = process.command?.split(/\s/, 1) ?? [];
	return `pid ${process.pid} ${path.basename(program)}`.trimEnd();
}
