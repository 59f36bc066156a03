import {baseNameOf, type GraphBuilder} from './graph-builder.js';
import {StoreError} from './store-error.js';

const NEWLINE = 0x0a;

/**
 * Reads what `nix-store --dump-db` writes (Store::makeValidityRegistration in src/libstore/store-api.cc): for each path
 * the lines path, NAR hash, NAR size, deriver or nothing, number of references, and these.
 */
export class DumpDbParser {
	readonly #lines: string[] = [];
	/** How many lines the path has: known with the fifth. */
	#wanted = 5;
	#rest: Buffer = Buffer.alloc(0);
	#storeDirectory: string | undefined;

	readonly #builder: GraphBuilder;

	constructor(builder: GraphBuilder) {
		this.#builder = builder;
	}

	/** The folder in which the paths lie; undefined before the first. */
	get storeDirectory(): string | undefined {
		return this.#storeDirectory;
	}

	/** @throws StoreError for what is no dump. */
	push(chunk: Buffer): void {
		const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
		let start = 0;
		for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
			this.#addLine(bytes.toString('latin1', start, end));
			start = end + 1;
		}

		this.#rest = Buffer.from(bytes.subarray(start));
	}

	/** @throws StoreError for a dump that is not complete. */
	end(): void {
		if (this.#lines.length > 0 || this.#rest.length > 0) {
			throw new StoreError(`the dump of the store ends within ${this.#lines[0] ?? 'a path'}`);
		}
	}

	#addLine(line: string): void {
		const lines = this.#lines;
		lines.push(line);
		if (lines.length === 5) {
			this.#wanted = 5 + Number(line);
			if (!/^\d+$/.test(line) || !/^\d+$/.test(lines[2]!)) {
				throw notADump(lines[0]!);
			}
		}

		if (lines.length === 1 && !line.startsWith('/')) {
			throw notADump(line);
		}

		if (lines.length === this.#wanted) {
			this.#addPath(lines);
			lines.length = 0;
			this.#wanted = 5;
		}
	}

	#addPath([path, , narSize, deriver, , ...references]: readonly string[]): void {
		this.#storeDirectory ??= path!.slice(0, path!.lastIndexOf('/')) || '/';
		const isAdded = this.#builder.add({
			baseName: baseNameOf(path!),
			narSize: Number(narSize),
			registrationTime: undefined,
			deriver: deriver === '' ? undefined : baseNameOf(deriver!),
			references: references.map(baseNameOf),
		});
		if (!isAdded) {
			throw notADump(path!);
		}
	}
}

function notADump(line: string): StoreError {
	return new StoreError(`this is no dump of a store: ${JSON.stringify(line.slice(0, 80))}`);
}
