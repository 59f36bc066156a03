import {BuildStateMachine} from '../../source/build/build-state-machine.js';
import {createActivityIdAllocator} from '../../source/parsers/activity-ids.js';
import {createNixLogParser, type NixLogParser} from '../../source/parsers/nix-log-parser.js';

/** Store paths for tests: `drv('hello-1.0')` is a derivation path with a digest of its own. */
export function drv(name: string): string {
	return `${out(name)}.drv`;
}

export function out(name: string): string {
	const letters = '0123456789abcdfghijklmnpqrsvwxyz';
	let digest = '';
	let seed = 7;
	for (let index = 0; index < 32; index++) {
		seed = (seed * 31 + name.charCodeAt(index % name.length) + index) % 99_991;
		digest += letters[seed % 32];
	}

	return `/nix/store/${digest}-${name}`;
}

/** A .drv file with inputs, as Nix writes it. */
export function derivationFile(name: string, inputs: readonly string[]): string {
	const inputDerivations = inputs.map((input) => `("${drv(input)}",["out"])`).join(',');
	return `Derive([("out","${out(name)}","","")],[${inputDerivations}],[],"x86_64-linux","/bin/sh",[],[("name","${name}")])`;
}

/** A stream of records in the words of Nix, each applied at once; every call is a millisecond later than the one before. */
export class Stream {
	readonly state = new BuildStateMachine();
	readonly #parser: NixLogParser;
	#now = 0;

	constructor({human = false}: {readonly human?: boolean} = {}) {
		this.#parser = createNixLogParser({
			source: 0,
			ids: createActivityIdAllocator(),
			onEvent: (event) => this.state.apply(event),
			human: () => human,
		});
	}

	record(record: object): void {
		this.text(`@nix ${JSON.stringify(record)}\n`);
	}

	text(text: string): void {
		this.#now++;
		this.#parser.push(Buffer.from(text), this.#now);
	}

	/** The three activities that every building Nix opens: ids 1, 2 (builds) and 3 (copies). */
	realise(): void {
		for (const [id, type] of [
			[1, 102],
			[2, 104],
			[3, 103],
		]) {
			this.record({action: 'start', id, level: 0, parent: 0, text: '', type});
		}
	}

	plan(...names: readonly string[]): void {
		this.record({action: 'msg', level: 3, msg: `these ${names.length} derivations will be built:`});
		for (const name of names) {
			this.record({action: 'msg', level: 3, msg: `  ${drv(name)}`});
		}
	}

	start(id: number, name: string, host = '', parent = 0): void {
		const text = `building '${drv(name)}'`;
		this.record({action: 'start', fields: [drv(name), host, 1, 1], id, level: 3, parent, text, type: 105});
	}

	stop(...ids: readonly number[]): void {
		for (const id of ids) {
			this.record({action: 'stop', id});
		}
	}

	counters(done: number, expected: number, running: number, failed: number, id = 2): void {
		this.record({action: 'result', fields: [done, expected, running, failed], id, type: 105});
	}

	error(message: string): void {
		const msg = `\u001B[31;1merror:\u001B[0m ${message}`;
		this.record({action: 'msg', column: null, file: null, level: 0, line: null, msg, raw_msg: message});
	}

	finish(exitCode: number | undefined, interrupted = false): void {
		this.#parser.end(this.#now);
		this.state.finish({at: ++this.#now, exitCode, interrupted});
	}

	graph(edges: Readonly<Record<string, readonly string[]>>): void {
		for (const [name, inputs] of Object.entries(edges)) {
			this.state.addDerivation(drv(name), derivationFile(name, inputs), this.#now);
		}
	}

	/** `name status` of every build, in order. */
	statuses(): string[] {
		return this.state.builds.map(({name, status}) => {
			const detail = status.name === 'failed' ? ` ${status.reason.kind}` : '';
			return `${name} ${status.name}${detail}`;
		});
	}
}
