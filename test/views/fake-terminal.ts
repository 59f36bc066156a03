import {EventEmitter} from 'node:events';

/** What a terminal would tell, and what was written to it. */
export class FakeTerminal extends EventEmitter {
	readonly isTTY = true;
	readonly columns: number;
	readonly rows: number;
	written = '';

	constructor({columns, rows}: {readonly columns: number; readonly rows: number}) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	write = (text: string, ...rest: readonly unknown[]) => {
		this.written += text;
		const done = rest.at(-1);
		if (typeof done === 'function') {
			queueMicrotask(() => done());
		}

		return true;
	};
}

export class FakeKeyboard extends EventEmitter {
	readonly isTTY = true;
	#pending: string[] = [];
	setEncoding() {}
	setRawMode() {}
	ref() {}
	unref() {}
	read = () => this.#pending.shift() ?? null;
	press(...texts: readonly string[]) {
		for (const text of texts) {
			this.#pending.push(text);
			this.emit('readable');
		}
	}
}
