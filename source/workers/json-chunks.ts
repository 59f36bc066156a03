/** Big enough to be few writes, small enough for a string. */
const CHUNK_LENGTH = 1 << 20;

/**
 * A document as JSON text, in pieces: an answer of a million rows is longer than a string may be. Each element of a list
 * in the document (or of the document, when it is a list) stands on a line of its own, so that grep and head are of use.
 */
export function* jsonChunks(document: object): Generator<Uint8Array<ArrayBuffer>> {
	const encoder = new TextEncoder();
	let pending = '';
	for (const piece of pieces(document)) {
		pending += piece;
		if (pending.length >= CHUNK_LENGTH) {
			yield encoder.encode(pending);
			pending = '';
		}
	}

	yield encoder.encode(`${pending}\n`);
}

function* pieces(document: object): Generator<string> {
	if (Array.isArray(document)) {
		yield* listPieces(document, '\t', (element) => pieces(element as object));
		return;
	}

	let separator = '{\n';
	for (const [key, value] of Object.entries(document)) {
		if (value === undefined) {
			continue;
		}

		yield `${separator}\t${JSON.stringify(key)}: `;
		separator = ',\n';
		if (Array.isArray(value)) {
			yield* listPieces(value, '\t\t', (element) => [JSON.stringify(element)]);
		} else {
			yield JSON.stringify(value);
		}
	}

	yield separator === ',\n' ? '\n}' : '{}';
}

function* listPieces(
	list: readonly unknown[],
	indent: string,
	piecesOf: (element: unknown) => Iterable<string>,
): Generator<string> {
	if (list.length === 0) {
		yield '[]';
		return;
	}

	yield '[\n';
	for (const [index, element] of list.entries()) {
		yield index === 0 ? indent : `,\n${indent}`;
		yield* piecesOf(element);
	}

	yield `\n${indent.slice(1)}]`;
}
