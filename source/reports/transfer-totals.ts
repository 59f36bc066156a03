import type {Transfer} from '../build/transfer.js';

export type TransferTotals = {
	readonly completed: number;
	/** On the wire where Nix has said so, else unpacked. */
	readonly bytes: number;
	/** Milliseconds during which at least one of them ran: the union of their times, not the sum. */
	readonly busyMs: number;
	/** Other ends, those with the most paths first. */
	readonly hosts: readonly string[];
};

/** What the completed transfers of one kind come to. */
export function transferTotals(transfers: readonly Transfer[], kind: Transfer['kind']): TransferTotals {
	const hosts = new Map<string, number>();
	const times: [from: number, to: number][] = [];
	let bytes = 0;
	for (const transfer of transfers) {
		if (transfer.kind !== kind || transfer.status.name !== 'completed') {
			continue;
		}

		bytes += transfer.wireBytes > 0 ? transfer.wireBytes : transfer.bytes;
		times.push([transfer.status.startedAt, transfer.status.stoppedAt]);
		if (transfer.host !== '') {
			hosts.set(transfer.host, (hosts.get(transfer.host) ?? 0) + 1);
		}
	}

	return {
		completed: times.length,
		bytes,
		busyMs: unionLength(times),
		hosts: [...hosts].sort(([, a], [, b]) => b - a).map(([host]) => host),
	};
}

/** Length of what the intervals cover together. O(n log n). */
function unionLength(intervals: readonly (readonly [from: number, to: number])[]): number {
	let length = 0;
	let coveredTo = Number.NEGATIVE_INFINITY;
	for (const [from, to] of intervals.toSorted(([a], [b]) => a - b)) {
		length += Math.max(0, to - Math.max(from, coveredTo));
		coveredTo = Math.max(coveredTo, to);
	}

	return length;
}
