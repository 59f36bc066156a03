import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {requires} from '../requirements.js';
import type {Report} from './check-report.js';
import {derivations, type Lab, nixscope, openLab, placeFlake} from './lab.js';
import {installedNixVersions, type NixVersion} from './nix-version.js';
import {nixLab} from './requirements.js';
import {sideBySide} from './side-by-side.js';

const together = sideBySide(6);

for (const version of installedNixVersions()) {
	labTest(version, 'stdout stays its own', async (t, lab, file) => {
		// 2.8 has no --print-out-paths.
		const option = version.atLeast('2.26') ? '--print-out-paths' : '--json';
		const plain = await lab.run(`nix build ${file} zlib --no-link ${option}`);
		t.is(plain.exitCode, 0);
		const wrapped = await lab.run(`${nixscope} --plain build ${file} zlib --no-link ${option}`);
		t.is(wrapped.stdout, plain.stdout);
		t.is(wrapped.exitCode, 0);
		const old = await lab.run(`${nixscope} --plain -- nix-build ${file.replace('-f ', '')} -A zlib --no-out-link`);
		t.regex(old.stdout, /^\/nix\/store\/[a-z0-9]{32}-zlib-1\.3\.1\n$/);
	});

	for (const [code, command] of [
		[7, "-- sh -c 'exit 7'"],
		[127, '-- no-such-program'],
		[126, '-- /etc/passwd'],
		[143, "-- sh -c 'kill -TERM $$'"],
		[1, 'build -f /nowhere zlib'],
		[100, '-- nix-build FILE -A signalled --no-out-link'],
	] as const) {
		labTest(version, `exit code ${code}: nixscope ${command}`, async (t, lab, file) => {
			const finished = await lab.run(`${nixscope} --plain ${command.replace('FILE', file.replace('-f ', ''))}`);
			t.is(finished.exitCode ?? finished.signal, code, finished.stderr);
		});
	}

	labTest(version, 'develop: the hook runs once, and what follows has the terminal', async (t, lab) => {
		const flake = placeFlake(lab);
		const finished = await lab.run(
			`${nixscope} --plain develop path:${flake} -c sh -c 'echo inside; echo inside >&2; exit 3'`,
			{environment: {HOOK_LOG: path.join(lab.scratch, 'hooks')}},
		);
		t.is(finished.stdout, 'inside\n');
		t.is(finished.exitCode, 3);
		t.is(readFileSync(path.join(lab.scratch, 'hooks'), 'utf8'), 'hook\n');
	});

	labTest(version, 'run and shell: output and arguments of the program', async (t, lab, file) => {
		const flake = placeFlake(lab);
		const run = await lab.run(`${nixscope} --plain run path:${flake}`);
		t.is(run.stdout, 'weather: sunny\n', run.stderr);
		t.is(run.exitCode, 0);
		const shell = await lab.run(`${nixscope} --plain shell ${file} zlib -c sh -c 'echo "$1"; exit 5' sh 'two words'`);
		t.is(shell.stdout, 'two words\n', shell.stderr);
		t.is(shell.exitCode, 5);
		const old = await lab.run(
			`${nixscope} --plain -- nix-shell ${file.replace('-f ', '')} -A curl --run 'echo in the old shell'`,
		);
		t.is(old.stdout, 'in the old shell\n', old.stderr);
	});

	labTest(version, '-L does not switch the records off', async (t, lab, file) => {
		const report = await recorded(t, lab, `build -L ${file} curl --no-link`);
		t.is(report.counts.builds.built, 4);
		t.true(report.records > 50);
	});

	labTest(version, 'a script with two Nix commands is one report', async (t, lab, file) => {
		const script = `nix build ${file} zlib --no-link; nix build ${file} ncurses --no-link; echo done`;
		const finished = await lab.run(`${nixscope} --plain --record recording -- sh -c '${script}'`);
		t.is(finished.stdout, 'done\n');
		const report = await reportOf(t, lab);
		if (version.atLeast('2.30')) {
			t.deepEqual(report.builds.map(({name, status}) => `${name} ${status}`).sort(), [
				'ncurses-6.5 built',
				'zlib-1.3.1 built',
			]);
		} else {
			// Nothing below a script can be followed here: what it says is passed on.
			t.regex(finished.stderr, /zlib-1\.3\.1/);
		}
	});

	labTest(version, 'what is in NIX_CONFIG stays', async (t, lab, file) => {
		const finished = await lab.run(`${nixscope} --plain build ${file} signalled zlib --no-link`, {
			environment: {NIX_CONFIG: 'keep-going = true'},
		});
		t.is(finished.exitCode, 1);
		t.regex(finished.stderr + finished.stdout, /built +zlib-1\.3\.1/);
	});
}

labTest(newest(), 'called as nom, and with --json on a pipe, as scripts have it', async (t, lab, file) => {
	const program = nixscope.split("' '")[1]?.replace("'", '') ?? '';
	const piped = await lab.run(
		`nix build ${file} zlib --no-link --log-format internal-json -v 2>&1 | ${nixscope} --json; echo "code $?"`,
	);
	t.regex(piped.stdout + piped.stderr, /zlib-1\.3\.1/);
	t.regex(piped.stdout, /code 0\n$/);
	const linked = await lab.run(
		`ln -s '${program}' nom && PATH="${path.dirname(process.execPath)}:$PATH" ./nom build ${file} ncurses --no-link`,
	);
	t.is(linked.exitCode, 0, linked.stderr);
	t.regex(linked.stdout + linked.stderr, /ncurses-6\.5/);
});

function labTest(
	version: NixVersion | undefined,
	title: string,
	run: (t: ExecutionContext, lab: Lab, file: string) => Promise<void>,
): void {
	requires(...nixLab)(`${title}, Nix ${version?.text}`, (t) =>
		together(async () => {
			if (version === undefined) return t.fail('no Nix');
			const lab = openLab(version);
			t.teardown(() => lab.close());
			const salt = title.replaceAll(/\W+/g, '-');
			await run(t, lab, `-f ${derivations}/cases.nix --argstr salt wrapper-${salt}-${version.text}`);
		}),
	);
}

function newest(): NixVersion | undefined {
	return installedNixVersions().at(-1);
}

async function recorded(t: ExecutionContext, lab: Lab, command: string): Promise<Report> {
	const finished = await lab.run(`${nixscope} --plain --record recording ${command}`);
	t.is(finished.exitCode, 0, finished.stderr);
	return reportOf(t, lab);
}

async function reportOf(t: ExecutionContext, lab: Lab): Promise<Report> {
	t.true(existsSync(path.join(lab.scratch, 'recording')));
	const {stdout} = await lab.run(`${nixscope} report recording --json`);
	return JSON.parse(stdout) as Report;
}
