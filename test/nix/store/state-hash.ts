/**
 * A shell command that prints all that reading must not change: each file, folder and link of the store and of Nix's
 * state with its inode, link count, mode, owner, size, mtime and target, and what is in the files of the state (the
 * database and its `-wal` and `-shm`, temporary roots, locks).
 */
export const stateCommand = [
	String.raw`find /nix/store /nix/var -printf '%p %y %i %n %m %U:%G %s %T@ %l\n' | sort`,
	'find /nix/var -type f -print0 | sort -z | xargs -0 sha256sum',
].join('; ');
