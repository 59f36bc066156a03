export type DerivationOutput = {
	/** `out`, `dev`, … */
	readonly name: string;
	/** Undefined for content-addressed outputs, which have no path before they are built. */
	readonly path: string | undefined;
};

export type InputDerivation = {
	readonly path: string;
	/** Names of the outputs that are needed; those of a dynamic derivation's own outputs are not listed. */
	readonly outputs: readonly string[];
};

export type ParsedDerivation = {
	readonly outputs: readonly DerivationOutput[];
	readonly inputDerivations: readonly InputDerivation[];
	readonly inputSources: readonly string[];
	/** `x86_64-linux` */
	readonly system: string;
	readonly builder: string;
	/** Of the environment or, with structured attributes, of `__json`. */
	readonly name: string | undefined;
	readonly pname: string | undefined;
	readonly version: string | undefined;
};

/** A derivation that cannot be read; `error` says what was expected and where. */
export type DerivationError = {readonly error: string};

/**
 * Reads a `.drv` file: the ATerm that Derivation::unparse of src/libstore/derivations.cc writes, also of content-addressed
 * and dynamic derivations (`DrvWithVersion`).
 *
 * @returns The derivation, or what was wrong with it; never throws.
 */
export function parseDerivation(content: string): ParsedDerivation | DerivationError {
	const cursor = new Cursor(content);
	try {
		return readDerivation(cursor);
	} catch (error) {
		if (error instanceof Unexpected) {
			return {error: `expected ${error.expected} at character ${cursor.position}`};
		}

		throw error;
	}
}

function readDerivation(cursor: Cursor): ParsedDerivation {
	if (cursor.skip('DrvWithVersion(')) {
		cursor.string();
		cursor.expect(',');
	} else {
		cursor.expect('Derive(');
	}

	const outputs = cursor.list(readOutput);
	cursor.expect(',');
	const inputDerivations = cursor.list(readInputDerivation);
	cursor.expect(',');
	const inputSources = cursor.list(readString);
	cursor.expect(',');
	const system = cursor.string();
	cursor.expect(',');
	const builder = cursor.string();
	cursor.expect(',');
	cursor.list(skipString);
	cursor.expect(',');
	const environment: Environment = {name: undefined, pname: undefined, version: undefined, json: undefined};
	cursor.list(() => readVariable(cursor, environment));
	cursor.expect(')');
	const attributes = environment.name === undefined ? structuredAttributes(environment.json) : environment;
	return {
		outputs,
		inputDerivations,
		inputSources,
		system,
		builder,
		name: attributes.name,
		pname: attributes.pname,
		version: attributes.version,
	};
}

type Environment = {
	name: string | undefined;
	pname: string | undefined;
	version: string | undefined;
	json: string | undefined;
};

function readOutput(cursor: Cursor): DerivationOutput {
	cursor.expect('(');
	const name = cursor.string();
	cursor.expect(',');
	const path = cursor.string();
	cursor.expect(',');
	cursor.skipString();
	cursor.expect(',');
	cursor.skipString();
	cursor.expect(')');
	return {name, path: path === '' ? undefined : path};
}

function readInputDerivation(cursor: Cursor): InputDerivation {
	cursor.expect('(');
	const path = cursor.string();
	cursor.expect(',');
	const outputs = readOutputNames(cursor);
	cursor.expect(')');
	return {path, outputs};
}

/** Either `["out"]`, or `(["out"],[("out",…)])` where outputs of an output are needed. */
function readOutputNames(cursor: Cursor): string[] {
	if (!cursor.skip('(')) {
		return cursor.list(readString);
	}

	const names = cursor.list(readString);
	cursor.expect(',');
	cursor.list(() => {
		cursor.expect('(');
		names.push(cursor.string());
		cursor.expect(',');
		cursor.nested(() => readOutputNames(cursor));
		cursor.expect(')');
	});
	cursor.expect(')');
	return [...new Set(names)];
}

function readVariable(cursor: Cursor, environment: Environment): void {
	cursor.expect('(');
	const key = cursor.string();
	cursor.expect(',');
	if (key === 'name' || key === 'pname' || key === 'version') {
		environment[key] = cursor.string();
	} else if (key === '__json') {
		environment.json = cursor.string();
	} else {
		cursor.skipString();
	}

	cursor.expect(')');
}

function structuredAttributes(json: string | undefined): Omit<Environment, 'json'> {
	let attributes: Partial<Record<string, unknown>> = {};
	try {
		attributes = Object(JSON.parse(json ?? '{}'));
	} catch {
		// A derivation with broken attributes still has its inputs.
	}

	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	return {name: text(attributes.name), pname: text(attributes.pname), version: text(attributes.version)};
}

function readString(cursor: Cursor): string {
	return cursor.string();
}

function skipString(cursor: Cursor): void {
	cursor.skipString();
}

/** Deepest nesting of dynamic derivations that is followed. */
const MAX_DEPTH = 100;

class Unexpected extends Error {
	readonly expected: string;

	constructor(expected: string) {
		super(expected);
		this.expected = expected;
	}
}

class Cursor {
	position = 0;
	readonly #text: string;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
	}

	skip(token: string): boolean {
		const found = this.#text.startsWith(token, this.position);
		this.position += found ? token.length : 0;
		return found;
	}

	expect(token: string): void {
		if (!this.skip(token)) {
			throw new Unexpected(`“${token}”`);
		}
	}

	list<Item>(read: (cursor: Cursor) => Item): Item[] {
		const items: Item[] = [];
		this.expect('[');
		if (this.skip(']')) {
			return items;
		}

		do {
			items.push(read(this));
		} while (this.skip(','));

		this.expect(']');
		return items;
	}

	nested(read: () => void): void {
		this.#depth += 1;
		if (this.#depth > MAX_DEPTH) {
			throw new Unexpected('fewer levels of outputs');
		}

		read();
		this.#depth -= 1;
	}

	string(): string {
		const start = this.position + 1;
		this.skipString();
		const raw = this.#text.slice(start, this.position - 1);
		return raw.includes('\\') ? raw.replace(/\\([\s\S])/g, unescapeCharacter) : raw;
	}

	/** Many values of an environment are long scripts: they are passed over, not copied. */
	skipString(): void {
		this.expect('"');
		let end = this.#text.indexOf('"', this.position);
		while (end !== -1 && this.#isEscaped(end)) {
			end = this.#text.indexOf('"', end + 1);
		}

		if (end === -1) {
			throw new Unexpected('the end of a string');
		}

		this.position = end + 1;
	}

	#isEscaped(quote: number): boolean {
		let backslashes = 0;
		while (this.#text.charCodeAt(quote - 1 - backslashes) === 0x5c && quote - 1 - backslashes >= this.position) {
			backslashes += 1;
		}

		return backslashes % 2 === 1;
	}
}

function unescapeCharacter(_: string, character: string): string {
	switch (character) {
		case 'n':
			return '\n';
		case 'r':
			return '\r';
		case 't':
			return '\t';
		default:
			return character;
	}
}
