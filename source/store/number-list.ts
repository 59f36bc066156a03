type NumberArray = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

const FIRST_CAPACITY = 1024;

/** Numbers in a typed array that grows. */
export class NumberList<List extends NumberArray> {
	readonly #make: (length: number) => List;
	#numbers: List;
	#length = 0;

	private constructor(make: (length: number) => List) {
		this.#make = make;
		this.#numbers = make(FIRST_CAPACITY);
	}

	static ofDoubles(): NumberList<Float64Array<ArrayBuffer>> {
		return new NumberList((length) => new Float64Array(length));
	}

	/** Integers of 32 bits, with sign. */
	static ofIntegers(): NumberList<Int32Array<ArrayBuffer>> {
		return new NumberList((length) => new Int32Array(length));
	}

	get length(): number {
		return this.#length;
	}

	at(index: number): number {
		return this.#numbers[index]!;
	}

	set(index: number, value: number): void {
		this.#numbers[index] = value;
	}

	push(value: number): void {
		if (this.#length === this.#numbers.length) {
			const larger = this.#make(2 * this.#length);
			larger.set(this.#numbers);
			this.#numbers = larger;
		}

		this.#numbers[this.#length++] = value;
	}

	/** @returns All numbers, in an array of just that length. The list is empty afterwards. */
	take(): List {
		const all = this.#make(this.#length);
		all.set(this.#numbers.subarray(0, this.#length));
		this.#numbers = this.#make(FIRST_CAPACITY);
		this.#length = 0;
		return all;
	}
}
