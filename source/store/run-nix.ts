import {execFile, spawn} from 'node:child_process';
import {stripSgr} from '../parsers/strip-sgr.js';
import {StoreError} from './store-error.js';

/** Settings are some 100 kB. */
const MOST_OUTPUT_BYTES = 2 ** 24;

/** What is kept of the end of stderr, to find the reason of a failure in. */
const MOST_STDERR_CHARACTERS = 2 ** 14;

type Argv = readonly [program: string, ...args: string[]];

/** @returns What the command writes; undefined when it cannot be started or fails. */
export function runNix([program, ...args]: Argv, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
	return new Promise((resolve) => {
		execFile(program, args, {env: environment, maxBuffer: MOST_OUTPUT_BYTES}, (error, stdout) => {
			resolve(error === null ? stdout : undefined);
		});
	});
}

/**
 * Runs a command and hands on what it writes while it does.
 *
 * @param onChunk When it throws, the command is ended, and the error is the result.
 * @throws StoreError when the command cannot be started or fails, with the reason it gave.
 */
export function streamNix(
	[program, ...args]: Argv,
	environment: NodeJS.ProcessEnv,
	onChunk: (chunk: Buffer) => void,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {env: environment, stdio: ['ignore', 'pipe', 'pipe']});
		let stderr = '';
		let failure: unknown;
		child.stdout.on('data', (chunk: Buffer) => {
			if (failure !== undefined) {
				return;
			}

			try {
				onChunk(chunk);
			} catch (error) {
				failure = error;
				child.kill();
				// Its own children may live on and hold the pipe open.
				child.stdout.destroy();
				child.stderr.destroy();
			}
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr = (stderr + text).slice(-MOST_STDERR_CHARACTERS);
		});
		child.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				new StoreError(
					`${program} cannot be started: ${error.code === 'ENOENT' ? 'it is not in PATH' : error.message}`,
				),
			);
		});
		child.once('close', (code, signal) => {
			if (failure !== undefined) {
				reject(failure);
			} else if (code === 0) {
				resolve();
			} else {
				const end = signal === null ? `exit code ${code}` : `signal ${signal}`;
				reject(new StoreError(`${program} failed: ${reasonIn(stderr) ?? end}`));
			}
		});
	});
}

/** @returns The last error of Nix, or the last line. */
function reasonIn(stderr: string): string | undefined {
	const lines = stripSgr(stderr)
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);
	return (lines.findLast((line) => line.startsWith('error:')) ?? lines.at(-1))?.replace(/^error: */, '');
}
