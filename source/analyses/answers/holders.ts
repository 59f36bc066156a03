import path from 'node:path';
import type {Root} from '../../store/root.js';
import type {StoreReading} from '../../store/store-reading.js';
import {holds} from '../store-analysis.js';
import {type RootGroup, rootGroup} from './root-words.js';
import {rootTarget} from './sized-root.js';

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

/** The roots that hold something, those of one process together. */
export function rootHolders(reading: StoreReading): readonly RootHolder[] {
	const {roots} = reading.roots;
	const holding = [...roots.keys()].filter(
		(index) => holds(roots[index]!) && rootTarget(reading, roots[index]!) !== -1,
	);
	const holders = Map.groupBy(holding, (index) => {
		const {process} = roots[index]!;
		return process === null ? `root ${index}` : `pid ${process.pid}`;
	});
	return Array.from(holders.values(), (indexes) => {
		const root = roots[indexes[0]!]!;
		return {
			roots: indexes,
			targets: indexes.map((index) => rootTarget(reading, roots[index]!)),
			group: rootGroup(root),
			pid: root.process?.pid,
			name: holderName(root),
		};
	});
}

function holderName({process, link}: Root): string {
	if (process === null) {
		return link;
	}

	const [program = ''] = process.command?.split(/\s/, 1) ?? [];
	return `pid ${process.pid} ${path.basename(program)}`.trimEnd();
}
