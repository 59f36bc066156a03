import type {Root} from '../../store/root.js';
import {holderName} from '../answers/holders.js';
import {protectedLinks} from '../droppable.js';
import {orderBy} from '../order-by.js';
import {rootTarget} from '../root-target.js';
import {finished, type Steps} from '../steps.js';
import type {HoldKind, StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, createListCache, kept, type ListCache} from './list-cache.js';
import type {HolderRow, HolderTree, TreeRequest} from './list-rows.js';
import {retainedOf} from './path-facts.js';
import {entryWindow} from './place-window.js';
import {type TreeChild, type TreeEntry, treeEntries} from './tree-entries.js';

type Leaf = {
	/** The link, or `pid N`. */
	readonly id: string;
	readonly root: Root;
	readonly retainedSize: number;
	readonly isProtected: boolean;
};

type HolderChild = TreeChild & {
	readonly via: HoldKind | 'root' | 'process';
	readonly leaf: Leaf | undefined;
};

const leavesKey: CacheKey<ReadonlyMap<number, readonly Leaf[]>> = {name: 'roots of each path'};

/** So many steps of the shortest way to a root are open at first. */
const mostOpen = 100;

/**
 * What holds a path, towards the roots: what holds it directly, below that what holds this, and so on; what retains most
 * first. At first the shortest way to a root is open. Of a dead path what refers to it, which is dead as well.
 *
 * @param id The path of the request.
 */
export function holderTree(
	analysis: StoreAnalysis,
	id: number,
	request: TreeRequest,
	cache: ListCache = createListCache(),
): HolderTree {
	const leaves = finished(leavesByPath(analysis, cache));
	const retained = finished(retainedOf(analysis, cache));
	const {names} = analysis.reading.graph;
	const steps = analysis.shortestChain(id)?.steps ?? [];
	const entries = treeEntries<HolderChild>({
		...request,
		pathCount: analysis.live.length,
		start: id,
		openAtFirst: steps
			.slice(0, -1)
			.map((step) => step.id)
			.reverse()
			.slice(0, mostOpen),
		childrenOf: (path) => childrenOf(analysis, path, leaves.get(path) ?? [], retained),
		nameOf: ({path, leaf}) => leaf?.id ?? names.baseName(path),
		// Something holds what is live.
		hasChildren: (path) => analysis.live[path] === 1 || hasReferrers(analysis, path),
		isKept: ({leaf}) => leaf !== undefined,
	});
	return entryWindow(entries, request.window, (entry) => row(analysis, entry));
}

function leavesByPath(analysis: StoreAnalysis, cache: ListCache): Steps<ReadonlyMap<number, readonly Leaf[]>> {
	return kept(cache, analysis, leavesKey, '', function* () {
		const {roots, graph} = analysis.reading;
		const never = protectedLinks(roots);
		const leaves = new Map<number, Leaf[]>();
		for (const [index, root] of roots.roots.entries()) {
			const target = rootTarget(root, graph.names);
			const isProcess = root.kind === 'process' && root.process !== null;
			const id = isProcess ? `pid ${root.process.pid}` : root.link;
			const found = leaves.get(target) ?? [];
			if (target < 0 || found.some((leaf) => leaf.id === id)) {
				continue;
			}

			leaves.set(target, found);
			found.push({
				id,
				root,
				retainedSize: isProcess ? analysis.processRetainedSize(root.process.pid) : analysis.rootRetainedSize(index),
				isProtected: root.protected || never.has(root.link),
			});
		}

		yield;
		return leaves;
	});
}

/** @param retained By id. */
function childrenOf(
	{holding, live}: StoreAnalysis,
	path: number,
	leaves: readonly Leaf[],
	retained: Float64Array,
): readonly HolderChild[] {
	const isLive = live[path] === 1;
	/** By id: 1 and the first list in which it holds the path. */
	const lists = new Uint8Array(live.length);
	const found: number[] = [];
	// Dead paths: derivers and outputs do not hold each other there.
	for (const [list, {offsets, targets}] of holding.heldBy.slice(0, isLive ? undefined : 1).entries()) {
		for (let edge = offsets[path]!; edge < offsets[path + 1]!; edge++) {
			const holder = targets[edge]!;
			if ((live[holder] === 1) === isLive && lists[holder] === 0) {
				lists[holder] = list + 1;
				found.push(holder);
			}
		}
	}

	const holders = finished(orderBy(Uint32Array.from(found), retained, true));
	const roots = leaves.toSorted((a, b) => b.retainedSize - a.retainedSize || compareIds(a, b));
	const children: HolderChild[] = [];
	let next = 0;
	for (const holder of holders) {
		while (next < roots.length && roots[next]!.retainedSize >= retained[holder]!) {
			children.push(leafChild(roots[next++]!));
		}

		children.push({path: holder, via: holding.kinds[lists[holder]! - 1]!, leaf: undefined});
	}

	return [...children, ...roots.slice(next).map(leafChild)];
}

function leafChild(leaf: Leaf): HolderChild {
	return {path: -1, via: leaf.root.kind === 'process' ? 'process' : 'root', leaf};
}

function compareIds(a: Leaf, b: Leaf): number {
	return a.id < b.id ? -1 : Number(a.id > b.id);
}

function hasReferrers({reading}: StoreAnalysis, id: number): boolean {
	const {offsets} = reading.graph.referrers;
	return offsets[id + 1]! > offsets[id]!;
}

function row(analysis: StoreAnalysis, {child, hidden, ...entry}: TreeEntry<HolderChild>): HolderRow {
	const {key, depth, canOpen, isOpen, isRepeated} = entry;
	const common = {key, depth, canOpen, isOpen, isRepeated};
	if (child === undefined) {
		const name = `${hidden} more`;
		return {...common, id: '', kind: 'more', name, via: null, retainedSize: null, isProtected: false};
	}

	const {path, via, leaf} = child;
	if (leaf !== undefined) {
		const {id, root, retainedSize, isProtected} = leaf;
		const kind = via === 'process' ? 'process' : 'root';
		return {
			...common,
			id,
			kind,
			name: kind === 'process' ? holderName(root) : root.link,
			via,
			retainedSize,
			isProtected,
			root,
		};
	}

	const {names} = analysis.reading.graph;
	const retainedSize = analysis.live[path] === 1 ? analysis.retainedSize(path) : null;
	return {...common, id: names.path(path), kind: 'path', name: names.name(path), via, retainedSize, isProtected: false};
}
