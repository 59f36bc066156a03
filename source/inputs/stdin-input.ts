import {createReadStream, fstatSync} from 'node:fs';
import net from 'node:net';
import type {Readable} from 'node:stream';
import {startArrivalClock} from './arrival-clock.js';
import type {Input, InputDescription, InputSink} from './input.js';

/** Large reads halve the time a big file takes; pipes and sockets hold less than that anyhow. */
const fileReadBytes = 1 << 20;

/** stdin, or another descriptor, as a log: a pipe, a socket, or a file. Its end says nothing about Nix's exit code. */
export class StdinInput implements Input {
	readonly description: InputDescription;
	readonly #clock = startArrivalClock();
	readonly #fd: number;
	#stream: Readable | undefined;

	constructor(fd = 0) {
		this.#fd = fd;
		this.description = {command: [], nixVersion: undefined, startedAt: this.#clock.startedAt};
	}

	async run(sink: InputSink): Promise<void> {
		sink({kind: 'opened', source: 0, bare: false, receivedAt: this.now()});
		const stream = this.#open();
		this.#stream = stream;
		await new Promise<void>((resolve) => {
			stream.on('data', (chunk: Buffer) => sink({kind: 'bytes', source: 0, chunk, receivedAt: this.now()}));
			// An error (ECONNRESET of a socket, EIO of a file) is an end like any other; `close` follows.
			stream.on('error', () => {});
			stream.on('close', resolve);
		});
		// Ctrl-C ends Nix and is sent to us at the same moment, but libuv delivers signals after reads: whoever asks at
		// the end whether it was interrupted must have been told by then.
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
		const receivedAt = this.now();
		sink({kind: 'closed', source: 0, receivedAt});
		sink({kind: 'end', receivedAt, exitCode: undefined, signal: undefined});
	}

	now(): number {
		return this.#clock.now();
	}

	stop(): void {
		this.#stream?.destroy();
	}

	#open(): Readable {
		const status = fstatSync(this.#fd);
		return status.isFIFO() || status.isSocket()
			? new net.Socket({fd: this.#fd, readable: true, writable: false})
			: createReadStream('', {fd: this.#fd, highWaterMark: fileReadBytes});
	}
}
