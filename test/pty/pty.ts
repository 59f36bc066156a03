import {Buffer} from 'node:buffer';
import {type ChildProcess, spawn} from 'node:child_process';
import {EventEmitter, once} from 'node:events';
import os from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import xterm from '@xterm/headless';

export type PtyOptions = {
	/** 80 and 24 unless said. */
	readonly columns?: number;
	readonly rows?: number;
	/** Added to a small, fixed environment; undefined takes a variable out. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
	/** How long a waitFor… may take, in milliseconds; 20,000 unless said. */
	readonly patienceMs?: number;
};

export type PtyExit = {readonly exitCode: number | undefined; readonly signal: NodeJS.Signals | undefined};

export type TerminalModes = {
	readonly alternateScreen: boolean;
	readonly cursorHidden: boolean;
	readonly bracketedPaste: boolean;
	readonly mouseTracking: string;
	readonly applicationCursorKeys: boolean;
	/** A frame was begun (`?2026h`) and not ended. */
	readonly synchronizedOutput: boolean;
};

export const keys = {
	ctrlC: '\u0003',
	ctrlD: '\u0004',
	ctrlZ: '\u001A',
	ctrlBackslash: '\u001C',
	escape: '\u001B',
	enter: '\r',
	tab: '\t',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	pageUp: '\u001B[5~',
	pageDown: '\u001B[6~',
} as const;

type HostMessage =
	| {pid: number}
	| {output: string}
	| {stty: string}
	// biome-ignore lint/suspicious/noExplicitAny: JSON says null where we say undefined.
	| {exit: number | null; signal: any};

const signalNames = new Map(
	Object.entries(os.constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]),
);

/**
 * A program in a real pseudo terminal, with an emulator that shows what a user would see.
 *
 * ```ts
 * const ptyTest = requires('python3'); // test/requirements.ts: skips with a reason, or fails with NIXSCOPE_REQUIRE=all
 * ptyTest('…', async (t) => {
 *     const pty = await Pty.start(['bash', '--norc'], {columns: 120, rows: 40});
 *     t.teardown(() => pty.dispose());
 *     const before = await pty.stty();           // `stty -a` of the terminal
 *     pty.type('nix build … |& nixscope\r');
 *     await pty.waitForScreen(/✔ 3/);            // what stands in the window, after each piece of output
 *     await pty.waitForOutput('\u001B[?1049h');  // raw bytes since the start, or since pty.forget()
 *     pty.resize(60, 15);
 *     pty.type(keys.ctrlC);                      // through the line discipline: a signal, when the terminal says so
 *     const {exitCode, signal} = await pty.exited;
 *     t.is(await pty.stty(), before);
 *     t.false((await pty.modes()).cursorHidden);
 * });
 * ```
 *
 * Nothing sleeps: each wait ends with the output that satisfies it, and one that does not come fails with a picture of
 * the screen. It needs python3 (for its `pty` calls); the program's own process group is the terminal's foreground, so
 * `['bash', '-i']` has job control.
 */
export class Pty {
	readonly exited: Promise<PtyExit>;
	/** Of the program. */
	pid = 0;
	/** As set by the program; empty when it was never set or was taken back. */
	title = '';

	readonly #host: ChildProcess;
	readonly #patienceMs: number;
	readonly #terminal: xterm.Terminal;
	readonly #events = new EventEmitter();
	readonly #titles: string[] = [];
	#output = '';
	#cursorHidden = false;
	#synchronized = false;
	#parsed: Promise<void> = Promise.resolve();

	static async start(argv: readonly string[], options: PtyOptions = {}): Promise<Pty> {
		const pty = new Pty(argv, options);
		await once(pty.#events, 'started');
		return pty;
	}

	private constructor(
		argv: readonly string[],
		{columns = 80, rows = 24, env = {}, cwd, patienceMs = 20_000}: PtyOptions,
	) {
		this.#patienceMs = patienceMs;
		this.#terminal = new xterm.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true});
		this.#watchTerminal();
		// Tests run from a folder of translated files; the script stays where it is written.
		const script = path.resolve('test/pty/pty-host.py');
		this.#host = spawn('python3', [script, String(columns), String(rows), ...argv], {
			cwd,
			env: environment(env),
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.#host.stdin!.on('error', () => {});
		this.#host.on('error', (error) => this.#events.emit('error', error));
		this.exited = new Promise((resolve) => {
			this.#events.once('exit', resolve);
		});
		createInterface({input: this.#host.stdout!}).on('line', (line) => this.#receive(JSON.parse(line)));
	}

	/** Presses keys: a text, or values of `keys`. */
	type(text: string): void {
		this.#tell({type: Buffer.from(text).toString('base64')});
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
		this.#tell({resize: [columns, rows]});
	}

	/** To the program alone, as `kill PID` does. */
	kill(signal: NodeJS.Signals): void {
		this.#tell({signal: os.constants.signals[signal]});
	}

	/** From now on nobody reads the terminal: its buffer fills up. */
	stopReading(): void {
		this.#tell({read: false});
	}

	readAgain(): void {
		this.#tell({read: true});
	}

	/** The window is closed: the kernel sends SIGHUP, and writing gives EIO. */
	hangUp(): void {
		this.#tell({hangUp: true});
	}

	/** `stty -a` of the terminal as it is now, also after the program has ended. */
	async stty(): Promise<string> {
		const answer = once(this.#events, 'stty');
		this.#tell({stty: true});
		const [text] = await answer;
		return text;
	}

	/** All bytes so far as text, with escape sequences; forget() empties it. */
	get output(): string {
		return this.#output;
	}

	forget(): void {
		this.#output = '';
	}

	async waitForOutput(wanted: string | RegExp): Promise<string> {
		return this.#waitFor(wanted, () => this.#output);
	}

	/** Waits until the text of the window holds `wanted`. */
	async waitForScreen(wanted: string | RegExp): Promise<string> {
		return this.#waitFor(wanted, () => this.#read('window'));
	}

	/** Waits until the window and what scrolled out of it hold `wanted`. */
	async waitForText(wanted: string | RegExp): Promise<string> {
		return this.#waitFor(wanted, () => this.#read('all'));
	}

	/** Waits until the title is `wanted`, or matches it. */
	async waitForTitle(wanted: string | RegExp): Promise<string> {
		return this.#waitFor(wanted, () => this.title);
	}

	/** Waits for the next piece of output. */
	async changed(): Promise<void> {
		await once(this.#events, 'change', {signal: AbortSignal.timeout(this.#patienceMs)});
	}

	/** The window's rows without trailing spaces. */
	async screen(): Promise<string> {
		await this.#parsed;
		return this.#read('window');
	}

	/** The scrollback and the window's rows. */
	async text(): Promise<string> {
		await this.#parsed;
		return this.#read('all');
	}

	/** From 0; row within the window. */
	async cursor(): Promise<{column: number; row: number}> {
		await this.#parsed;
		const {cursorX: column, cursorY: row} = this.#terminal.buffer.active;
		return {column, row};
	}

	async modes(): Promise<TerminalModes> {
		await this.#parsed;
		const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode} = this.#terminal.modes;
		return {
			alternateScreen: this.#terminal.buffer.active.type === 'alternate',
			cursorHidden: this.#cursorHidden,
			bracketedPaste: bracketedPasteMode,
			mouseTracking: mouseTrackingMode,
			applicationCursorKeys: applicationCursorKeysMode,
			synchronizedOutput: this.#synchronized,
		};
	}

	/** The emulator itself, for colours of cells. */
	get terminal(): xterm.Terminal {
		return this.#terminal;
	}

	/** Kills the program if it still runs. */
	dispose(): void {
		this.#host.stdin!.end();
		this.#terminal.dispose();
	}

	#watchTerminal(): void {
		const terminal = this.#terminal;
		// What the emulator answers to questions of the program.
		terminal.onData((data) => this.type(data));
		terminal.onTitleChange((title) => {
			this.title = title;
		});
		const modes = (isOn: boolean) => (parameters: ReadonlyArray<number | number[]>) => {
			if (parameters.includes(25)) {
				this.#cursorHidden = !isOn;
			}
			if (parameters.includes(2026)) {
				this.#synchronized = isOn;
			}
			return false;
		};
		terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, modes(true));
		terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, modes(false));
		// The headless emulator keeps no titles; terminals do.
		terminal.parser.registerCsiHandler({final: 't'}, ([operation]) => {
			if (operation === 22) {
				this.#titles.push(this.title);
			} else if (operation === 23) {
				this.title = this.#titles.pop() ?? this.title;
			}
			return false;
		});
	}

	#receive(message: HostMessage): void {
		if ('output' in message) {
			const bytes = Buffer.from(message.output, 'base64');
			this.#output += bytes.toString();
			this.#parsed = new Promise((resolve) => {
				this.#terminal.write(bytes, () => {
					resolve();
					this.#events.emit('change');
				});
			});
		} else if ('stty' in message) {
			this.#events.emit('stty', message.stty);
		} else if ('exit' in message) {
			const exit: PtyExit = {exitCode: message.exit ?? undefined, signal: signalNames.get(message.signal)};
			void this.#parsed.then(() => this.#events.emit('exit', exit));
		} else {
			this.pid = message.pid;
			this.#events.emit('started');
		}
	}

	async #waitFor(wanted: string | RegExp, read: () => string): Promise<string> {
		const isThere = (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
		const deadline = AbortSignal.timeout(this.#patienceMs);
		for (;;) {
			const text = read();
			if (isThere(text)) {
				return text;
			}
			try {
				await once(this.#events, 'change', {signal: deadline});
			} catch {
				throw new Error(
					`Waited ${this.#patienceMs} ms for ${wanted}; the screen:\n${this.#read('window')}\noutput ends: ${JSON.stringify(this.#output.slice(-500))}`,
				);
			}
		}
	}

	#read(part: 'window' | 'all'): string {
		const buffer = this.#terminal.buffer.active;
		const first = part === 'all' ? 0 : buffer.baseY;
		const rows = Array.from({length: buffer.baseY + this.#terminal.rows - first}, (_, row) =>
			(buffer.getLine(first + row)?.translateToString(true) ?? '').trimEnd(),
		);
		return rows.join('\n').trimEnd();
	}

	#tell(command: object): void {
		this.#host.stdin!.write(`${JSON.stringify(command)}\n`);
	}
}

function environment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
	const {PATH, HOME} = process.env;
	const all = {
		PATH,
		HOME,
		TERM: 'xterm-256color',
		LC_ALL: 'C.UTF-8',
		TZ: 'UTC',
		PS1: '$ ',
		NODE_OPTIONS: '--enable-source-maps',
		...env,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
