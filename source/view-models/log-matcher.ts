export type TextRange = readonly [start: number, end: number];

/** A compiled query. An expression that is not one matches nothing and says so. */
export type LogMatcher = {
	readonly error: string | undefined;
	matches(text: string): boolean;
	/** Where, in order, without overlap. */
	ranges(text: string): TextRange[];
};

/** Beyond this a line is not searched: an expression over a line of megabytes could take seconds. */
const searchedLength = 10_000;

export function createLogMatcher(query: string, isRegex: boolean, isCaseSensitive: boolean): LogMatcher {
	const source = isRegex ? query : query.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
	let pattern: RegExp;
	try {
		pattern = new RegExp(source, isCaseSensitive ? 'g' : 'gi');
	} catch (error) {
		return {error: error instanceof Error ? error.message : String(error), matches: () => false, ranges: () => []};
	}

	return {
		error: undefined,
		matches(text) {
			pattern.lastIndex = 0;
			return query !== '' && pattern.test(text.slice(0, searchedLength));
		},
		ranges(text) {
			if (query === '') {
				return [];
			}

			return [...text.slice(0, searchedLength).matchAll(pattern)]
				.filter(([found]) => found !== '')
				.map(({index, 0: found}) => [index, index + found.length] as const);
		},
	};
}
