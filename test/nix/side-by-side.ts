/**
 * Lets at most `width` tasks run at once; the rest wait in order. Cases that mostly sleep share two cores well, while
 * all of them at once would miss Nix's own timeouts.
 */
export function sideBySide(width: number): <T>(task: () => Promise<T>) => Promise<T> {
	let free = width;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
		else free--;
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next === undefined) free++;
			else next();
		}
	};
}
