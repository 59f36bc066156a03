const escapes: Readonly<Record<string, string>> = {
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

/**
 * @param bytes The bytes of a LogSlice.
 * @returns Its text; invalid UTF-8, lone surrogates and broken escapes as U+FFFD.
 */
export function decodeLogText(bytes: Buffer, encoding: 'json' | 'raw'): string {
	const text = bytes.toString('utf8');
	return encoding === 'raw' || !text.includes('\\') ? text : unescapeJson(text);
}

function unescapeJson(text: string): string {
	return text
		.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]?))/g, (_, hex: string | undefined, letter: string | undefined) => {
			if (hex !== undefined) {
				return String.fromCharCode(Number.parseInt(hex, 16));
			}

			if (letter === '"' || letter === '\\' || letter === '/') {
				return letter;
			}

			return escapes[letter ?? ''] ?? '\uFFFD';
		})
		.toWellFormed();
}
