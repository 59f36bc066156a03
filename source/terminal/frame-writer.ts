import {spawn} from 'node:child_process';
import {EventEmitter} from 'node:events';
import {closeSync, writeSync} from 'node:fs';
import {PrivateModes} from './private-modes.js';
import {readWindowSize, type WindowSize} from './terminal-device.js';

/** A few hundred frames. Whoever draws skips frames while the writer is busy, so only keys and resizes add to it. */
const maximumPendingBytes = 1 << 20;
/** How soon a full terminal is tried again: soon enough to go unseen, seldom enough to cost nothing. */
const firstRetryMs = 4;
const longestRetryMs = 64;
/** On the way out a terminal that takes nothing for so long is left to a process of its own. */
const patienceMs = 500;
/** Linux limits one argument of a program to 128 KiB. */
const longestArgument = 100_000;

type WriteCallback = (error?: Error | null) => void;
type Pending = {readonly bytes: Buffer; readonly callback: WriteCallback | undefined};

/**
 * The stream that Ink draws on. It writes to a non-blocking descriptor of the terminal, so that a terminal that nobody
 * reads (Ctrl-S, a slow connection) never stops the event loop, and through it Nix.
 *
 * Events: `window` when the window was changed; `resize` when it has another size; `idle` when everything was taken after a busy time; `redraw` when
 * output had to be dropped in that time, so that what is on the screen is not what Ink believes; `gone` when the
 * terminal is no longer there.
 */
export class FrameWriter extends EventEmitter implements NodeJS.WritableStream {
	readonly isTTY = true;
	/** False once the terminal is gone or the writer closed: what is written then is dropped in silence. */
	writable = true;
	columns: number;
	rows: number;

	readonly #fd: number;
	readonly #readSize: () => WindowSize;
	readonly #modes = new PrivateModes();
	#pending: Pending[] = [];
	#pendingBytes = 0;
	#isScheduled = false;
	#retry: NodeJS.Timeout | undefined;
	#retryMs = firstRetryMs;
	#hasDropped = false;

	/** @param fd - of openTerminalOutput(); the writer closes it. */
	constructor(fd: number, readSize: () => WindowSize = readWindowSize) {
		super();
		this.#fd = fd;
		this.#readSize = readSize;
		({columns: this.columns, rows: this.rows} = readSize());
		process.on('SIGWINCH', this.#windowChanged);
	}

	/** The terminal does not take what was written so far: a frame drawn now would only wait behind it. */
	get isBusy(): boolean {
		return this.#retry !== undefined;
	}

	get pendingBytes(): number {
		return this.#pendingBytes;
	}

	write(
		data: Uint8Array | string,
		encodingOrCallback?: BufferEncoding | WriteCallback,
		callback?: WriteCallback,
	): boolean {
		const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
		const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
		if (!this.writable) {
			queueMicrotask(() => done?.());
			return false;
		}
		if (this.#pendingBytes + bytes.length > maximumPendingBytes) {
			this.#hasDropped = true;
			queueMicrotask(() => done?.());
			return false;
		}
		this.#modes.note(typeof data === 'string' ? data : bytes.toString('latin1'));
		this.#pending.push({bytes, callback: done});
		this.#pendingBytes += bytes.length;
		// Ink writes a frame in three pieces; they leave in one.
		if (!this.#isScheduled && !this.isBusy) {
			this.#isScheduled = true;
			queueMicrotask(() => {
				this.#isScheduled = false;
				this.#deliver();
			});
		}
		return !this.isBusy;
	}

	end(
		data?: Uint8Array | string | (() => void),
		encodingOrCallback?: BufferEncoding | (() => void),
		callback?: () => void,
	): this {
		const done = [data, encodingOrCallback, callback].find((argument) => typeof argument === 'function');
		if (data !== undefined && typeof data !== 'function') {
			this.write(data);
		}
		this.flushSync();
		queueMicrotask(() => done?.());
		return this;
	}

	/**
	 * Writes what is pending before it returns: for the way out. Gives up on a terminal that takes nothing for half a
	 * second, which then gets the rest from a small process that waits in our place.
	 * @returns Whether the terminal took everything.
	 */
	flushSync(): boolean {
		let waitedMs = 0;
		while (this.#pending.length > 0 && this.writable) {
			const before = this.#pendingBytes;
			this.#writePending();
			if (this.#pendingBytes < before) {
				waitedMs = 0;
			} else if (this.#pending.length > 0) {
				if (waitedMs >= patienceMs) {
					this.#leaveToHelper();
					return false;
				}
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
				waitedMs += 10;
			}
		}
		this.#settle();
		return true;
	}

	/**
	 * Takes back whatever was switched on through this writer and is still on: cursor, alternate screen, bracketed
	 * paste. For the way out, also after a crash of what draws; does nothing a second time.
	 */
	restore(): void {
		const undo = this.#modes.undo();
		if (undo !== '') {
			this.write(undo);
		}
		this.flushSync();
	}

	close(): void {
		process.off('SIGWINCH', this.#windowChanged);
		if (this.writable) {
			this.flushSync();
			this.#abandon();
			closeSync(this.#fd);
		}
	}

	/** Also when it has its old size again: what stood in it has moved. */
	readonly #windowChanged = (): void => {
		this.refreshSize();
		this.emit('window');
	};

	/** Asks for the size of the window; called on SIGWINCH, and to be called after a time in the background. */
	readonly refreshSize = (): void => {
		const {columns, rows} = this.#readSize();
		if (columns !== this.columns || rows !== this.rows) {
			this.columns = columns;
			this.rows = rows;
			this.emit('resize');
		}
	};

	#deliver(): void {
		const before = this.#pendingBytes;
		this.#writePending();
		if (this.#pending.length === 0) {
			this.#settle();
			return;
		}
		this.#retryMs = this.#pendingBytes < before ? firstRetryMs : Math.min(this.#retryMs * 2, longestRetryMs);
		this.#retry = setTimeout(() => this.#deliver(), this.#retryMs);
		this.#retry.unref();
	}

	#writePending(): void {
		while (this.#pending.length > 0) {
			const bytes =
				this.#pending.length === 1 ? this.#pending[0]!.bytes : Buffer.concat(this.#pending.map((each) => each.bytes));
			if (bytes.length > 0) {
				let written = 0;
				try {
					written = writeSync(this.#fd, bytes);
				} catch (error) {
					const {code} = error as NodeJS.ErrnoException;
					if (code !== 'EAGAIN' && code !== 'EINTR') {
						// EIO, ENXIO, EPIPE: the terminal hung up. There is nobody left to tell.
						this.#abandon();
						this.emit('gone');
						return;
					}
				}
				if (written === 0) {
					return;
				}
				this.#consume(written);
			} else {
				this.#consume(0);
			}
		}
	}

	/** Takes `count` written bytes off the queue and answers for the pieces that are complete. */
	#consume(count: number): void {
		this.#pendingBytes -= count;
		let left = count;
		let complete = 0;
		while (complete < this.#pending.length && this.#pending[complete]!.bytes.length <= left) {
			left -= this.#pending[complete]!.bytes.length;
			complete++;
		}
		const done = this.#pending.splice(0, complete);
		const first = this.#pending[0];
		if (first !== undefined && left > 0) {
			this.#pending[0] = {bytes: first.bytes.subarray(left), callback: first.callback};
		}
		for (const {callback} of done) {
			callback?.();
		}
	}

	/** Nothing is pending any more. */
	#settle(): void {
		const wasBusy = this.isBusy;
		clearTimeout(this.#retry);
		this.#retry = undefined;
		this.#retryMs = firstRetryMs;
		const hasDropped = this.#hasDropped;
		this.#hasDropped = false;
		if (hasDropped) {
			this.emit('redraw');
		}
		if (wasBusy) {
			this.emit('idle');
		}
	}

	#abandon(): void {
		this.writable = false;
		clearTimeout(this.#retry);
		this.#retry = undefined;
		const pending = this.#pending;
		this.#pending = [];
		this.#pendingBytes = 0;
		for (const {callback} of pending) {
			callback?.();
		}
	}

	/** The cursor must come back also when the terminal is read again only after we have gone. */
	#leaveToHelper(): void {
		const rest = Buffer.concat(this.#pending.map((each) => each.bytes)).toString();
		// CAN ends a sequence that was cut in the middle.
		const text = rest.length <= longestArgument ? rest : `\u0018${this.#modes.everythingOff()}`;
		this.#abandon();
		try {
			spawn('sh', ['-c', 'printf %s "$1" >/dev/tty', 'sh', text], {stdio: 'ignore'})
				.on('error', () => {})
				.unref();
		} catch {
			// No shell, no processes: nothing more can be done.
		}
	}
}
