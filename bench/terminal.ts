import path from 'node:path';
import {Pty} from '../test/pty/pty.js';

/** The window of all rows. */
export const columns = 120;
export const rows = 40;

/** The program that is measured. */
export const program = path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js');

/** As shell words. */
export const node = `'${process.execPath}'`;
export const nixscope = `${node} '${program}'`;

/** Runs a bash script in a terminal; its last `exec` makes the pty's process the one that is measured. */
export function startInTerminal(script: string, env: Readonly<Record<string, string | undefined>> = {}): Promise<Pty> {
	return Pty.start(['bash', '-c', script], {
		columns,
		rows,
		patienceMs: 120_000,
		// The test's own options for Node would be measured, too.
		env: {NODE_OPTIONS: undefined, ...env},
	});
}
