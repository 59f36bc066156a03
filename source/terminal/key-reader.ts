import {closeSync} from 'node:fs';
import {Readable} from 'node:stream';
import tty from 'node:tty';
import {noteEchoOffAtStart} from './leave.js';
import {closeTerminal, openTerminalInput} from './terminal-device.js';
import {showsTyping, stty} from './terminal-mode.js';

/** What the driver of the terminal makes signals of. They arrive as bytes only where `stty` could not be run. */
const signalOfByte = new Map<number, NodeJS.Signals>([
	[0x03, 'SIGINT'],
	[0x1a, 'SIGTSTP'],
	[0x1c, 'SIGQUIT'],
]);

/** Raw mode as libuv sets it, but with signals. */
const rawFlags = '-icanon -echo -iexten -icrnl -brkint -inpck -istrip -ixon isig min 1 time 0'.split(' ');
const linesFlags = 'icanon icrnl iexten isig ixon'.split(' ');

type Mode = 'normal' | 'raw' | 'lent';

/**
 * Keys from the terminal, as the stream that Ink reads (`stdin`), whatever stdin itself is.
 *
 * In raw mode the terminal goes on making signals of Ctrl-C, Ctrl-Z and Ctrl-\ (`isig`): the kernel sends them to
 * everybody in the foreground, also to a Nix that runs as root, as it does without us. Out of raw mode nothing is read,
 * so that every key goes to whoever has the terminal then.
 */
export class KeyReader extends Readable {
	readonly isTTY = true;
	readonly #fd: number;
	/** Reads only in raw mode; made anew each time, as a stream of Node keeps reading when nobody listens. */
	#source: {readonly stream: tty.ReadStream; readonly fd: number} | undefined;
	#isRef = true;
	#wantsRaw = false;
	#lending: {readonly echo: boolean} | undefined;
	#mode: Mode = 'normal';
	/** The normal mode as `stty -g` prints it; read whenever it is left. */
	#normalMode: string | undefined;

	/** @param fd - of openTerminalInput(); the reader closes it. */
	constructor(fd: number) {
		super({highWaterMark: 0});
		this.#fd = fd;
	}

	override _read(): void {}

	setRawMode(isRaw: boolean): this {
		this.#wantsRaw = isRaw;
		this.#apply();
		return this;
	}

	/**
	 * Leaves the terminal to a program that asks there: lines, not single keys, and no reading here until takeBack(),
	 * whatever Ink asks for.
	 * @param echo - Whether typed characters show. It has to stay off for a program that asks for a password: it has
	 * switched echo off itself, but when that was our raw mode, and would not notice it going on again.
	 */
	lend(echo: boolean): void {
		this.#lending = {echo};
		this.#apply();
	}

	takeBack(): void {
		this.#lending = undefined;
		this.#apply();
	}

	/** The terminal as it was before; synchronous, for every way out. */
	restore(): void {
		this.#lending = undefined;
		this.setRawMode(false);
	}

	ref(): this {
		this.#isRef = true;
		this.#source?.stream.ref();
		return this;
	}

	unref(): this {
		this.#isRef = false;
		this.#source?.stream.unref();
		return this;
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		this.restore();
		closeSync(this.#fd);
		callback(error);
	}

	#apply(): void {
		const mode: Mode = this.#lending ? 'lent' : this.#wantsRaw ? 'raw' : 'normal';
		if (mode === this.#mode) {
			return;
		}
		if (this.#mode === 'normal') {
			this.#normalMode = stty(this.#fd, ['-g']);
			if (this.#normalMode !== undefined && !showsTyping(this.#normalMode)) {
				noteEchoOffAtStart();
			}
		}
		this.#mode = mode;
		if (mode === 'raw') {
			this.#startReading();
			if (stty(this.#fd, rawFlags) === undefined) {
				this.#setRawByNode(true);
			}
			return;
		}
		this.#setRawByNode(false);
		this.#stopReading();
		if (mode === 'lent') {
			stty(this.#fd, [...linesFlags, this.#lending?.echo ? 'echo' : '-echo']);
		} else if (this.#normalMode !== undefined) {
			// A program that asked for a password when we started had switched echo off; it has long put it back.
			stty(this.#fd, [this.#normalMode, 'echo']);
		}
	}

	/** For systems without `stty`: Ctrl-C and the like are keys then, and #receive() makes signals of them. */
	#setRawByNode(isRaw: boolean): void {
		try {
			if (this.#source && this.#source.stream.isRaw !== isRaw) {
				this.#source.stream.setRawMode(isRaw);
			}
		} catch {
			// The terminal is gone: SIGHUP says so, too.
		}
	}

	#startReading(): void {
		const fd = openTerminalInput();
		if (fd === undefined) {
			return;
		}
		let stream: tty.ReadStream;
		try {
			stream = new tty.ReadStream(fd);
		} catch {
			closeSync(fd);
			return;
		}
		this.#source = {stream, fd};
		stream.on('data', (chunk: Buffer) => this.#receive(chunk));
		// EIO when the terminal hangs up.
		stream.on('error', () => this.#stopReading());
		if (!this.#isRef) {
			stream.unref();
		}
	}

	#stopReading(): void {
		if (this.#source) {
			closeTerminal(this.#source.stream, this.#source.fd);
			this.#source = undefined;
		}
	}

	#receive(chunk: Buffer): void {
		const signal = chunk.length === 1 ? signalOfByte.get(chunk[0]!) : undefined;
		if (signal) {
			process.kill(0, signal);
			return;
		}
		this.push(chunk);
	}
}

/** The keys of the controlling terminal; undefined when there is none. Raw mode is not on yet. */
export function openKeyReader(): KeyReader | undefined {
	const fd = openTerminalInput();
	return fd === undefined ? undefined : new KeyReader(fd);
}

/** What Ink reads where there is no terminal to read keys from: a stream on which nothing ever comes. */
export function silentKeys(): Readable & {isTTY: true; setRawMode(): void; ref(): void; unref(): void} {
	return Object.assign(new Readable({read() {}}), {isTTY: true as const, setRawMode() {}, ref() {}, unref() {}});
}
