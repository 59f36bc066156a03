import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A new folder that only this user may enter, for sockets and pipes; removed by remove() or when the process exits.
 * The name is short: the path of a unix socket has at most 107 bytes.
 */
export class PrivateDirectory {
	readonly path: string;

	constructor(parent = os.tmpdir()) {
		// mkdtemp(3) makes it with mode 0700.
		this.path = mkdtempSync(path.join(parent.length <= 60 ? parent : '/tmp', 'nixscope-'));
		process.on('exit', this.remove);
	}

	file(name: string): string {
		return path.join(this.path, name);
	}

	readonly remove = (): void => {
		process.off('exit', this.remove);
		rmSync(this.path, {recursive: true, force: true});
	};
}
