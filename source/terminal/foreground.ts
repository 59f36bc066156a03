import {readFileSync} from 'node:fs';

/**
 * Whether this process is in the foreground of its terminal: in the background a change of the terminal's mode stops
 * the process (SIGTTOU), and nobody would answer what it asks. True where the system does not tell.
 */
export function isForeground(): boolean {
	let stat: string;
	try {
		stat = readFileSync('/proc/self/stat', 'utf8');
	} catch {
		return true;
	}
	// proc_pid_stat(5); the command's name, in parentheses, may hold anything.
	const [, , processGroup, , , foregroundGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return foregroundGroup === '-1' || processGroup === foregroundGroup;
}

/** How often a process that went on in the background looks whether it is in the foreground again: no signal says so. */
const lookEveryMs = 200;

export async function untilForeground(): Promise<void> {
	while (!isForeground()) {
		await new Promise((resolve) => {
			setTimeout(resolve, lookEveryMs);
		});
	}
}
