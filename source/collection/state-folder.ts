import {statSync} from 'node:fs';
import path from 'node:path';
import {homeFolder} from '../store/nix-conf-files.js';
import {StoreError} from '../store/store-error.js';

/**
 * Where nixscope keeps what it must remember: the journal of dropped links, holds, pins.
 *
 * @returns `$XDG_STATE_HOME/nixscope`, which counts only when it is absolute (XDG base directory specification), else
 * `~/.local/state/nixscope`, with the home as Nix finds it. Under sudo neither is one of another user.
 * @throws StoreError without a home.
 */
export function stateFolder(environment: NodeJS.ProcessEnv): string {
	const {XDG_STATE_HOME} = environment;
	if (XDG_STATE_HOME !== undefined && path.isAbsolute(XDG_STATE_HOME) && !isOfAnother(XDG_STATE_HOME)) {
		return path.join(XDG_STATE_HOME, 'nixscope');
	}

	const home = homeFolder(environment);
	if (home === undefined) {
		throw new StoreError('there is no folder for the journal: set HOME or XDG_STATE_HOME');
	}

	return path.join(home, '.local/state/nixscope');
}

/** As with the environment that sudo -E keeps: root would leave folders there that their owner cannot use. */
function isOfAnother(folder: string): boolean {
	if (process.geteuid?.() !== 0) {
		return false;
	}

	const stat = statSync(folder, {throwIfNoEntry: false});
	return stat === undefined ? folder !== '/' && isOfAnother(path.dirname(folder)) : stat.uid !== 0;
}
