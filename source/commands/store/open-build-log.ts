import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import {shellWord} from '../../formats/shell-word.js';

/**
 * Shows the log of the build that made a store path in `$PAGER` (less, unless set), as `nix-store --read-log` finds it;
 * what Nix says when there is none is shown as well. Escape sequences are the pager's to filter: less shows colours only.
 */
export async function openBuildLog(path: string): Promise<void> {
	const terminal = openSync('/dev/tty', 'r+');
	try {
		const pager = process.env.PAGER || 'less -R';
		const child = spawn('sh', ['-c', `nix-store --read-log ${shellWord(path)} 2>&1 | ${pager}`], {
			stdio: [terminal, terminal, terminal],
			env: {LESS: 'R', ...process.env},
		});
		await once(child, 'close');
	} catch {
		// No shell to start it with: the screen comes back.
	} finally {
		closeSync(terminal);
	}
}
