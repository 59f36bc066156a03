import {fstatSync} from 'node:fs';
import tty from 'node:tty';
import type {StdinKind} from './command-line.js';

/** A pipe, socket or file is a log to monitor; /dev/null, as from cron, and a closed stdin are nothing. */
export function readStdinKind(): StdinKind {
	if (tty.isatty(0)) {
		return 'terminal';
	}

	try {
		const status = fstatSync(0);
		return status.isFIFO() || status.isSocket() || status.isFile() ? 'stream' : 'nothing';
	} catch {
		return 'nothing';
	}
}
