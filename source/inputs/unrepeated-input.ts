import type {Input, InputEvent, InputSink} from './input.js';

/**
 * Nix prints a line a little before or after the record of the same thing is written to its socket. Text waits that long
 * for its record; nobody notices.
 */
const HOLD_MS = 60;
/** Lines that were announced by a record and have not come: those that Nix does not print at its verbosity. */
const MOST_EXPECTED = 20_000;
/** Info: what Nix prints on a pipe unless told otherwise. */
const PRINTED_LEVEL = 3;
const NEWLINE = 0x0a;

type Held = {readonly line: Buffer; readonly at: number};

/**
 * Takes out of a command's stderr what repeats a record that came through the log socket: with `json-log-path` Nix goes
 * on printing its log for people as well. All other lines pass, in order.
 */
export function unrepeatedInput(input: Input): Input {
	return {
		description: input.description,
		run: (sink) => input.run(withoutRepeats(sink, () => input.now())),
		now: () => input.now(),
		stop: () => input.stop(),
	};
}

/** @param now Milliseconds since the session began. */
export function withoutRepeats(sink: InputSink, now: () => number): InputSink {
	const announced = new AnnouncedLines();
	const held: Held[] = [];
	let partial = Buffer.alloc(0);
	let timer: NodeJS.Timeout | undefined;

	function release(isEnd: boolean): void {
		const receivedAt = now();
		const due = isEnd ? held.length : held.findIndex(({at}) => receivedAt - at < HOLD_MS);
		const lines = held.splice(0, due === -1 ? held.length : due).map(({line}) => line);
		const chunk = Buffer.concat(lines.filter((line) => !announced.take(line.toString('utf8'))));
		if (chunk.length > 0) {
			sink({kind: 'bytes', source: 0, chunk, receivedAt});
		}

		// The begin of a line is a question or a bar of progress: shown when no more of it has come.
		if (partial.length > 0 && (isEnd || held.length === 0)) {
			sink({kind: 'bytes', source: 0, chunk: partial, receivedAt});
			partial = Buffer.alloc(0);
		}

		timer = held.length > 0 || partial.length > 0 ? (timer ?? setTimeout(onTime, HOLD_MS)) : undefined;
	}

	function onTime(): void {
		timer = undefined;
		release(false);
	}

	function hold({chunk}: Extract<InputEvent, {kind: 'bytes'}>): void {
		const at = now();
		let bytes = Buffer.concat([partial, chunk]);
		for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE)) {
			held.push({line: bytes.subarray(0, end + 1), at});
			bytes = bytes.subarray(end + 1);
		}

		partial = Buffer.from(bytes);
		timer ??= setTimeout(onTime, HOLD_MS);
	}

	return (event) => {
		if (event.kind === 'bytes' && event.source === 0) {
			hold(event);
			return;
		}

		if (event.kind === 'bytes') {
			announced.add(event.source, event.chunk);
		} else if (event.kind === 'end' || (event.kind === 'closed' && event.source === 0)) {
			release(true);
			clearTimeout(timer);
		}

		sink(event);
	};
}

/** What Nix prints for people of the records that it sends. */
class AnnouncedLines {
	readonly #counts = new Map<string, number>();
	readonly #rests = new Map<number, string>();

	/** Records of one Nix process, cut anywhere. */
	add(source: number, chunk: Buffer): void {
		const lines = ((this.#rests.get(source) ?? '') + chunk.toString('utf8')).split('\n');
		this.#rests.set(source, lines.pop() ?? '');
		for (const line of lines) {
			if (line.startsWith('{"action":"msg"') || line.startsWith('{"action":"start"')) {
				this.#addRecord(line);
			}
		}
	}

	/** @returns Whether a record has announced the line; each does so once. */
	take(line: string): boolean {
		const key = plain(line);
		const count = this.#counts.get(key);
		if (count === undefined) {
			return false;
		}

		if (count === 1) {
			this.#counts.delete(key);
		} else {
			this.#counts.set(key, count - 1);
		}

		return true;
	}

	#addRecord(text: string): void {
		let record: {action?: unknown; level?: unknown; msg?: unknown; text?: unknown};
		try {
			record = JSON.parse(text);
		} catch {
			return;
		}

		if (typeof record.level !== 'number' || record.level > PRINTED_LEVEL) {
			return;
		}

		if (record.action === 'msg' && typeof record.msg === 'string') {
			for (const line of record.msg.split('\n')) {
				this.#announce(plain(line));
			}
		} else if (typeof record.text === 'string' && record.text !== '') {
			this.#announce(plain(`${record.text}...`));
		}
	}

	#announce(key: string): void {
		this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
		if (this.#counts.size > MOST_EXPECTED) {
			this.#counts.delete(this.#counts.keys().next().value!);
		}
	}
}

/** Nix colours the record and not what it prints on a pipe. */
function plain(line: string): string {
	return line.replace(/\u001B\[[\d;]*m/g, '').trimEnd();
}
