import type {ActivityIdAllocator} from './activity-ids.js';
import type {ActivityId} from './nix-event.js';

const INITIAL_SLOTS = 256;
/** Digits of 2^64 − 1. */
export const MAX_ID_DIGITS = 20;
/** Digits of the first limb: as many as stay a small integer, so that no arithmetic on the way is slow. */
const HEAD_DIGITS = 9;
/** Above any second limb (of at most 11 digits); by it, a second limb with leading zeros differs from one without. */
const TAIL_LENGTH_FACTOR = 1e11;
const ZERO = 0x30;

/**
 * The activity numbers of one source by their u64, read from its decimal digits as two limbs: the first nine digits, and
 * the others with their count. Open addressing in typed arrays: no BigInt and no string a record, about 50 bytes an
 * activity.
 */
export class ActivityTable {
	readonly #ids: ActivityIdAllocator;
	#mask = INITIAL_SLOTS - 1;
	#count = 0;
	#heads = new Float64Array(INITIAL_SLOTS);
	#tails = new Float64Array(INITIAL_SLOTS);
	/** The activity number plus one; 0 is an empty slot. */
	#values = new Float64Array(INITIAL_SLOTS);
	// Most records are about the same activity as the one before.
	#lastHead = -1;
	#lastTail = -1;
	#lastId = 0;

	constructor(ids: ActivityIdAllocator) {
		this.#ids = ids;
	}

	/**
	 * @param start Of 1 to {@link MAX_ID_DIGITS} digits, without leading zeros, that end before `end`.
	 * @returns The number of this u64, a new one when it is seen for the first time.
	 */
	intern(bytes: Buffer, start: number, end: number): ActivityId {
		const headEnd = Math.min(end, start + HEAD_DIGITS);
		let head = 0;
		for (let index = start; index < headEnd; index += 1) {
			head = head * 10 + bytes[index]! - ZERO;
		}

		let tail = 0;
		for (let index = headEnd; index < end; index += 1) {
			tail = tail * 10 + bytes[index]! - ZERO;
		}

		return this.#intern(head, tail + (end - headEnd) * TAIL_LENGTH_FACTOR);
	}

	#intern(head: number, tail: number): ActivityId {
		if (tail === this.#lastTail && head === this.#lastHead) {
			return this.#lastId;
		}

		let slot = this.#find(head, tail);
		if (this.#values[slot] === 0) {
			if (this.#count * 2 > this.#mask) {
				this.#grow();
				slot = this.#find(head, tail);
			}

			this.#heads[slot] = head;
			this.#tails[slot] = tail;
			this.#values[slot] = this.#ids.next() + 1;
			this.#count += 1;
		}

		this.#lastHead = head;
		this.#lastTail = tail;
		this.#lastId = this.#values[slot]! - 1;
		return this.#lastId;
	}

	#find(head: number, tail: number): number {
		let slot = hash(head, tail) & this.#mask;
		while (this.#values[slot] !== 0 && (this.#tails[slot] !== tail || this.#heads[slot] !== head)) {
			slot = (slot + 1) & this.#mask;
		}

		return slot;
	}

	#grow(): void {
		const heads = this.#heads;
		const tails = this.#tails;
		const values = this.#values;
		const slots = values.length * 2;
		this.#mask = slots - 1;
		this.#heads = new Float64Array(slots);
		this.#tails = new Float64Array(slots);
		this.#values = new Float64Array(slots);
		for (let index = 0; index < values.length; index += 1) {
			if (values[index] !== 0) {
				const slot = this.#find(heads[index]!, tails[index]!);
				this.#heads[slot] = heads[index]!;
				this.#tails[slot] = tails[index]!;
				this.#values[slot] = values[index]!;
			}
		}
	}
}

function hash(head: number, tail: number): number {
	// The odd constants are the golden ratio and one of MurmurHash3's: they spread consecutive counters.
	const mixed = Math.imul(tail | 0, 0x9e37_79b1) ^ Math.imul(head | 0, 0x85eb_ca6b);
	return mixed ^ (mixed >>> 15);
}
