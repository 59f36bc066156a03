import type {BuildState} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {transferAmount} from './transfer-amount.js';

/** Speeds are the mean of this long. */
const meanSeconds = 5;

/** Seconds of throughput that are kept, for the columns of the transfers tab. */
export const throughputSeconds = 60;

/** Bytes by second of arrival; the second under way is the last one. */
type SecondRing = Float64Array;

const ringLength = throughputSeconds + 1;

/**
 * Speeds of transfers, from their byte counts at the frames: fed by every frame, read by the same frame. Nothing in it
 * reads a clock, so a replay has the speeds of its recording.
 */
export type SpeedSampler = {
	sample(state: BuildState, now: number): void;
	/** Bytes per second; of one transfer, of all of a kind, of all with a host. Changes at most once a second. */
	ofTransfer(index: number): number;
	ofKind(kind: Transfer['kind']): number;
	ofHost(kind: Transfer['kind'], host: string): number;
	/** Bytes in each of the last 60 whole seconds, oldest first. */
	history(kind: Transfer['kind']): number[];
};

export function createSpeedSampler(): SpeedSampler {
	const rings = new Map<string, SecondRing>();
	const seen = new Map<number, number>();
	let lastVersion = -1;
	let second = 0;

	const ringOf = (name: string) => {
		let ring = rings.get(name);
		if (ring === undefined) {
			ring = new Float64Array(ringLength);
			rings.set(name, ring);
		}

		return ring;
	};

	const advanceTo = (nextSecond: number) => {
		if (nextSecond < second) {
			// A replay went back: what is known is of another past.
			rings.clear();
			seen.clear();
			lastVersion = -1;
		} else {
			for (const ring of rings.values()) {
				for (let passed = second + 1; passed <= Math.min(nextSecond, second + ringLength); passed++) {
					ring[passed % ringLength] = 0;
				}
			}
		}

		second = nextSecond;
	};

	/** Whole seconds only, so that the number stands still between them. */
	const speed = (name: string) => {
		const ring = rings.get(name);
		if (ring === undefined) {
			return 0;
		}

		const seconds = Math.max(1, Math.min(meanSeconds, second));
		let sum = 0;
		for (let back = 1; back <= seconds && back <= second; back++) {
			sum += ring[(second - back) % ringLength]!;
		}

		return sum / seconds;
	};

	return {
		sample(state, now) {
			advanceTo(Math.floor(Math.max(0, now) / 1000));
			if (state.version === lastVersion) {
				return;
			}

			const isFirst = lastVersion === -1;
			lastVersion = state.version;
			for (const transfer of state.transfers) {
				if (transfer.status.name === 'planned') {
					continue;
				}

				const {index, kind, host, status} = transfer;
				const bytes = transferAmount(transfer).done;
				const before = seen.get(index) ?? (isFirst ? bytes : 0);
				if (bytes !== before || !seen.has(index)) {
					seen.set(index, bytes);
					const added = Math.max(0, bytes - before);
					for (const name of [String(index), kind, `${kind} ${host}`]) {
						ringOf(name)[second % ringLength]! += added;
					}
				} else if (status.name !== 'running' && rings.has(String(index))) {
					rings.delete(String(index));
				}
			}
		},
		ofTransfer: (index) => speed(String(index)),
		ofKind: (kind) => speed(kind),
		ofHost: (kind, host) => speed(`${kind} ${host}`),
		history(kind) {
			const ring = rings.get(kind);
			return Array.from({length: throughputSeconds}, (_, index) => {
				const at = second - throughputSeconds + index;
				return ring === undefined || at < 0 ? 0 : ring[at % ringLength]!;
			});
		},
	};
}
