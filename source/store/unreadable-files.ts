import {errorCode} from './error-code.js';
import type {FilePath} from './folder-names.js';

const MOST_NAMED = 10;

/** Files that could not be looked at, for people: the first few by name, and how many more. */
export class UnreadableFiles {
	readonly #first: string[] = [];
	#count = 0;

	add(file: FilePath, error: unknown): void {
		this.#count++;
		if (this.#first.length < MOST_NAMED) {
			const reason = errorCode(error) || (error instanceof Error ? error.message : String(error));
			this.#first.push(`${file.toString()} (${reason})`);
		}
	}

	get count(): number {
		return this.#count;
	}

	lines(): string[] {
		const rest = this.#count - this.#first.length;
		return rest === 0 ? [...this.#first] : [...this.#first, `${rest} more files`];
	}
}

/** Whether a file that was listed is not there any more: a store that is in use changes while it is looked at. */
export function isGone(error: unknown): boolean {
	return errorCode(error) === 'ENOENT';
}
