import {execFile} from 'node:child_process';

/** Settings are some 100 kB. */
const MOST_OUTPUT_BYTES = 2 ** 24;

/** @returns What the command writes; undefined when it cannot be started or fails. */
export function runNix(
	[program, ...args]: readonly [string, ...string[]],
	environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
	return new Promise((resolve) => {
		execFile(program, args, {env: environment, maxBuffer: MOST_OUTPUT_BYTES}, (error, stdout) => {
			resolve(error === null ? stdout : undefined);
		});
	});
}
