import type {StoreStatus} from '../analyses/answers/plan.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';

/** Where a store is, how it was read, and whether anything can be done to it from here. */
export function statusAnswer({reading}: StoreAnalysis): StoreStatus {
	const {address, graph, roots, unreadable, snapshot} = reading;
	const refusal = refusalOf(address.kind);
	return {
		storeDirectory: graph.names.storeDirectory,
		paths: graph.names.count,
		rootCount: roots.roots.length,
		readAt: reading.readAt,
		way: reading.way,
		isCollectable: refusal === null,
		refusal,
		complete: unreadable.length === 0,
		unreadable,
		snapshot: snapshot === undefined ? null : {host: snapshot.host, readAt: snapshot.readAt},
	};
}

function refusalOf(kind: StoreAnalysis['reading']['address']['kind']): string | null {
	switch (kind) {
		case 'local':
			return null;
		case 'snapshot':
			return 'this is a snapshot: drop and collect on the machine that it was made on';
		case 'ssh':
			return 'this store is on another machine: run nixscope store there';
		case 'binary-cache':
			return 'a binary cache has no roots, and Nix collects nothing there';
	}
}
