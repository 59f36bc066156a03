/** Records as Nix writes them: compact, keys in alphabetical order, `fields` absent when empty. */

/** Past 2^21, as on a machine with many processes, so that activity ids pass 2^53. */
const processId = 2_742_749n;

export type Activity = {readonly id: string};

export type StartOptions = {
	readonly level?: number;
	readonly parent?: Activity;
	readonly text?: string;
	readonly fields?: ReadonlyArray<string | number>;
};

export class RecordWriter {
	#next = 0n;
	readonly #write: (line: string) => void;

	/** @param write Is given lines with their newline. */
	constructor(write: (line: string) => void) {
		this.#write = write;
	}

	start(type: number, {level = 3, parent, text = '', fields = []}: StartOptions = {}): Activity {
		const activity = {id: String((processId << 32n) + this.#next++)};
		const list = fields.length === 0 ? '' : `"fields":${JSON.stringify(fields)},`;
		this.#write(
			`@nix {"action":"start",${list}"id":${activity.id},"level":${level},"parent":${parent?.id ?? 0},"text":${JSON.stringify(text)},"type":${type}}\n`,
		);
		return activity;
	}

	stop({id}: Activity): void {
		this.#write(`@nix {"action":"stop","id":${id}}\n`);
	}

	progress({id}: Activity, done: number, expected: number, running = 0, failed = 0): void {
		this.#write(`@nix {"action":"result","fields":[${done},${expected},${running},${failed}],"id":${id},"type":105}\n`);
	}

	expected({id}: Activity, type: number, amount: number): void {
		this.#write(`@nix {"action":"result","fields":[${type},${amount}],"id":${id},"type":106}\n`);
	}

	phase({id}: Activity, phase: string): void {
		this.#write(`@nix {"action":"result","fields":["${phase}"],"id":${id},"type":104}\n`);
	}

	logLine({id}: Activity, line: string): void {
		this.#write(`@nix {"action":"result","fields":[${JSON.stringify(line)}],"id":${id},"type":101}\n`);
	}

	message(level: number, text: string): void {
		this.#write(`@nix {"action":"msg","level":${level},"msg":${JSON.stringify(text)}}\n`);
	}
}
