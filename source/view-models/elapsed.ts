import type {BuildStatus} from '../build/build.js';
import type {TransferStatus} from '../build/transfer.js';

/** Milliseconds that something has taken so far, or took; -1 when it did not start. */
export function elapsed(status: BuildStatus | TransferStatus, now: number): number {
	if (!('startedAt' in status) || status.startedAt === undefined) {
		return -1;
	}

	return ('stoppedAt' in status && status.stoppedAt !== undefined ? status.stoppedAt : now) - status.startedAt;
}
