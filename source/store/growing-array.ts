type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A typed array that takes as many numbers as come. */
export class GrowingArray<Items extends Numbers> {
	readonly #make: (length: number) => Items;
	#items: Items;
	#length = 0;

	/** @param make Makes an array of so many numbers. */
	constructor(make: (length: number) => Items) {
		this.#make = make;
		this.#items = make(1024);
	}

	get length(): number {
		return this.#length;
	}

	at(index: number): number {
		return this.#items[index]!;
	}

	set(index: number, value: number): void {
		this.#items[index] = value;
	}

	push(value: number): void {
		this.#reserve(this.#length + 1);
		this.#items[this.#length++] = value;
	}

	pushAll(values: ArrayLike<number>): void {
		this.#reserve(this.#length + values.length);
		this.#items.set(values, this.#length);
		this.#length += values.length;
	}

	/** Forgets all from there on. */
	truncate(length: number): void {
		this.#length = length;
	}

	/** @returns A view, right until the array grows. */
	slice(begin: number, end: number): Items {
		return this.#items.subarray(begin, end) as Items;
	}

	#reserve(length: number): void {
		if (length > this.#items.length) {
			const grown = this.#make(Math.max(length, Math.ceil(this.#items.length * 1.5)));
			grown.set(this.#items);
			this.#items = grown;
		}
	}
}
