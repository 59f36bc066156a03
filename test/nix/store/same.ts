/** Fails a property, so that it is told which random case it was. @throws Error when both are not the same as JSON. */
export function same(ours: unknown, theirs: unknown, what: string): void {
	const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
	if (left !== right) throw new Error(`${what}: ${left}, expected ${right}`);
}
