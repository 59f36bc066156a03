/**
 * Splits as a shell does, without expansions: words stand between spaces; in single quotes all is itself, in double
 * quotes and outside a backslash keeps the next character. Nix reads NIX_SSHOPTS so (shellSplitString in
 * src/libutil/strings.cc; older ones split at spaces only).
 */
export function shellWords(text: string): string[] {
	const words: string[] = [];
	const word = /(?:[^\s'"\\]|'[^']*'?|"(?:\\.|[^"\\])*"?|\\.?)+/gs;
	for (const [match] of text.matchAll(word)) {
		words.push(
			match.replace(
				/'([^']*)'?|"((?:\\.|[^"\\])*)"?|\\(.?)/gs,
				(_, single, double, escaped) =>
					single ?? (double === undefined ? escaped : double.replace(/\\(["\\$`])/g, '$1')),
			),
		);
	}

	return words;
}
