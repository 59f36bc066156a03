import {type Adjacency, adjacencyOf, reversed} from '../store/adjacency.js';
import type {PathTable} from '../store/path-table.js';
import type {Root} from '../store/root.js';
import {rootTarget} from './root-target.js';
import type {Holder} from './store-analysis.js';

/**
 * The nodes above the paths: one for each link, one for each process above its links, and one above everything.
 * Numbers go on after those of the paths.
 */
export type RootNodes = {
	readonly pathCount: number;
	/** Paths, links, processes and the start. */
	readonly nodeCount: number;
	/** The node above everything. */
	readonly start: number;
	/** The path that each root holds; -1 when it holds nothing. */
	readonly targets: Int32Array;
	/** The node of each root's link; -1 when it holds nothing. Roots with the same link and target share one. */
	readonly nodes: Int32Array;
	/** From the start to processes and links, from processes to links, from links to paths. */
	readonly edges: Adjacency;
	readonly reverseEdges: Adjacency;
	/** The node of each process that holds something, by its pid. */
	readonly processes: ReadonlyMap<number, number>;
	/** @returns What a node above the paths stands for; undefined for paths and the start. */
	holder(node: number): Holder | undefined;
};

/** Puts the roots above the paths that they hold. */
export function rootNodes(roots: readonly Root[], names: PathTable): RootNodes {
	const pathCount = names.count;
	const holders: Holder[] = [];
	const sources: number[] = [];
	const sinks: number[] = [];
	const links = new Map<string, number>();
	const processes = new Map<number, number>();
	const start = () => pathCount + holders.length;

	const targets = Int32Array.from(roots, (root) => rootTarget(root, names));
	const nodes = Int32Array.from(roots, (root, index) => {
		const target = targets[index]!;
		if (target < 0) {
			return -1;
		}

		const key = `${root.link}\0${target}`;
		let node = links.get(key);
		if (node === undefined) {
			node = pathCount + holders.push({root: index}) - 1;
			links.set(key, node);
			sources.push(root.process === null ? -1 : processNode(root.process.pid), node);
			sinks.push(node, target);
		}

		return node;
	});

	function processNode(pid: number): number {
		let node = processes.get(pid);
		if (node === undefined) {
			node = pathCount + holders.push({pid}) - 1;
			processes.set(pid, node);
			sources.push(-1);
			sinks.push(node);
		}

		return node;
	}

	const nodeCount = start() + 1;
	const edges = adjacencyOf(
		nodeCount,
		sources.map((source) => (source < 0 ? start() : source)),
		sinks,
	);
	return {
		pathCount,
		nodeCount,
		start: start(),
		targets,
		nodes,
		processes,
		edges,
		reverseEdges: reversed(edges),
		holder: (node) => holders[node - pathCount],
	};
}
