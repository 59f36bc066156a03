const LINE_FEED = 0x0a;

/**
 * Goes through the lines of SQL's `group_concat(…, char(10))`.
 *
 * @param take Is told where each line begins and ends in `bytes`.
 * @returns How many lines there were; an empty text is one empty line.
 */
export function forEachLine(bytes: Uint8Array, take: (begin: number, end: number, line: number) => void): number {
	let begin = 0;
	let lines = 0;
	for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
		take(begin, end, lines++);
		begin = end + 1;
	}

	take(begin, bytes.length, lines++);
	return lines;
}

/** Whether `prefix` stands there in `bytes`. */
export function startsWith(bytes: Uint8Array, begin: number, end: number, prefix: Uint8Array): boolean {
	if (end - begin < prefix.length) {
		return false;
	}

	for (let index = 0; index < prefix.length; index++) {
		if (bytes[begin + index] !== prefix[index]) {
			return false;
		}
	}

	return true;
}
