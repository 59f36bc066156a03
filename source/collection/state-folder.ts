import path from 'node:path';
import {homeFolder} from '../store/nix-conf-files.js';
import {StoreError} from '../store/store-error.js';

/**
 * Where nixscope keeps what it must remember: the journal of dropped links, holds, pins.
 *
 * @returns `$XDG_STATE_HOME/nixscope`, which counts only when it is absolute (XDG base directory specification), else
 * `~/.local/state/nixscope`, with the home as Nix finds it: under sudo not that of another user.
 * @throws StoreError without a home.
 */
export function stateFolder(environment: NodeJS.ProcessEnv): string {
	const {XDG_STATE_HOME} = environment;
	if (XDG_STATE_HOME !== undefined && path.isAbsolute(XDG_STATE_HOME)) {
		return path.join(XDG_STATE_HOME, 'nixscope');
	}

	const home = homeFolder(environment);
	if (home === undefined) {
		throw new StoreError('there is no folder for the journal: set HOME or XDG_STATE_HOME');
	}

	return path.join(home, '.local/state/nixscope');
}
