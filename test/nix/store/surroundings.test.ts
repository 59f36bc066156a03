import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {GcAnswer, PathsAnswer, RootsAnswer, WhyAnswer} from '../../../source/analyses/answers/answer.js';
import {requires} from '../../requirements.js';
import {nixscope, program} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {sameSet} from './ask-program.js';
import {filledStore} from './filled-stores.js';
import {stateCommand} from './state-hash.js';
import {type Said, session} from './store-lab.js';
import {parsePaths} from './truth.js';

// Users that may not see everything, databases that are broken, and stores that change while they are read.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const database = '/nix/var/nix/db/db.sqlite';

/** The program where an ordinary user can run it: the checkout may be below somebody's home. */
const placeProgram = `mkdir -p /nix/home/program /nix/home/node && mount --bind '${path.dirname(program)}' /nix/home/program &&
	mount --bind '${path.dirname(process.execPath)}' /nix/home/node`;
const asNobody = (command: string) =>
	`cd / && HOME=/tmp/nowhere setpriv --reuid 65534 --regid 65534 --clear-groups ${command}`;
const ordinary = (words: string) =>
	asNobody(`/nix/home/node/${path.basename(process.execPath)} /nix/home/program/${path.basename(program)} ${words}`);

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, implementation: (t: ExecutionContext) => Promise<void>) =>
		requires(...nixLab)(`${title}, Nix ${version.text}`, (t) => together(() => implementation(t)));

	declare('an ordinary user gets upper bounds, and is told so', async (t) => {
		const said = await sessionOfCopy({
			placeProgram,
			// Somebody else's process is what they cannot see.
			all: `${nixscope} roots --json`,
			before: stateCommand,
			roots: ordinary('roots --json'),
			paths: ordinary('paths --json'),
			gc: ordinary('gc --dry-run --json'),
			why: ordinary('why --json $(cat /nix/home/held/heldTemporarily)'),
			after: stateCommand,
			live: 'nix-store --gc --print-live',
			valid: 'nix path-info --all',
		});
		for (const name of ['roots', 'paths', 'gc', 'why'] as const) {
			t.is(said[name].exitCode, 0, `${name}: ${said[name].stderr}`);
			const {complete, unreadable} = JSON.parse(said[name].stdout) as RootsAnswer;
			t.false(complete, name);
			t.true(
				unreadable.some((what) => /process/.test(what)),
				unreadable.join(', '),
			);
			t.true(
				unreadable.some((what) => /temporary/.test(what)),
				unreadable.join(', '),
			);
		}

		t.is(said.after.stdout, said.before.stdout);
		const live = new Set(parsePaths(said.live.stdout));
		const {paths} = JSON.parse(said.paths.stdout) as PathsAnswer;
		sameSet(
			t,
			paths.map(({path}) => path),
			parsePaths(said.valid.stdout),
			'valid',
		);
		for (const row of paths) {
			if (row.live === true) t.true(live.has(row.path), row.path);
			else t.is(row.live, 'unknown', row.path);
		}

		const seen = ({stdout}: Said) =>
			(JSON.parse(stdout) as RootsAnswer).roots
				.filter(({kind}) => kind !== 'process' && kind !== 'temporary')
				.map(({link}) => link);
		sameSet(t, seen(said.roots), seen(said.all), 'roots that are no processes');
		t.is((JSON.parse(said.why.stdout) as WhyAnswer).live, 'unknown');
	});

	declare('an ordinary user reads beside Nix that has the database open', async (t) => {
		const open = `exec 3> >(sqlite3 ${database} > sqlite.log 2>&1); echo 'begin immediate; update ValidPaths set registrationTime = registrationTime + 1; commit;' >&3;
			until [ -s ${database}-wal ]; do :; done`;
		const said = await sessionOfCopy({
			placeProgram,
			// All in one shell: the database is open as long as it runs.
			open: `${open}; ${nixscope} paths --json > root.json; ${ordinary('paths --json')}; ls ${database}*`,
			root: 'cat root.json',
		});
		const end = said.open.stdout.lastIndexOf('}') + 1;
		t.true(said.open.stdout.slice(end).includes('-wal'), said.open.stdout.slice(end) + said.open.stderr);
		const read = (text: string) =>
			(JSON.parse(text) as PathsAnswer).paths.map(({path, registrationTime}) => `${path} ${registrationTime}`);
		sameSet(t, read(said.open.stdout.slice(0, end)), read(said.root.stdout), 'paths and their times');
	});

	declare('a database that cannot be read: what a daemon tells, or one line', async (t) => {
		const said = await sessionOfCopy({
			placeProgram,
			truth: 'nix path-info --all',
			placeNix: `mkdir /nix/home/nixes; mount --bind '${version.folder}' /nix/home/nixes && mount -t tmpfs -o mode=755 tmpfs /${version.folder.split('/')[1]} &&
				mkdir -p '${version.folder}' && mount --bind /nix/home/nixes '${version.folder}'`,
			shut: 'chmod 700 /nix/var/nix/db',
			refused: ordinary('paths'),
			daemon: `mkdir -p /nix/var/nix/daemon-socket; nix-daemon --daemon > daemon.log 2>&1 & exec 2>&1
				until [ -S /nix/var/nix/daemon-socket/socket ]; do :; done
				export NIX_REMOTE=daemon; ${ordinary('paths --json')}`,
		});
		t.is(said.refused.exitCode, 1);
		t.regex(said.refused.stderr, /^nixscope: [^\n]+\n$/);
		t.is(said.daemon.exitCode, 0, said.daemon.stdout);
		const {paths, complete} = JSON.parse(said.daemon.stdout) as PathsAnswer;
		sameSet(
			t,
			paths.map(({path}) => path),
			parsePaths(said.truth.stdout),
			'paths by the daemon',
		);
		t.false(complete);
	});

	const broken: Readonly<Record<string, string>> = {
		missing: `rm ${database}*`,
		empty: `: > ${database}`,
		'no database': `head -c 200000 /dev/urandom > ${database}`,
		truncated: `truncate --size 20000 ${database}`,
		foreign: `rm ${database}; sqlite3 ${database} 'create table Songs (name text)'`,
		'without a table': `sqlite3 ${database} 'drop table Refs'`,
		'a folder': `rm ${database}; mkdir ${database}`,
		'a loop of links': `rm ${database}; ln -s db.sqlite ${database}`,
		'no state folder': 'mv /nix/var/nix /nix/var/elsewhere',
		'damaged inside': `dd if=/dev/urandom of=${database} bs=4096 seek=3 count=20 conv=notrunc`,
	};
	declare('broken databases: one line that says what is wrong', async (t) => {
		for (const [name, breaking] of Object.entries(broken)) {
			// No Nix in the PATH: where it is, it may tell what a file does not, or make a new database.
			const said = await sessionOfCopy({breaking, paths: `export PATH=/usr/bin:/bin; ${nixscope} paths --json`});
			t.is(said.breaking.exitCode, 0, said.breaking.stderr);
			t.is(said.paths.exitCode, 1, name);
			t.is(said.paths.stdout, '', name);
			t.regex(said.paths.stderr, /^nixscope: [^\n]{10,300}\n$/, name);
			t.log(`${name}: ${said.paths.stderr.trim()}`);
		}
	});

	declare('a store that is built in and collected all the time', async (t) => {
		const rounds = 12;
		const questions = [
			'paths --json',
			'roots --json',
			'gc --dry-run --json',
			'usage --json',
			'generations --json',
			'why --json tool',
		];
		const commands: Record<string, string> = {
			// Its own process group, so that a killed shell leaves nothing behind: the session ends with its PID namespace.
			churn: `setsid bash -c 'for ((number = 0; ; number++)); do
					nix-build --no-out-link --expr "derivation { name = \\"churn-$number\\"; system = builtins.currentSystem; builder = \\"/bin/sh\\";
						args = [ \\"-c\\" \\"echo $number > \\\\$out\\" ]; }" || true
					echo $number > rounds.new; mv rounds.new rounds # never seen half written
					nix-store --gc
				done' > churn.log 2>&1 < /dev/null &
				until [ -s rounds ]; do :; done`,
		};
		for (let round = 0; round < rounds; round++) {
			for (const [number, question] of questions.entries())
				commands[`round${round}question${number}`] = `${nixscope} ${question}`;
		}

		const said: Record<string, Said> = await sessionOfCopy({...commands, rounds: 'cat rounds'}, 300_000);
		for (let round = 0; round < rounds; round++) {
			const answers = questions.map((question, number) => {
				const {exitCode, stdout, stderr} = said[`round${round}question${number}`]!;
				t.is(exitCode, 0, `${question}: ${stderr}`);
				return JSON.parse(stdout) as unknown;
			});
			const {totals, paths} = answers[0] as PathsAnswer;
			t.is(paths.length, totals.paths);
			t.is(totals.livePaths + totals.deadPaths, totals.paths);
			const {roots} = answers[1] as RootsAnswer;
			t.is(roots.filter(({state, kind}) => state === 'live' && kind === 'nixos-generation').length, 4);
			const plan = answers[2] as GcAnswer;
			t.deepEqual(plan.newlyDead.paths, []);
			t.false(
				plan.paths.some((name) => /nixos-system|browser-2\.1$/.test(name)),
				'what a root holds is never dead',
			);
			t.true((answers[5] as WhyAnswer).live === true);
		}

		t.true(Number(said.rounds!.stdout) > 1);
		t.log(`${rounds * questions.length} answers while ${said.rounds!.stdout.trim()} builds and collections ran`);
	});

	async function sessionOfCopy<Name extends string>(
		commands: Readonly<Record<Name, string>>,
		timeoutMs = 120_000,
	): Promise<Record<Name, Said>> {
		const lab = await (await filledStore(version)).copy();
		try {
			return await session(lab, commands, {timeoutMs});
		} finally {
			lab.close();
		}
	}
}
