import type {ExecutionContext} from 'ava';
import {Pty} from '../../pty/pty.js';
import {modeForPrograms} from '../../pty/shell.js';
import {type Finished, type Lab, labEnvironment} from '../lab.js';
import type {NixVersion} from '../nix-version.js';
import {filledStore} from './filled-stores.js';

/** A shell in a terminal, beside a copy of a filled store that only its programs hold. */
export type ExplorerTerminal = {
	readonly pty: Pty;
	readonly lab: Lab;
	/** Modes of the terminal before anything was started; see assertRestored. */
	readonly before: string;
	/** Runs a command of somebody else in the lab, while the terminal goes on. */
	elsewhere(command: string): Promise<Finished>;
};

/** Its prompt is `shell>`. */
export async function openExplorerTerminal(
	t: ExecutionContext,
	version: NixVersion,
	{columns = 120, rows = 36}: {readonly columns?: number; readonly rows?: number} = {},
): Promise<ExplorerTerminal> {
	const lab = await (await filledStore(version)).copy();
	t.teardown(() => lab.close());
	// Processes of others hold nothing here: the terminal has a PID namespace of its own.
	const enter = `mount --bind '${lab.nix}' /nix && cd '${lab.scratch}' && exec unshare --pid --fork --kill-child --mount-proc bash --norc -i`;
	const pty = await Pty.start(['unshare', '-m', 'bash', '-c', enter], {
		columns,
		rows,
		patienceMs: 60_000,
		env: {...labEnvironment(version), TERM: 'xterm-256color', NODE_OPTIONS: undefined},
	});
	t.teardown(() => pty.dispose());
	await pty.waitForScreen(/[$#] ?$/);
	pty.type('PS1="shell> "; bind "set enable-bracketed-paste off" 2>/dev/null; clear\r');
	await pty.waitForScreen(/^shell>$/m);
	const before = await modeForPrograms(pty);
	pty.type('clear\r');
	await pty.waitForScreen(/^shell>$/);
	return {pty, lab, before, elsewhere: (command) => lab.run(command)};
}
