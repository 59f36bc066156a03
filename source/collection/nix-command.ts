import {spawn} from 'node:child_process';
import {plainText} from '../formats/sanitise.js';
import {LineSplitter} from '../parsers/line-splitter.js';
import {type NixRecord, parseNixRecord} from './nix-record.js';

export type NixCommandOptions = {
	readonly environment: NodeJS.ProcessEnv;
	/** Stops Nix: first as Ctrl-C does, so that it ends after the path that it is at. */
	readonly signal?: AbortSignal;
	readonly stdin?: string;
	readonly onRecord?: (record: NixRecord) => void;
};

export type NixEnd = {
	readonly isDone: boolean;
	readonly stdout: string;
	/** The last error that Nix told, or how it ended, in one line; null when it is done. */
	readonly reason: string | null;
	/** The last error in full; empty without one. */
	readonly error: string;
};

/** What is kept of stdout: a closure of 100,000 paths. */
const MOST_OUTPUT_CHARACTERS = 2 ** 24;
const MOST_REASON_CHARACTERS = 300;
/** After a stop; a single large path may take long, but its files can be left to the next collection. */
const PATIENCE_MS = 15_000;

/**
 * Runs one of Nix's commands (`nix-store`, `nix-env`, `nix-instantiate`) with its log as records, and waits for its end.
 * Nothing is thrown.
 */
export function runNixCommand(
	[program, ...args]: readonly [program: string, ...args: string[]],
	{environment, signal, stdin, onRecord}: NixCommandOptions,
): Promise<NixEnd> {
	return new Promise((resolve) => {
		if (signal?.aborted === true) {
			resolve({isDone: false, stdout: '', reason: 'stopped before it began', error: ''});
			return;
		}

		const child = spawn(program, ['--log-format', 'internal-json', ...args], {
			env: environment,
			stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
		});
		let stdout = '';
		let error = '';
		let startError: string | undefined;
		const lines = new LineSplitter({
			line(bytes, start) {
				const end = bytes.indexOf(0x0a, start);
				take(bytes.toString('utf8', start, end));
				return end + 1;
			},
			overlongLine: (head) => take(head.toString()),
		});
		const take = (line: string) => {
			const record = parseNixRecord(line);
			if (record === undefined) {
				return;
			}

			if (record.action === 'msg' && (record.level === 0 || record.text.startsWith('error:'))) {
				error = record.text.startsWith('error:') || error === '' ? record.text : error;
			}

			onRecord?.(record);
		};

		const timers: NodeJS.Timeout[] = [];
		const stop = () => {
			child.kill('SIGINT');
			timers.push(setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS));
			timers.push(setTimeout(() => child.kill('SIGKILL'), 2 * PATIENCE_MS));
		};
		signal?.addEventListener('abort', stop, {once: true});
		child.stdout!.setEncoding('utf8').on('data', (text: string) => {
			stdout += text.slice(0, MOST_OUTPUT_CHARACTERS - stdout.length);
		});
		child.stderr!.on('data', (chunk: Buffer) => lines.push(chunk));
		// It may end before it has read everything.
		child.stdin?.on('error', () => {});
		child.stdin?.end(stdin);
		child.once('error', (cause: NodeJS.ErrnoException) => {
			startError = `${program} cannot be started: ${cause.code === 'ENOENT' ? 'it is not in PATH' : cause.message}`;
			// Without a process there is no other end to wait for.
			if (child.pid === undefined) {
				finish(null, null);
			}
		});
		child.once('close', finish);

		function finish(code: number | null, killedBy: NodeJS.Signals | null): void {
			signal?.removeEventListener('abort', stop);
			timers.forEach(clearTimeout);
			lines.end();
			const end = killedBy === null ? `exit code ${code}` : `killed by ${killedBy}`;
			const reason = startError ?? `${program}: ${error === '' ? end : oneLine(error)}`;
			resolve({isDone: code === 0 && startError === undefined, stdout, reason: code === 0 ? null : reason, error});
		}
	});
}

/** What led to an error stands before it (Nix: error.cc, showErrorInfo), each line behind an `…`: the error itself comes first here. */
function oneLine(text: string): string {
	const parts = text.split(/^\s*error:\s*/mu).filter((part) => part.trim() !== '');
	const own = parts.findLast((part) => !/^\s*…/u.test(part)) ?? text;
	const line = plainText(own.replaceAll(/\s+/gu, ' ')).trim();
	return line.length > MOST_REASON_CHARACTERS ? `${line.slice(0, MOST_REASON_CHARACTERS)}…` : line;
}
