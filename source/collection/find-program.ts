import {accessSync, constants} from 'node:fs';
import path from 'node:path';

/** Whether a program can be started by its name. */
export function isInPath(program: string, {PATH = ''}: NodeJS.ProcessEnv): boolean {
	return PATH.split(':').some((folder) => {
		try {
			accessSync(path.join(folder || '.', program), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
