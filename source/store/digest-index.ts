const DIGEST_LENGTH = 32;

export type DigestIndex = {
	/**
	 * @returns The id of the name that equals `wanted[begin..end)`; of the first with that digest when only a digest is
	 * given; else -1.
	 */
	find(wanted: Uint8Array, begin: number, end: number): number;
};

/**
 * Finds names by their first 32 bytes: a hash table with open addressing that holds ids only, so that a million of them
 * are 8 MB and no string is made.
 *
 * @param bytes Base names, one after the other.
 * @param offsets Where each begins; one more than there are names. Names that are shorter than a digest are not found.
 */
export function makeDigestIndex(bytes: Uint8Array, offsets: Uint32Array): DigestIndex {
	const count = offsets.length - 1;
	const capacity = 2 ** Math.ceil(Math.log2(Math.max(2 * count, 2)));
	const mask = capacity - 1;
	// Ids plus one; 0 is a free place.
	const places = new Uint32Array(capacity);
	for (let id = 0; id < count; id++) {
		if (offsets[id + 1]! - offsets[id]! >= DIGEST_LENGTH) {
			let place = hash(bytes, offsets[id]!) & mask;
			while (places[place] !== 0) {
				place = (place + 1) & mask;
			}

			places[place] = id + 1;
		}
	}

	function matches(id: number, wanted: Uint8Array, begin: number, length: number): boolean {
		const start = offsets[id]!;
		if (length > DIGEST_LENGTH && offsets[id + 1]! - start !== length) {
			return false;
		}

		for (let index = 0; index < length; index++) {
			if (bytes[start + index] !== wanted[begin + index]) {
				return false;
			}
		}

		return true;
	}

	return {
		find(wanted, begin, end) {
			const length = end - begin;
			if (length < DIGEST_LENGTH) {
				return -1;
			}

			for (let place = hash(wanted, begin) & mask; places[place] !== 0; place = (place + 1) & mask) {
				const id = places[place]! - 1;
				if (matches(id, wanted, begin, length)) {
					return id;
				}
			}

			return -1;
		},
	};
}

/** FNV-1a over the whole digest: made-up ones differ in the last characters only. */
function hash(bytes: Uint8Array, begin: number): number {
	let value = 0x81_1c_9d_c5;
	for (let index = begin; index < begin + DIGEST_LENGTH; index++) {
		value = Math.imul(value ^ bytes[index]!, 0x01_00_01_93);
	}

	return value ^ (value >>> 15);
}
