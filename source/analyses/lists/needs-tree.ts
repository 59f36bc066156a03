import type {StoreAnalysis} from '../store-analysis.js';
import type {NeedsRow, NeedsTree, TreeRequest} from './list-rows.js';
import {entryWindow} from './place-window.js';
import {type TreeChild, type TreeEntry, treeEntries} from './tree-entries.js';

type NeededChild = TreeChild & {readonly closureSize: number};

/**
 * What a path refers to, and that in turn: what has the largest closure first. Everything is shut at first.
 *
 * @param id The path of the request.
 */
export function needsTree(analysis: StoreAnalysis, id: number, request: TreeRequest): NeedsTree {
	const {names, references} = analysis.reading.graph;
	const {offsets, targets} = references;
	const entries = treeEntries<NeededChild>({
		...request,
		pathCount: analysis.live.length,
		start: id,
		openAtFirst: [],
		childrenOf,
		nameOf: ({path}) => names.baseName(path),
		hasChildren: (path) => offsets[path + 1]! > offsets[path]!,
		isKept: () => false,
	});
	return entryWindow(entries, request.window, (entry) => row(analysis, entry));

	function childrenOf(path: number): readonly NeededChild[] {
		const ids = targets.subarray(offsets[path]!, offsets[path + 1]!);
		const sizes = analysis.closureSizes(ids);
		return Array.from(ids, (child, place) => ({
			path: child,
			name: names.baseName(child),
			closureSize: sizes[place]!,
		})).sort((a, b) => b.closureSize - a.closureSize || a.path - b.path);
	}
}

function row({reading}: StoreAnalysis, {child, hidden, ...entry}: TreeEntry<NeededChild>): NeedsRow {
	const {key, depth, canOpen, isOpen, isRepeated} = entry;
	const common = {key, depth, canOpen, isOpen, isRepeated};
	if (child === undefined) {
		return {...common, id: '', kind: 'more', name: `${hidden} more`, closureSize: null};
	}

	const {names} = reading.graph;
	const {path, closureSize} = child;
	return {...common, id: names.path(path), kind: 'path', name: names.name(path), closureSize};
}
