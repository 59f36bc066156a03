import {spawnSync} from 'node:child_process';
import {type Lab, labEnvironment, nixscope} from '../test/nix/lab.js';
import {installedNixVersions} from '../test/nix/nix-version.js';
import {type FilledStore, fillStore} from '../test/nix/store/store-lab.js';
import {Pty} from '../test/pty/pty.js';

let filled: Promise<FilledStore> | undefined;

/** Why there can be no store of our own; undefined when there can. */
export function storeObstacle(): string | undefined {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux, for a store of its own';
	if (installedNixVersions().length === 0) return 'needs Nix: scripts/get-nix.sh';
	return spawnSync('unshare', ['-m', 'true']).status === 0 ? undefined : 'needs mount namespaces (unshare -m)';
}

/** What is left of old evaluations, so that a collection takes a moment. */
const leftovers = `builtins.genList (n: derivation {name = "left-over-\${toString n}"; system = "any"; builder = "/bin/sh";}) 4000`;

/**
 * The program in a terminal, over a copy of the store that test/nix/store/recipe fills with the newest Nix; processes
 * hold some of it.
 */
export async function openStoreTerminal(
	words: string,
	size: {readonly columns: number; readonly rows: number},
): Promise<{readonly pty: Pty; close(): void}> {
	const version = installedNixVersions().at(-1)!;
	filled ??= fillStore(version);
	const lab: Lab = await (await filled).copy();
	await lab.run(`nix-instantiate --expr '${leftovers}' > leftovers`);
	const program = `. /nix/home/store-recipe/hold.sh; cd /nix/home; exec ${nixscope} ${words}`;
	const pty = await Pty.start(
		[
			...['unshare', '-m', 'bash', '-c'],
			`mount --bind '${lab.nix}' /nix && exec unshare --pid --fork --kill-child --mount-proc bash -c "$PROGRAM"`,
		],
		{
			...size,
			patienceMs: 20_000,
			env: {...labEnvironment(version), TERM: 'xterm-256color', NODE_OPTIONS: undefined, PROGRAM: program},
		},
	);
	return {
		pty,
		close() {
			pty.dispose();
			lab.close();
		},
	};
}

export async function closeStores(): Promise<void> {
	(await filled)?.close();
}
