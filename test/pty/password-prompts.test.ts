import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {type Requirement, requires, rootUser} from '../requirements.js';
import {assertRestored, modeForPrograms, openShell, smallApp} from './shell.js';

const run = promisify(execFile);

requires(
	'python3',
	'stty',
	'bash',
	'ssh-keygen',
)('a program in the pipeline asks for a passphrase on the terminal', async (t) => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const key = path.join(folder, 'key');
	await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key]);
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	// The stream goes on while the question stands. ssh-keygen asks as ssh does: readpassphrase on /dev/tty.
	pty.type(`(echo first; ssh-keygen -y -f ${key}; echo done) | ${smallApp} pipe readers\r`);
	await pty.waitForText('ssh-keygen asks for a secret');
	t.false((await pty.modes()).cursorHidden);
	pty.forget();
	pty.type('open sesame\r');
	await pty.waitForText(/report: \d+ bytes/);
	const bytes = Number(/report: (\d+) bytes/.exec(await pty.text())![1]);
	// A public key came, so the passphrase had reached ssh-keygen whole.
	t.true(bytes > 'first\ndone\n'.length + 60);
	t.false((await pty.text()).includes('sesame'));
	await assertRestored(t, pty, before);
});

requires(
	'python3',
	'stty',
	'bash',
)('a program that reads a line: typed text shows, and keys come back afterwards', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	pty.type(
		`(echo first; read -r answer </dev/tty; echo "got $answer" >/dev/tty; cat </dev/null; sleep 3) | ${smallApp} pipe readers\r`,
	);
	await pty.waitForText('bash asks for a line');
	pty.type('yes please\r');
	await pty.waitForText('got yes please');
	await pty.waitForText('answered');
	await pty.waitForScreen('ready');
	pty.type('k');
	await pty.waitForScreen('key k');
	pty.type('q');
	await pty.waitForText('report: ticked');
	await assertRestored(t, pty, before);
});

const mayAddUser: Requirement = {
	name: 'NIXSCOPE_REQUIRE=all, as it adds a user to the machine',
	isMet: () => process.env.NIXSCOPE_REQUIRE === 'all',
};

requires(
	'python3',
	'stty',
	'bash',
	'sudo',
	'useradd',
	'userdel',
	'chpasswd',
	'setpriv',
	rootUser,
	mayAddUser,
)('sudo in the pipeline of an ordinary user asks for a password', async (t) => {
	const user = 'nixscope-test';
	await run('useradd', ['-m', '-s', '/bin/bash', user]);
	t.teardown(() => run('userdel', ['-r', '-f', user]));
	await run('sh', [
		'-c',
		`echo ${user}:sesame | chpasswd; echo '${user} ALL=(ALL) ALL' >/etc/sudoers.d/${user}; chmod 440 /etc/sudoers.d/${user}`,
	]);
	t.teardown(() => rmSync(`/etc/sudoers.d/${user}`, {force: true}));
	const pty = await openShell(t);
	// Not su, which takes the terminal away from what it runs.
	pty.type(`clear; cd /; exec setpriv --reuid ${user} --regid ${user} --init-groups bash --norc -i\r`);
	await pty.waitForScreen(/\$$/);
	pty.type('PS1="shell> "; bind "set enable-bracketed-paste off" 2>/dev/null; clear\r');
	await pty.waitForScreen(/^shell>$/m);
	const before = await modeForPrograms(pty);
	pty.type(`(echo first; sudo id -un; echo done) | ${smallApp} pipe readers\r`);
	await pty.waitForText('sudo asks for a secret');
	pty.type('sesame\r');
	await pty.waitForText(`report: ${'first\nroot\ndone\n'.length} bytes`);
	t.false((await pty.text()).includes('sesame'));
	await assertRestored(t, pty, before);
});
