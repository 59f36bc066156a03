import type {ActivityIdAllocator} from './activity-ids.js';
import type {ActivityId} from './nix-event.js';

const INITIAL_SLOTS = 256;
/** Digits in the low limb. A u64 has at most 20, so both limbs stay far below 2^53. */
export const LOW_DIGITS = 10;
/** Digits of 2^64 − 1. */
export const MAX_ID_DIGITS = 20;

/**
 * The activity numbers of one source by their u64, given as two decimal limbs: `high` the digits before the last ten,
 * `low` the last ten. Open addressing in typed arrays: no BigInt and no string per record, about 40 bytes an activity.
 */
export class ActivityTable {
	readonly #ids: ActivityIdAllocator;
	#mask = INITIAL_SLOTS - 1;
	#count = 0;
	#highs = new Float64Array(INITIAL_SLOTS);
	#lows = new Float64Array(INITIAL_SLOTS);
	/** The activity number plus one; 0 is an empty slot. */
	#values = new Float64Array(INITIAL_SLOTS);
	// Most records are about the same activity as the one before.
	#lastHigh = -1;
	#lastLow = -1;
	#lastId = 0;

	constructor(ids: ActivityIdAllocator) {
		this.#ids = ids;
	}

	/** @returns The number of this u64, a new one when it is seen for the first time. */
	intern(high: number, low: number): ActivityId {
		if (low === this.#lastLow && high === this.#lastHigh) {
			return this.#lastId;
		}

		let slot = this.#find(high, low);
		if (this.#values[slot] === 0) {
			if (this.#count * 2 > this.#mask) {
				this.#grow();
				slot = this.#find(high, low);
			}

			this.#highs[slot] = high;
			this.#lows[slot] = low;
			this.#values[slot] = this.#ids.next() + 1;
			this.#count += 1;
		}

		this.#lastHigh = high;
		this.#lastLow = low;
		this.#lastId = this.#values[slot]! - 1;
		return this.#lastId;
	}

	#find(high: number, low: number): number {
		let slot = hash(high, low) & this.#mask;
		while (this.#values[slot] !== 0 && (this.#lows[slot] !== low || this.#highs[slot] !== high)) {
			slot = (slot + 1) & this.#mask;
		}

		return slot;
	}

	#grow(): void {
		const highs = this.#highs;
		const lows = this.#lows;
		const values = this.#values;
		const slots = values.length * 2;
		this.#mask = slots - 1;
		this.#highs = new Float64Array(slots);
		this.#lows = new Float64Array(slots);
		this.#values = new Float64Array(slots);
		for (let index = 0; index < values.length; index += 1) {
			if (values[index] !== 0) {
				const slot = this.#find(highs[index]!, lows[index]!);
				this.#highs[slot] = highs[index]!;
				this.#lows[slot] = lows[index]!;
				this.#values[slot] = values[index]!;
			}
		}
	}
}

function hash(high: number, low: number): number {
	// The odd constants are the golden ratio and one of MurmurHash3's: they spread consecutive counters.
	const mixed = Math.imul(low | 0, 0x9e37_79b1) ^ Math.imul(high | 0, 0x85eb_ca6b);
	return mixed ^ (mixed >>> 15);
}
