import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {keys, Pty} from '../pty/pty.js';
import {assertRestored, modeForPrograms} from '../pty/shell.js';
import {requires} from '../requirements.js';
import {derivations, type Lab, labEnvironment, nixscope, openLab, placeFlake} from './lab.js';
import {installedNixVersions, type NixVersion} from './nix-version.js';
import {openRemoteBuilder} from './remote-builder.js';
import {nixLab} from './requirements.js';
import {appearance} from './run-case.js';
import {sideBySide} from './side-by-side.js';

const together = sideBySide(3);
const json = '--log-format internal-json -v';

type Terminal = {readonly pty: Pty; readonly lab: Lab; readonly file: string; readonly before: string};

for (const version of installedNixVersions()) {
	for (const form of ['wrapped', 'piped'] as const) {
		// Wrapped, the exit status is Nix's own; it ends with 1 and lets a script go on. A pipeline dies by SIGINT.
		terminalTest(version, `Ctrl-C, ${form}`, async (t, {pty, lab, file, before}) => {
			const line = command(form, `build ${file} endless --no-link`);
			writeFileSync(path.join(lab.scratch, 'script'), `${line}\necho "went on after $?"\n`);
			pty.type('bash script\r');
			await appearance(path.join(lab.nix, 'witness'), 'endless-loop-1.0', 'busy');
			await pty.waitForScreen(/endless-loop-1\.0/);
			pty.type(keys.ctrlC);
			await pty.waitForScreen(/Interrupted after/);
			await pty.waitForScreen(/shell> ?$/);
			const goesOn = /went on after \d+/.exec(await pty.text())?.[0];
			t.is(goesOn, form === 'wrapped' ? 'went on after 1' : undefined);
			await assertRestored(t, pty, before);
		});

		terminalTest(version, `hostile output, ${form}`, async (t, {pty, file, before}) => {
			pty.type(`${command(form, `build ${file} hostile --no-link`)}; echo "code $?"\r`);
			await pty.waitForScreen(/^code 0$/m);
			t.regex(await pty.text(), /hostile-1\.0/);
			t.notRegex(pty.output, /\u001b\]52|\u001b\]8;|owned title|\u001bc|\u001bP|[\u0080-\u009f\u202a-\u202e]/);
			await assertRestored(t, pty, before);
		});
	}

	terminalTest(version, 'a failure', async (t, {pty, file, before}) => {
		pty.type(`${command('wrapped', `build ${file} failure --keep-going --no-link`)}; echo "code $?"\r`);
		await pty.waitForScreen(/^code 1$/m);
		t.regex(await pty.text(), /ripgrep-15\.1\.0[\s\S]*exit code 101/);
		t.regex(await pty.text(), /nix log \/nix\/store\/\S+-ripgrep-15\.1\.0\.drv/);
		await assertRestored(t, pty, before);
	});

	terminalTest(version, 'develop gives the terminal to the shell', async (t, {pty, lab, before}) => {
		pty.type(`${command('wrapped', `develop path:${placeFlake(lab)}`)}; echo "code $?"\r`);
		await pty.waitForScreen(/\$ ?$|# ?$/);
		pty.type('echo "in $name"; stty -a | grep -o -- "-\\?icanon"; exit 4\r');
		await pty.waitForScreen(/in weather-shell/);
		await pty.waitForScreen(/^code 4$/m);
		await assertRestored(t, pty, before);
	});

	terminalTest(version, 'one line of 2 MB', async (t, {pty, file, before}) => {
		pty.type(`${command('wrapped', `build ${file} longLine --no-link`)}; echo "code $?"\r`);
		await pty.waitForScreen(/^code 0$/m);
		t.regex(await pty.text(), /long-line-1\.0/);
		await assertRestored(t, pty, before);
	});
}

terminalTest(newest(), '500,000 lines', async (t, {pty, lab, file, before}) => {
	pty.type(`${nixscope} --record r.gz build ${file} flood --no-link; echo "code $?"\r`);
	await pty.waitForScreen(/^code 0$/m);
	const {stdout} = await lab.run(`${nixscope} report r.gz --json`);
	const report = JSON.parse(stdout) as {logLines: number; malformedLines: number};
	t.true(report.logLines > 500_000);
	t.is(report.malformedLines, 0);
	await assertRestored(t, pty, before);
});

terminalTest(
	newest(),
	'ssh asks for the passphrase of a key',
	async (t, {pty, lab, file, before}) => {
		const builder = await openRemoteBuilder(lab.version);
		t.teardown(() => builder.close());
		const key = path.join(lab.scratch, 'locked');
		writeFileSync(key, readFileSync(builder.identity), {mode: 0o600});
		spawnSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', key]);
		const options = `${builder.sshOptions} -o IdentityFile=${key} -o IdentitiesOnly=yes`;
		writeFileSync(
			path.join(lab.scratch, 'ssh_config'),
			lockedConfiguration(builder.sshOptions.replace('-F ', ''), key),
		);
		pty.type(`export NIX_SSHOPTS='${options.replace(/-F \S+/, `-F ${lab.scratch}/ssh_config`)}'; clear\r`);
		pty.type(`${nixscope} copy --to '${builder.uri('ssh-ng')}&max-connections=1' ${file} zlib; echo "code $?"\r`);
		await pty.waitForScreen(/Enter passphrase for key/);
		pty.type('open sesame\r');
		await pty.waitForScreen(/^code 0$/m);
		t.false((await pty.text()).includes('sesame'));
		const there = await builder.lab.run('nix path-info --all');
		t.regex(there.stdout, /zlib-1\.3\.1/);
		await assertRestored(t, pty, before);
	},
	['ssh', 'sshd', 'ssh-keygen'],
);

function lockedConfiguration(original: string, key: string): string {
	return readFileSync(original, 'utf8').replace(/IdentityFile .*/, `IdentityFile ${key}`);
}

function command(form: 'wrapped' | 'piped', words: string): string {
	return form === 'wrapped' ? `${nixscope} ${words}` : `nix ${words} ${json} |& ${nixscope}`;
}

/** An interactive shell in a lab, in a real terminal. */
function terminalTest(
	version: NixVersion | undefined,
	title: string,
	run: (t: ExecutionContext, terminal: Terminal) => Promise<void>,
	programs: readonly string[] = [],
): void {
	requires(
		...nixLab,
		'python3',
		'stty',
		...programs,
	)(`${title}, Nix ${version?.text}`, (t) =>
		together(async () => {
			if (version === undefined) return t.fail('no Nix');
			const lab = openLab(version);
			t.teardown(() => lab.close());
			const enter = `mount --bind '${lab.nix}' /nix && cd '${lab.scratch}' && exec bash --norc -i`;
			const pty = await Pty.start(['unshare', '-m', 'bash', '-c', enter], {
				columns: 100,
				rows: 30,
				patienceMs: 60_000,
				env: {...labEnvironment(version), TERM: 'xterm-256color', NODE_OPTIONS: undefined},
			});
			t.teardown(() => pty.dispose());
			await pty.waitForScreen(/[$#] ?$/);
			pty.type('PS1="shell> "; bind "set enable-bracketed-paste off" 2>/dev/null; clear\r');
			await pty.waitForScreen(/^shell>$/m);
			const before = await modeForPrograms(pty);
			const salt = title.replaceAll(/\W+/g, '-');
			pty.type('clear\r');
			await pty.waitForScreen(/^shell>$/);
			const file = `-f ${derivations}/cases.nix --argstr salt terminal-${salt}-${version.text}`;
			await run(t, {pty, lab, file, before});
		}),
	);
}

function newest(): NixVersion | undefined {
	return installedNixVersions().at(-1);
}
