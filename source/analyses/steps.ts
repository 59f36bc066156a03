/**
 * Work in pieces of some milliseconds at 300,000 paths: between two a thread can look at what else is to be done, and
 * leave the rest undone by never going on. `for (let next = steps.next(); !next.done; …)`.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does all the work at once. */
export function finished<Result>(steps: Steps<Result>): Result {
	let step = steps.next();
	while (step.done !== true) {
		step = steps.next();
	}

	return step.value;
}
