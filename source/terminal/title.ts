import {plainText} from '../formats/sanitise.js';
import type {Capabilities} from './capabilities.js';

/** Set or not; `undetermined` moves without saying how far it is. */
export type TitleProgress =
	| {readonly kind: 'running'; readonly fraction: number}
	| {readonly kind: 'undetermined'}
	| {readonly kind: 'failed'; readonly fraction: number};

type Output = {write(text: string): unknown};

const pushTitle = '\u001B[22;2t';
const popTitle = '\u001B[23;2t';
const setTitle = (text: string) => `\u001B]2;${text}\u001B\\`;
const setProgress = (state: number, percent: number) => `\u001B]9;4;${state};${percent}\u001B\\`;

/** Longer ones are cut by taskbars and tabs anyhow. */
const longestTitle = 120;

/**
 * The title of the window and the progress in the taskbar: written only when they change, and taken back by clear().
 * Does nothing in terminals that have neither.
 */
export class TerminalTitle {
	readonly #output: Output;
	readonly #capabilities: Pick<Capabilities, 'title' | 'progress'>;
	#title: string | undefined;
	#progress: string | undefined;

	constructor(output: Output, capabilities: Pick<Capabilities, 'title' | 'progress'>) {
		this.#output = output;
		this.#capabilities = capabilities;
	}

	set(text: string): void {
		const title = plainText(text).replaceAll(/\s+/g, ' ').slice(0, longestTitle);
		if (!this.#capabilities.title || title === this.#title) {
			return;
		}
		this.#output.write((this.#title === undefined ? pushTitle : '') + setTitle(title));
		this.#title = title;
	}

	setProgress(progress: TitleProgress): void {
		const percent = 'fraction' in progress ? Math.round(Math.min(1, Math.max(0, progress.fraction)) * 100) : 0;
		const state = {running: 1, failed: 2, undetermined: 3}[progress.kind];
		const sequence = setProgress(state, percent);
		if (!this.#capabilities.progress || sequence === this.#progress) {
			return;
		}
		this.#output.write(sequence);
		this.#progress = sequence;
	}

	/** The title as it was; a terminal that does not keep titles gets an empty one, and its shell sets the next. */
	clear(): void {
		if (this.#title !== undefined) {
			this.#output.write(setTitle('') + popTitle);
			this.#title = undefined;
		}
		if (this.#progress !== undefined) {
			this.#output.write(setProgress(0, 0));
			this.#progress = undefined;
		}
	}
}
