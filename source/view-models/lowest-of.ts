/** Keeps the few with the lowest scores of many, in a heap: the cost of an offer does not grow with what was offered. */
export type LowestOf = {
	offer(item: number, score: number): void;
	/** Lowest score first; of equals the one that was offered first. */
	sorted(): number[];
};

export function lowestOf(limit: number): LowestOf {
	// The worst one that is kept stands at the top of the heap.
	const items: number[] = [];
	const scores: number[] = [];
	const order: number[] = [];
	let offered = 0;
	const isWorse = (left: number, right: number) =>
		scores[left]! > scores[right]! || (scores[left] === scores[right] && order[left]! > order[right]!);
	const exchange = (list: number[], left: number, right: number) => {
		const before = list[left]!;
		list[left] = list[right]!;
		list[right] = before;
	};

	const swap = (left: number, right: number) => {
		exchange(items, left, right);
		exchange(scores, left, right);
		exchange(order, left, right);
	};

	const sink = () => {
		for (let at = 0; ; ) {
			const left = at * 2 + 1;
			const worse = left + 1 < items.length && isWorse(left + 1, left) ? left + 1 : left;
			if (left >= items.length || !isWorse(worse, at)) {
				return;
			}

			swap(at, worse);
			at = worse;
		}
	};

	return {
		offer(item, score) {
			offered++;
			if (items.length === limit) {
				if (limit === 0 || score >= scores[0]!) {
					return;
				}

				items[0] = item;
				scores[0] = score;
				order[0] = offered;
				sink();
				return;
			}

			let at = items.push(item) - 1;
			scores.push(score);
			order.push(offered);
			while (at > 0 && isWorse(at, (at - 1) >> 1)) {
				swap(at, (at - 1) >> 1);
				at = (at - 1) >> 1;
			}
		},
		sorted() {
			return [...items.keys()].sort((left, right) => (isWorse(left, right) ? 1 : -1)).map((index) => items[index]!);
		},
	};
}
