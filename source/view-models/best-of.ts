/** Keeps the best few of many: linear in what is offered, as long as few are kept. */
export type BestOf<Item> = {
	offer(item: Item): void;
	/** Best first. */
	sorted(): Item[];
};

/** @param compare As for sort: negative when the left one is better. */
export function bestOf<Item>(limit: number, compare: (left: Item, right: Item) => number): BestOf<Item> {
	let kept: Item[] = [];
	let worst: Item | undefined;
	const shrink = () => {
		kept.sort(compare);
		kept = kept.slice(0, limit);
		worst = kept.length === limit ? kept.at(-1) : undefined;
	};

	return {
		offer(item) {
			if (worst !== undefined && compare(item, worst) >= 0) {
				return;
			}

			kept.push(item);
			if (kept.length >= limit * 2 + 16) {
				shrink();
			}
		},
		sorted() {
			shrink();
			return kept;
		},
	};
}
