import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {Pty, type PtyOptions} from './pty.js';

/** The command line that starts the small program of the terminal layer. */
export const smallApp = `'${process.execPath}' '${fileURLToPath(new URL('small-app.js', import.meta.url))}'`;

/** A shell with job control, as a user has it, to start programs from; its prompt is `shell>`. */
export async function openShell(t: ExecutionContext, options: PtyOptions = {}): Promise<Pty> {
	const pty = await Pty.start(['bash', '--norc', '-i'], options);
	t.teardown(() => pty.dispose());
	await pty.waitForScreen(/[$#]$/);
	pty.type('PS1="shell> "; bind "set enable-bracketed-paste off" 2>/dev/null; clear\r');
	await pty.waitForScreen(/^shell>$/m);
	return pty;
}

/** `stty -a` as a program sees it that is started from the shell. */
export async function modeForPrograms(pty: Pty): Promise<string> {
	pty.forget();
	pty.type('stty -a; echo "sta""te"\r');
	const text = await pty.waitForOutput(/state\r\n/);
	return /speed.*?extproc/s.exec(text)![0];
}

/** Fails unless the terminal is as it was: modes of the driver (see modeForPrograms), of the emulator, and the title. */
export async function assertRestored(t: ExecutionContext, pty: Pty, before: string): Promise<void> {
	t.is(await modeForPrograms(pty), before);
	t.deepEqual(await pty.modes(), {
		alternateScreen: false,
		cursorHidden: false,
		bracketedPaste: false,
		mouseTracking: 'none',
		applicationCursorKeys: false,
		synchronizedOutput: false,
	});
	t.is(pty.title, '');
}
