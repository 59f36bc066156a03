import {hostName} from '../parsers/host-name.js';
import {storePathName} from '../parsers/store-path.js';
import type {DependencyGraph} from './dependency-graph.js';
import type {MutableTransfer} from './mutable-transfer.js';
import type {CopyCounter} from './nix-process.js';
import type {StatusCounts} from './status-counts.js';
import type {TransferStatus} from './transfer.js';

/**
 * Store paths on their way. As with builds, `stop` does not say whether a transfer succeeded: the next figures of the
 * CopyPaths activity (103) that counts it do, and for a copy that nobody counts, whether all its bytes came.
 */
export class TransferLedger {
	readonly transfers: MutableTransfer[] = [];
	readonly #byKey = new Map<string, MutableTransfer>();
	readonly #counts: StatusCounts;
	readonly #graph: DependencyGraph;
	graphVersion = 0;

	constructor(counts: StatusCounts, graph: DependencyGraph) {
		this.#counts = counts;
		this.#graph = graph;
	}

	plan(path: string): void {
		this.#ensure(path, 'download', '', '');
	}

	/** A substitution or a copy of the path has begun. */
	start(path: string, from: string, to: string, at: number): MutableTransfer {
		const isUpload = hostName(from) === 'local' && hostName(to) !== 'local';
		const transfer = this.#ensure(path, isUpload ? 'upload' : 'download', from, to);
		transfer.from = from === '' ? transfer.from : from;
		transfer.to = to === '' ? transfer.to : to;
		transfer.host = hostName(isUpload ? transfer.to : transfer.from);
		transfer.openActivities++;
		transfer.stoppedAt = undefined;
		if (transfer.status.name !== 'running') {
			this.#setStatus(transfer, {name: 'running', startedAt: at});
		}

		return transfer;
	}

	/** The newest running download from the host of the URL that has no bytes on the wire yet (Nix before 2.18). */
	newestRunning(url: string): MutableTransfer | undefined {
		const host = hostName(url);
		return this.transfers.findLast(
			(transfer) => transfer.status.name === 'running' && transfer.host === host && transfer.wireBytes === 0,
		);
	}

	/** New figures of the copy, as differences to what the same activity said before. */
	bytes(transfer: MutableTransfer, bytes: number, expected: number): void {
		const counts = this.#counts.ofTransfers(transfer.kind);
		counts.bytes += bytes - transfer.bytes;
		counts.expectedBytes += expected - transfer.expectedBytes;
		transfer.bytes = bytes;
		transfer.expectedBytes = expected;
	}

	wireBytes(transfer: MutableTransfer, bytes: number, expected: number): void {
		const counts = this.#counts.ofTransfers(transfer.kind);
		counts.wireBytes += bytes - transfer.wireBytes;
		counts.expectedWireBytes += expected - transfer.expectedWireBytes;
		transfer.wireBytes = bytes;
		transfer.expectedWireBytes = expected;
	}

	/** An activity of the transfer has stopped; with its last one it waits for the counter, if one counts it. */
	stop(transfer: MutableTransfer, counter: CopyCounter | undefined, at: number): void {
		transfer.openActivities--;
		if (transfer.openActivities > 0 || transfer.status.name !== 'running') {
			return;
		}

		transfer.stoppedAt = at;
		if (counter === undefined) {
			this.#settle(transfer, isWhole(transfer), at);
		} else if (counter.doneCredits > 0) {
			counter.doneCredits--;
			this.#settle(transfer, true, at);
		} else {
			counter.settling.push(transfer);
		}
	}

	/** New figures of a CopyPaths activity. */
	counters(counter: CopyCounter, done: number, failed: number, at: number): void {
		for (; counter.failed < failed; counter.failed++) {
			this.#take(counter, (transfer) => !isWhole(transfer), false, at);
		}

		for (; counter.done < done; counter.done++) {
			// `nix copy` raises its counter before the copy stops, substitution after it.
			if (counter.settling.length === 0) {
				counter.doneCredits++;
			} else {
				this.#take(counter, isWhole, true, at);
			}
		}
	}

	/** The counting activity has stopped: what it has not settled is judged by its bytes. */
	countingStopped(counter: CopyCounter, at: number): void {
		for (const transfer of counter.settling.splice(0)) {
			this.#settle(transfer, isWhole(transfer), at);
		}
	}

	fail(path: string, message: string, at: number): void {
		const transfer = this.#byKey.get(`download ${path}`);
		if (transfer?.status.name === 'running') {
			const startedAt = transfer.status.startedAt;
			this.#setStatus(transfer, {name: 'failed', startedAt, stoppedAt: at, message});
		} else if (transfer?.status.name === 'failed' && transfer.status.message === '') {
			this.#setStatus(transfer, {...transfer.status, message});
		}
	}

	/**
	 * Nothing follows: what still runs was cut off.
	 * @param assumeWhole The log had no records, in which nothing ever stops, and the command ended well.
	 */
	finish(at: number, assumeWhole: boolean): void {
		for (const transfer of this.transfers) {
			if (transfer.status.name === 'running') {
				const {startedAt} = transfer.status;
				const whole = assumeWhole || (transfer.stoppedAt !== undefined && isWhole(transfer));
				this.#setStatus(
					transfer,
					whole
						? {name: 'completed', startedAt, stoppedAt: transfer.stoppedAt ?? at}
						: {name: 'failed', startedAt, stoppedAt: at, message: 'interrupted'},
				);
			}
		}
	}

	#ensure(path: string, kind: 'download' | 'upload', from: string, to: string): MutableTransfer {
		// A path may go to several builders; to each it is a transfer of its own.
		const key = kind === 'upload' ? `upload ${path} ${to}` : `download ${path}`;
		const known = this.#byKey.get(key);
		if (known !== undefined) {
			return known;
		}

		const transfer: MutableTransfer = {
			index: this.transfers.length,
			path,
			name: storePathName(path),
			kind,
			from,
			to,
			host: '',
			status: {name: 'planned'},
			bytes: 0,
			expectedBytes: 0,
			wireBytes: 0,
			expectedWireBytes: 0,
			dependents: [],
			stoppedAt: undefined,
			openActivities: 0,
		};
		this.transfers.push(transfer);
		this.#byKey.set(key, transfer);
		this.#counts.addTransfer(kind, transfer.status);
		this.#graph.addTransfer(transfer);
		this.graphVersion++;
		return transfer;
	}

	#take(counter: CopyCounter, isLikely: (transfer: MutableTransfer) => boolean, success: boolean, at: number): void {
		const likely = counter.settling.findIndex(isLikely);
		const [transfer] = counter.settling.splice(Math.max(0, likely), 1);
		if (transfer !== undefined) {
			this.#settle(transfer, success, at);
		}
	}

	#settle(transfer: MutableTransfer, success: boolean, at: number): void {
		if (transfer.status.name !== 'running') {
			return;
		}

		if (success) {
			// Nix up to 2.26 does not say it when the last bytes have come.
			this.bytes(transfer, Math.max(transfer.bytes, transfer.expectedBytes), transfer.expectedBytes);
			this.wireBytes(transfer, Math.max(transfer.wireBytes, transfer.expectedWireBytes), transfer.expectedWireBytes);
		}

		const {startedAt} = transfer.status;
		const stoppedAt = transfer.stoppedAt ?? at;
		this.#setStatus(
			transfer,
			success ? {name: 'completed', startedAt, stoppedAt} : {name: 'failed', startedAt, stoppedAt, message: ''},
		);
	}

	#setStatus(transfer: MutableTransfer, status: TransferStatus): void {
		this.#counts.moveTransfer(transfer.kind, transfer.status, status);
		transfer.status = status;
	}
}

/** All bytes came, as far as Nix has said how many there are. */
function isWhole(transfer: MutableTransfer): boolean {
	return transfer.bytes >= transfer.expectedBytes;
}
