import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync} from 'node:fs';
import net from 'node:net';
import {type ArrivalClock, startArrivalClock} from './arrival-clock.js';
import type {Input, InputDescription, InputSink} from './input.js';
import type {LogSocket} from './log-socket.js';
import {openPipe} from './pipe.js';

export type CommandOptions = {
	readonly env?: NodeJS.ProcessEnv;
	readonly cwd?: string;
	/** Open descriptors that the command gets as 3, 4, … */
	readonly extraDescriptors?: readonly number[];
	/** Already listening; the Nix processes that connect are further sources. The caller closes it. */
	readonly logSocket?: LogSocket;
	/** It neither reads our stdin nor writes to our stdout: it only prepares what another command does. */
	readonly detached?: boolean;
	/**
	 * Its stdout joins its stderr: for a stdout that is the terminal which we draw on, where lines of both would end up in
	 * each other. A stdout that leads anywhere else is never touched.
	 */
	readonly joinsOutput?: boolean;
	/** As a user would type it, for the header; the arguments unless said. */
	readonly title?: readonly string[];
};

/**
 * After the command itself has ended, some process below it may still hold its stderr: a daemon may do so forever. What
 * comes is delivered until it has been silent for so long, and at most for so long altogether.
 */
const silenceMs = 500;
const patienceMs = 5000;
const lookEveryMs = 50;

/**
 * A command that nixscope runs. Its stderr is source 0; stdin and (but for `joinsOutput`) stdout stay its own, and so do
 * the process group and the terminal: the kernel sends Ctrl-C and Ctrl-Z to it as if nobody stood between.
 */
export class CommandInput implements Input {
	readonly description: InputDescription;
	readonly #argv: readonly string[];
	readonly #options: CommandOptions;
	readonly #clock: ArrivalClock = startArrivalClock();
	#child: ChildProcess | undefined;
	#hasStopped = false;
	#lastBytesAt = 0;

	constructor(argv: readonly string[], options: CommandOptions = {}) {
		this.#argv = argv;
		this.#options = options;
		this.description = {command: options.title ?? argv, nixVersion: undefined, startedAt: this.#clock.startedAt};
	}

	async run(sink: InputSink): Promise<void> {
		sink({kind: 'opened', source: 0, bare: false, receivedAt: this.now()});
		this.#options.logSocket?.deliver(sink, this.#clock);
		const deliver = (chunk: Buffer) => {
			this.#lastBytesAt = this.now();
			sink({kind: 'bytes', source: 0, chunk, receivedAt: this.#lastBytesAt});
		};
		let ending: Ending;
		try {
			const {child, stderr} = this.#spawn();
			stderr.on('data', deliver);
			stderr.on('error', () => {});
			ending = await ended(child);
			if (!('error' in ending)) {
				await this.#drain(stderr);
			}
			stderr.destroy();
		} catch (error) {
			// Some errors of spawn(2), like E2BIG, are thrown; the usual ones are events.
			ending = {error: error as NodeJS.ErrnoException};
		}
		if ('error' in ending) {
			const {message, exitCode} = explain(this.#argv[0] ?? '', ending.error);
			deliver(Buffer.from(`${message}\n`));
			ending = {exitCode, signal: undefined};
		}
		const receivedAt = this.now();
		sink({kind: 'closed', source: 0, receivedAt});
		sink({kind: 'end', receivedAt, ...ending});
	}

	now(): number {
		return this.#clock.now();
	}

	/** Of the command; undefined before it runs and when it could not be started. */
	get pid(): number | undefined {
		return this.#child?.pid;
	}

	/**
	 * Passes a signal on: for SIGTERM and SIGHUP, which nobody but us gets. Not for SIGINT from a terminal, which the
	 * command has got already: Nix takes a second one for impatience.
	 */
	kill(signal: NodeJS.Signals): void {
		this.#child?.kill(signal);
	}

	/** Asks the command to end (SIGTERM); a second time it is not asked. */
	stop(): void {
		this.kill(this.#hasStopped ? 'SIGKILL' : 'SIGTERM');
		this.#hasStopped = true;
	}

	#spawn(): {child: ChildProcess; stderr: net.Socket} {
		const {env = process.env, cwd, extraDescriptors = [], detached = false, joinsOutput = false} = this.#options;
		const own = detached ? 'ignore' : 'inherit';
		const [program = '', ...args] = this.#argv;
		const pipe = openPipe();
		try {
			const child = spawn(program, args, {
				env,
				cwd,
				stdio: [own, pipe && joinsOutput ? pipe.writable : own, pipe ? pipe.writable : 'pipe', ...extraDescriptors],
			});
			this.#child = child;
			const stderr = pipe
				? new net.Socket({fd: pipe.readable, readable: true, writable: false})
				: (child.stderr as net.Socket);
			return {child, stderr};
		} finally {
			if (pipe) {
				// Only the command holds the writing end now, so that the pipe ends with it.
				closeSync(pipe.writable);
			}
		}
	}

	/** Until stderr and the sockets have ended, or for a bounded time. */
	async #drain(stderr: net.Socket): Promise<void> {
		const {logSocket} = this.#options;
		const exitedAt = this.now();
		const closed = stderr.closed ? Promise.resolve() : once(stderr, 'close');
		for (;;) {
			// A connection that was made just before the end is accepted in the next round of the event loop.
			await new Promise((resolve) => {
				setImmediate(resolve);
			});
			const now = this.now();
			const silentFor = now - Math.max(exitedAt, this.#lastBytesAt, logSocket?.lastBytesAt ?? 0);
			const isComplete = stderr.closed && (logSocket?.openConnections ?? 0) === 0;
			if (isComplete || silentFor >= silenceMs || now - exitedAt >= patienceMs) {
				return;
			}
			const pause = new Promise((resolve) => {
				setTimeout(resolve, lookEveryMs);
			});
			await (stderr.closed ? pause : Promise.race([closed, pause]));
		}
	}
}

type Ending =
	| {readonly exitCode: number | undefined; readonly signal: NodeJS.Signals | undefined}
	| {readonly error: NodeJS.ErrnoException};

async function ended(child: ChildProcess): Promise<Ending> {
	return new Promise((resolve) => {
		child.on('exit', (exitCode, signal) => resolve({exitCode: exitCode ?? undefined, signal: signal ?? undefined}));
		child.on('error', (error) => {
			// An error of kill() comes here as well.
			if (child.pid === undefined) {
				resolve({error});
			}
		});
	});
}

/** In the words and with the exit codes of a shell (POSIX: 127 not found, 126 found but not executable). */
function explain(program: string, {code, message}: NodeJS.ErrnoException): {message: string; exitCode: number} {
	switch (code) {
		case 'ENOENT':
			return {
				message: `nixscope: ${program}: ${program.includes('/') ? 'no such file or directory' : 'command not found'}`,
				exitCode: 127,
			};
		case 'EACCES':
			return {message: `nixscope: ${program}: permission denied`, exitCode: 126};
		case 'E2BIG':
			return {message: `nixscope: ${program}: argument list too long`, exitCode: 126};
		default:
			return {message: `nixscope: ${program}: ${message}`, exitCode: 126};
	}
}
