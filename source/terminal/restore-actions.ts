/** What has to be taken back on every way out, the newest first. */
export class RestoreActions {
	readonly #actions: Array<() => void> = [];

	/**
	 * @param action - Synchronous; run at most once. What it throws is dropped, so that the others still run.
	 * @returns Takes the action out again.
	 */
	add(action: () => void): () => void {
		this.#actions.push(action);
		return () => {
			const index = this.#actions.indexOf(action);
			if (index !== -1) {
				this.#actions.splice(index, 1);
			}
		};
	}

	run(): void {
		for (let action = this.#actions.pop(); action; action = this.#actions.pop()) {
			try {
				action();
			} catch {
				// On the way out; the next action may still work.
			}
		}
	}
}
