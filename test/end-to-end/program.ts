import {mkdirSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {Pty, PtyOptions} from '../pty/pty.js';
import {openShell} from '../pty/shell.js';
import {requires} from '../requirements.js';

/** The real program as it is installed. */
export const nixscope = `'${process.execPath}' '${path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js')}'`;

/** For tests of the real program in a real terminal. */
export const programTest = requires('python3', 'stty', 'bash', 'mkfifo');

/** A shell in which `quietly` and `pid` of the program are at hand; see openShell. */
export async function openProgramShell(t: ExecutionContext, folder: string, options: PtyOptions = {}): Promise<Pty> {
	// The history of past builds and whatever else a home folder may hold stays out of the test.
	const home = path.join(folder, 'home');
	mkdirSync(home, {recursive: true});
	return openShell(t, {columns: 100, rows: 30, ...options, env: {HOME: home, NODE_OPTIONS: undefined, ...options.env}});
}

/**
 * The pipeline `(first; what comes through the fifo) | nixscope`: it goes on until the fifo is closed. In `$folder/pid`
 * stands the process of nixscope.
 */
export function pipeline(folder: string, first: string, options = ''): string {
	return `mkfifo ${folder}/fifo; (cat ${first}; cat ${folder}/fifo) | bash -c 'echo $$ > ${folder}/pid; exec ${nixscope.replaceAll("'", '"')} ${options}'; echo "code $?"\r`;
}
