import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import type {Readable} from 'node:stream';

/** A log that is there: its beginning, and what follows. */
type BuildLog = {readonly beginning: Buffer; readonly rest: Readable};

/**
 * Shows the log of the build that made a store path in a pager, or says that there is none.
 *
 * @param page Lends the terminal to what is given to it.
 */
export async function openBuildLog(
	path: string,
	store: {say(notice: string): void} | undefined,
	page: (show: () => Promise<void>) => Promise<void> | void,
): Promise<void> {
	const log = await findBuildLog(path);
	if (log === undefined) {
		store?.say('no log of its build is kept');
	} else {
		await page(() => showBuildLog(log));
	}
}

/**
 * The log of the build that made a store path, as `nix-store --read-log` finds it.
 *
 * @param environment Where nix-store is looked for.
 * @returns Undefined when there is none, or nothing in it.
 */
export async function findBuildLog(path: string, environment = process.env): Promise<BuildLog | undefined> {
	const child = spawn('nix-store', ['--read-log', path], {stdio: ['ignore', 'pipe', 'ignore'], env: environment});
	// Without Nix there is no log either.
	child.on('error', () => {});
	const {stdout} = child;
	const beginning = await new Promise<Buffer | undefined>((resolve) => {
		stdout.once('data', (chunk: Buffer) => {
			stdout.pause();
			resolve(chunk);
		});
		stdout.once('close', () => resolve(undefined));
	});
	return beginning === undefined ? undefined : {beginning, rest: stdout};
}

/**
 * Shows it in `$PAGER` (less, unless set); resolves when that is left. Escape sequences are the pager's to filter: less
 * shows colours only.
 */
async function showBuildLog({beginning, rest}: BuildLog): Promise<void> {
	const terminal = openSync('/dev/tty', 'r+');
	try {
		const child = spawn('sh', ['-c', process.env.PAGER || 'less -R'], {
			stdio: ['pipe', terminal, terminal],
			env: {LESS: 'R', ...process.env},
		});
		// A pager that is left before it has read everything.
		child.stdin?.on('error', () => {});
		child.stdin?.write(beginning);
		rest.pipe(child.stdin!);
		await once(child, 'close');
	} catch {
		// No shell to start it with: the screen comes back.
	} finally {
		// Nix ends when nobody reads it.
		rest.destroy();
		closeSync(terminal);
	}
}
