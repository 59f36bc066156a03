const restoreSequences: ReadonlyArray<{readonly on: string; readonly off: string}> = [
	// Synchronized output: a frame that was begun and not ended would keep the screen frozen.
	{on: '\u001B[?2026h', off: '\u001B[?2026l'},
	// Bracketed paste.
	{on: '\u001B[?2004h', off: '\u001B[?2004l'},
	// Alternate screen.
	{on: '\u001B[?1049h', off: '\u001B[?1049l'},
	// Hidden cursor: `l` is the one that has to be taken back.
	{on: '\u001B[?25l', off: '\u001B[?25h'},
];

/** Follows what is written to a terminal, to know which of its modes are switched on and have to be taken back. */
export class PrivateModes {
	readonly #on = new Set<string>();

	/** Sequences are expected whole within one piece, as programs write them. */
	note(text: string): void {
		if (!text.includes('\u001B[?')) {
			return;
		}
		for (const {on, off} of restoreSequences) {
			const lastOn = text.lastIndexOf(on);
			const lastOff = text.lastIndexOf(off);
			if (lastOn > lastOff) {
				this.#on.add(off);
			} else if (lastOff > lastOn) {
				this.#on.delete(off);
			}
		}
	}

	/** The sequences that switch off what is on; empty when nothing is. */
	undo(): string {
		const sequences = restoreSequences.filter(({off}) => this.#on.has(off)).map(({off}) => off);
		return sequences.length === 0 ? '' : `${sequences.join('')}\u001B[0m`;
	}

	/** The sequences that switch everything off, whether it is on or not. */
	everythingOff(): string {
		return `${restoreSequences.map(({off}) => off).join('')}\u001B[0m`;
	}
}
