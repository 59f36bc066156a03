import {spawnSync} from 'node:child_process';
import {installedNixVersions} from '../test/nix/nix-version.js';

/** What a row with a terminal needs; undefined when it is there. */
export function terminalObstacle(): string | undefined {
	if (process.platform !== 'linux') {
		return 'needs Linux';
	}

	return spawnSync('python3', ['--version']).status === 0 ? undefined : 'needs python3';
}

/** What a row on real Nix needs; undefined when it is there. */
export function nixObstacle(): string | undefined {
	const missing = terminalObstacle();
	if (missing !== undefined) {
		return missing;
	}

	if (process.getuid?.() !== 0) {
		return 'needs root, for a store of its own';
	}

	if (installedNixVersions().length === 0) {
		return 'needs Nix: scripts/get-nix.sh';
	}

	return spawnSync('unshare', ['-m', 'true']).status === 0 ? undefined : 'needs mount namespaces (unshare -m)';
}
