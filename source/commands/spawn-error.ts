import {complain} from './complain.js';

/** @returns The exit code of a shell: 127 when there is no such program, 126 when it cannot be run. */
export function explainSpawnError(program: string, {code, message}: NodeJS.ErrnoException): number {
	if (code === 'ENOENT') {
		complain(`${program}: ${program.includes('/') ? 'no such file or directory' : 'command not found'}`);
		return 127;
	}

	complain(`${program}: ${code === 'EACCES' ? 'permission denied' : message}`);
	return 126;
}
