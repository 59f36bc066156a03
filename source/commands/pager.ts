import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import type {LogIndex, LogReader} from '../build/log-index.js';
import {sanitise} from '../formats/sanitise.js';

/** Lines that are written before the pager is asked whether it takes more. */
const LINES_AT_ONCE = 500;

/** Opens a log in `$PAGER` (less, unless set) on the terminal; resolves when it is closed. */
export async function openPager(log: LogIndex, logs: LogReader): Promise<void> {
	const terminal = openSync('/dev/tty', 'r+');
	try {
		const child = spawn('sh', ['-c', process.env.PAGER || 'less -R'], {
			stdio: ['pipe', terminal, terminal],
			// As git does: colours are shown, and a short log stays on the screen.
			env: {LESS: 'R', ...process.env},
		});
		const closed = once(child, 'close');
		const {stdin} = child;
		// A pager that is left before it has read everything.
		stdin?.on('error', () => {});
		for (let line = 0; line < log.length && stdin?.writable; line += LINES_AT_ONCE) {
			const last = Math.min(log.length, line + LINES_AT_ONCE);
			const lines = Array.from({length: last - line}, (_, index) => sanitise(logs.line(log, line + index)));
			if (!stdin.write(`${lines.join('\n')}\n`)) {
				await Promise.race([once(stdin, 'drain'), closed]);
			}
		}

		stdin?.end();
		await closed;
	} catch {
		// No shell to start it with: the screen comes back.
	} finally {
		closeSync(terminal);
	}
}
