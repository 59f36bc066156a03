import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

let folder: string | undefined;

/** One folder for all files of this run; removed when the process ends. */
export function temporaryFolder(): string {
	if (folder === undefined) {
		const made = mkdtempSync(path.join(tmpdir(), 'nixscope-bench-'));
		process.on('exit', () => rmSync(made, {recursive: true, force: true, maxRetries: 3}));
		folder = made;
	}

	return folder;
}
