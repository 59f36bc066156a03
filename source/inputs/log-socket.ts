import {once} from 'node:events';
import net from 'node:net';
import type {SourceId} from '../parsers/nix-event.js';
import type {ArrivalClock} from './arrival-clock.js';
import type {InputSink} from './input.js';

/**
 * The socket for Nix's setting `json-log-path`: each Nix process that connects is a source of bare records. Every
 * connection is read as fast as it comes, always: a listener that does not read hangs that Nix for good.
 */
export class LogSocket {
	readonly path: string;
	readonly #server: net.Server;
	readonly #connections = new Set<net.Socket>();
	#sink: InputSink | undefined;
	#clock: ArrivalClock | undefined;
	#nextSource: SourceId = 1;
	#lastBytesAt = 0;

	/** @param path - in a folder that only this user may enter. */
	constructor(path: string) {
		this.path = path;
		this.#server = net.createServer((connection) => this.#accept(connection));
		// The socket alone does not keep the program running.
		this.#server.unref();
	}

	/** Rejects when the path is not usable: taken, too long, its folder missing. */
	async listen(): Promise<void> {
		this.#server.listen(this.path);
		await once(this.#server, 'listening');
		this.#server.on('error', () => {});
	}

	/** From now on connections are delivered, as sources 1, 2, …; before, they are read and dropped. */
	deliver(sink: InputSink, clock: ArrivalClock): void {
		this.#sink = sink;
		this.#clock = clock;
	}

	get openConnections(): number {
		return this.#connections.size;
	}

	/** By the clock given to deliver(); 0 before the first bytes. */
	get lastBytesAt(): number {
		return this.#lastBytesAt;
	}

	/** Ends the connections and removes the socket; a Nix that is still connected is not harmed. */
	close(): void {
		this.#server.close();
		for (const connection of this.#connections) {
			connection.destroy();
		}
	}

	#accept(connection: net.Socket): void {
		const source = this.#nextSource++;
		this.#connections.add(connection);
		const now = () => this.#clock?.now() ?? 0;
		this.#sink?.({kind: 'opened', source, bare: true, receivedAt: now()});
		connection.on('data', (chunk: Buffer) => {
			this.#lastBytesAt = now();
			this.#sink?.({kind: 'bytes', source, chunk, receivedAt: this.#lastBytesAt});
		});
		connection.on('error', () => {});
		connection.on('close', () => {
			this.#connections.delete(connection);
			this.#sink?.({kind: 'closed', source, receivedAt: now()});
		});
	}
}
