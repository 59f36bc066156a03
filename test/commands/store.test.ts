import {spawn} from 'node:child_process';
import {
	closeSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import test from 'ava';
import type {
	ClosureAnswer,
	DiffAnswer,
	GcAnswer,
	GenerationsAnswer,
	OptimiseAnswer,
	PathsAnswer,
	RootsAnswer,
	UsageAnswer,
	WhyAnswer,
} from '../../source/analyses/answers/answer.js';
import type {GcDoneAnswer} from '../../source/analyses/answers/plan.js';
import {storeAddress} from '../../source/store/address-of.js';
import {writeSnapshot} from '../../source/store/snapshot-file.js';
import {openReading} from '../../source/workers/open-reading.js';
import {linux, requires} from '../requirements.js';

// The bundle, as it is installed; `npm test` has just built it.
const cli = path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

const store = path.join(folder, 'chroot');
const home = path.join(folder, 'home');

/** Base names by name; each digest is one letter. */
const baseNames = {
	libc: 'c'.repeat(32).concat('-libc-2.42'),
	shell: 's'.repeat(32).concat('-shell-5.3'),
	old: 'd'.repeat(32).concat('-shell-5.2'),
	app: 'a'.repeat(32).concat('-app-1.0'),
	junk: 'j'.repeat(32).concat('-junk-0.1'),
	user: 'v'.repeat(32).concat('-junk-user-0.1'),
};
type Name = keyof typeof baseNames;
const nameOf = (name: Name) => `/nix/store/${baseNames[name]}`;
const sizes: Readonly<Record<Name, number>> = {libc: 4000, shell: 3000, old: 2000, app: 1000, junk: 500, user: 250};
const references: ReadonlyArray<readonly [Name, Name]> = [
	['shell', 'libc'],
	['old', 'libc'],
	['app', 'shell'],
	['user', 'junk'],
];
const profile = path.join(store, 'nix/var/nix/profiles/system');
const resultLink = path.join(home, 'result');

makeStore();

/** app is held by a result link, both shells by generations; junk is dead, and so is what uses it. */
function makeStore(): void {
	const state = path.join(store, 'nix/var/nix');
	for (const name of ['db', 'gcroots/auto', 'profiles', 'temproots']) {
		mkdirSync(path.join(state, name), {recursive: true});
	}

	mkdirSync(home);
	const database = new DatabaseSync(path.join(state, 'db/db.sqlite'));
	database.exec(`
		create table ValidPaths (id integer primary key autoincrement not null, path text unique not null, hash text not null,
			registrationTime integer not null, deriver text, narSize integer, ultimate integer, sigs text, ca text);
		create table Refs (referrer integer not null, reference integer not null, primary key (referrer, reference));
		create table DerivationOutputs (drv integer not null, id text not null, path text not null, primary key (drv, id));
	`);
	const ids = new Map<Name, number>();
	for (const [index, name] of (Object.keys(baseNames) as Name[]).entries()) {
		ids.set(name, index + 1);
		database
			.prepare('insert into ValidPaths (id, path, hash, registrationTime, narSize) values (?, ?, ?, ?, ?)')
			.run(index + 1, nameOf(name), 'sha256:0', 1_750_000_000 + index, sizes[name]);
		const real = path.join(store, 'nix/store', baseNames[name]);
		mkdirSync(real, {recursive: true});
		writeFileSync(path.join(real, 'file'), name === 'junk' || name === 'user' ? 'same '.repeat(100) : name, {
			mode: 0o444,
		});
	}

	for (const [referrer, reference] of references) {
		database.prepare('insert into Refs values (?, ?)').run(ids.get(referrer)!, ids.get(reference)!);
	}

	database.close();
	symlinkSync(nameOf('app'), resultLink);
	symlinkSync(resultLink, path.join(state, 'gcroots/auto/result'));
	symlinkSync(nameOf('old'), `${profile}-1-link`);
	symlinkSync(nameOf('shell'), `${profile}-2-link`);
	symlinkSync('system-2-link', profile);
}

type Run = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

function run(...args: readonly string[]): Promise<Run> {
	return runWith({}, ...args);
}

function runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Run> {
	const child = spawn(process.execPath, [cli, ...args], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8', TMPDIR: folder, ...env},
	});
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (chunk) => {
		stdout += chunk;
	});
	child.stderr.on('data', (chunk) => {
		stderr += chunk;
	});
	return new Promise((resolve) => {
		child.on('close', (code) => resolve({code, stdout, stderr}));
	});
}

/** The one JSON document that a command prints. */
async function ask<Answer>(...args: readonly string[]): Promise<Answer> {
	const {code, stdout, stderr} = await run(...args, '--store', store, '--json');
	if (code !== 0 || stderr !== '') {
		throw new Error(`${args.join(' ')}: ${code} ${stderr}`);
	}

	return JSON.parse(stdout) as Answer;
}

/** Lines for people, without what an ordinary user is told beside the answer. */
async function lines(...args: readonly string[]): Promise<string[]> {
	const {code, stdout, stderr} = await run(...args, '--store', store);
	if (code !== 0 || stderr !== '') {
		throw new Error(`${args.join(' ')}: ${code} ${stderr}`);
	}

	const found = stdout.replace(/\n$/, '').split('\n');
	const remark = found.findIndex((text) => text.startsWith('! Ran as'));
	return remark === -1 ? found : found.slice(0, remark - 1);
}

test('why', async (t) => {
	const answer = await ask<WhyAnswer>('why', 'app');
	t.is(answer.path, nameOf('app'));
	t.is(answer.live, true);
	t.is(answer.closureSize, 8000);
	t.deepEqual(answer.shortestChain, [
		{path: resultLink, via: 'root'},
		{path: nameOf('app'), via: 'root'},
	]);
	t.deepEqual(answer.dominators, [resultLink]);
	t.deepEqual((await lines('why', 'app')).slice(0, 5), [
		'app-1.0  ● live  NAR 1000 B, closure 7.8 KiB, retains 1000 B',
		nameOf('app'),
		'',
		'Alive only through ~/result  result link, made just now',
		'  drop  rm ~/result  frees 1000 B of NAR',
	]);
});

test('why of several paths is a list; a path is what people type', async (t) => {
	const answers = await ask<WhyAnswer[]>('why', resultLink, 'system-1', 'junk', `${nameOf('libc')}/lib`);
	t.deepEqual(
		answers.map(({path}) => path),
		[nameOf('app'), nameOf('old'), nameOf('junk'), nameOf('libc')],
	);
	const junk = answers[2]!;
	t.not(junk.live, true);
	t.deepEqual(junk.heldByDead, [nameOf('user')]);
});

test('roots', async (t) => {
	const {roots, totalCount} = await ask<RootsAnswer>('roots');
	const found = roots.filter(({process, kind}) => process === null && kind !== 'temporary');
	t.deepEqual(
		found.map(({kind, link, retainedSize, protected: isProtected}) => [kind, link, retainedSize, isProtected]),
		[
			['nixos-generation', `${profile}-1-link`, 2000, false],
			['result', resultLink, 1000, false],
			['nixos-generation', `${profile}-2-link`, 0, true],
		],
	);
	t.is(totalCount, roots.length);
	const [title, ...rows] = await lines('roots', '--kind', 'result,nixos');
	t.regex(title!, /^ {2}kind +link +made +frees alone +closure$/);
	t.regex(rows[0]!, /^ {2}NixOS 1 .*system-1-link +0m +2\.0 KiB +5\.9 KiB$/);
	t.regex(rows[1]!, /^ {2}result +~\/result +0m +1000 B +7\.8 KiB$/);
	t.regex(rows[2]!, /^◆ NixOS 2 .* protected/);
});

test('filters of roots', async (t) => {
	const links = async (...args: readonly string[]) =>
		(await ask<RootsAnswer>('roots', ...args)).roots.map(({link}) => link);
	t.deepEqual(await links('--kind', 'result'), [resultLink]);
	t.deepEqual(await links('--kind', 'res', '--older-than', '1d'), []);
	t.deepEqual(await links('--kind', 'result', '--older-than', '0d'), [resultLink]);
});

test('paths', async (t) => {
	const {paths, totals, matchCount} = await ask<PathsAnswer>('paths', '--dead', '--sort', 'name');
	t.deepEqual(
		paths.map(({path, narSize}) => [path, narSize]),
		[
			[nameOf('junk'), 500],
			[nameOf('user'), 250],
		],
	);
	t.is(matchCount, 2);
	t.like(totals, {paths: 6, narSize: 10_750, livePaths: 4, liveNarSize: 10_000, deadPaths: 2, deadNarSize: 750});
	const limited = await ask<PathsAnswer>('paths', 'shell', '--limit', '1');
	t.deepEqual([limited.paths.length, limited.matchCount], [1, 2]);
	const shown = await lines('paths', '--limit', '2');
	t.true(shown.includes('  … and 4 more: --limit all'), shown.join('\n'));
});

test('closure, usage, generations, diff', async (t) => {
	const closure = await ask<ClosureAnswer>('closure', 'app');
	t.deepEqual(
		closure.paths.map(({path, retainedInClosure}) => [path, retainedInClosure]),
		[
			[nameOf('app'), 8000],
			[nameOf('shell'), 7000],
			[nameOf('libc'), 4000],
		],
	);
	const usage = await ask<UsageAnswer>('usage');
	t.is(usage.total, 10_750);
	t.is(
		usage.nodes.filter(({parent}) => parent === null).reduce((sum, {retainedSize}) => sum + retainedSize, 0),
		10_750,
	);
	const {profiles} = await ask<GenerationsAnswer>('generations');
	t.deepEqual(
		profiles.map((one) => [one.profile, one.generations.map(({number, current}) => [number, current])]),
		[[profile, [[1, false], [2, true]]]], // biome-ignore format: one line
	);
	const diff = await ask<DiffAnswer>('diff', 'system-1', 'system-2');
	t.deepEqual(diff.changed, [{name: 'shell', from: ['5.2'], to: ['5.3'], narSizeDelta: 1000}]);
	t.is(diff.narSizeDelta, 1000);
	for (const command of [['closure', 'app'], ['usage'], ['generations'], ['diff', 'system-1', 'system-2']]) {
		t.true((await lines(...command)).length > 1, command.join(' '));
	}
});

test('gc --dry-run', async (t) => {
	const plan = await ask<GcAnswer>('gc', '--dry-run');
	t.deepEqual([...plan.paths].sort(), [nameOf('junk'), nameOf('user')]);
	t.is(plan.narSize, 750);
	t.deepEqual(plan.removedRoots, []);
	const bigger = await ask<GcAnswer>('gc', '--dry-run', '--root', resultLink, '--root', 'system-1');
	t.is(bigger.narSize, 3750);
	t.deepEqual(bigger.newlyDead.paths.length, 2);
	const shown = await lines('gc', '--dry-run', '--root', resultLink);
	t.true(
		shown.some((text) => text.startsWith('  run      rm ~/result')),
		shown.join('\n'),
	);
	t.is(shown.at(-1), 'Nothing was changed.');
});

test('gc and optimise without --dry-run and without a terminal: the plan, and that nothing was done', async (t) => {
	const saying = 'nothing was done: --yes does it, on a terminal it asks; --dry-run is for the plan alone';
	for (const command of ['gc', 'optimise']) {
		const {code, stdout, stderr} = await run(command, '--store', store, '--json');
		t.is(code, 2);
		t.is((JSON.parse(stdout) as {version: number}).version, 1);
		t.is(stderr, `nixscope: ${saying}\n`);
		const text = await run(command, '--store', store);
		t.is(text.code, 2);
		t.not(text.stdout, '');
	}
});

test('the plan of a hold', async (t) => {
	const shown = await lines('gc', '--dry-run', '--root', resultLink, '--hold', '2d');
	t.regex(shown[0]!, /^Would drop 1 root, held for 2 days until \d{4}-\d\d-\d\d \d\d:\d\d; nothing is deleted yet$/);
	t.false(
		shown.some((text) => text.includes('nix-store --gc')),
		shown.join('\n'),
	);
});

test('without Nix nothing is collected, and one line says why', async (t) => {
	const journal = path.join(home, '.local/state/nixscope');
	const args = ['gc', '--yes', '--root', resultLink, '--store', store];
	const env = {PATH: path.join(folder, 'no-such-folder')};
	const {code, stdout, stderr} = await runWith(env, ...args);
	t.is(code, 1, stderr);
	t.regex(stdout, /^✗ Collecting failed: nothing was changed$/m);
	t.true(lstatSync(resultLink).isSymbolicLink());
	const {freed} = JSON.parse((await runWith(env, ...args, '--json')).stdout) as GcDoneAnswer;
	t.is(freed.outcome, 'failed');
	t.regex(freed.reason!, /nix/);
	rmSync(journal, {recursive: true, force: true});
});

test('undo: nothing to undo', async (t) => {
	const none = await run('undo', '--store', store);
	t.is(none.code, 1);
	t.is(none.stdout, '');
	t.regex(none.stderr, /^nixscope: [^\n]+\n$/);
	const unknown = await run('undo', '7', '--store', store);
	t.is(unknown.code, 1);
	t.regex(unknown.stderr, /^nixscope: [^\n]*7[^\n]*\n$/);
	const list = await run('undo', '--list', '--store', store);
	t.is(list.code, 0);
	t.is(list.stdout, 'No root was dropped by nixscope. Each user has a journal of their own.\n');
	t.deepEqual(await ask('undo', '--list'), {version: 1, entries: []});
});

test('the explorer without a terminal: what prints instead', async (t) => {
	const {code, stdout, stderr} = await run('store', '--store', store);
	t.is(code, 2);
	t.is(stdout, '');
	t.regex(stderr, /^nixscope: the store explorer is a screen, and there is no terminal for it; these print: [^\n]+\n$/);
});

test('optimise --dry-run', async (t) => {
	const {savableBytes, groups} = await ask<OptimiseAnswer>('optimise', '--dry-run');
	t.is(savableBytes, 500);
	t.deepEqual(
		groups.map(({size, count}) => [size, count]),
		[[500, 2]],
	);
});

test('a snapshot answers as the store did', async (t) => {
	const file = path.join(folder, 'store.snapshot');
	const written = await run('snapshot', file, '--store', store);
	t.is(written.code, 0, written.stderr);
	t.regex(written.stdout, /^✓ Wrote .*: .* for 6 paths and \d+ roots\n/);
	const {code, stdout, stderr} = await run('why', 'app', '--snapshot', file, '--json');
	t.is(code, 0, stderr);
	const {dominators, snapshot} = JSON.parse(stdout) as WhyAnswer;
	t.deepEqual(dominators, [resultLink]);
	t.like(snapshot, {host: hostname(), storeDirectory: '/nix/store'});
	for (const command of [
		['roots'],
		['why', 'app'],
		['closure', 'app'],
		['diff', 'system-1', 'system-2'],
		['gc', '--dry-run'],
	]) {
		const [first = '', second, third] = (await run(...command, '--snapshot', file)).stdout.split('\n');
		t.regex(first, /^Snapshot of \/nix\/store on .+, taken \d{4}-\d\d-\d\d \d\d:\d\d, just now$/, command.join(' '));
		t.is(second, '');
		t.not(third, '');
	}
});

test('ages in a snapshot count from when it was taken', async (t) => {
	const file = path.join(folder, 'old.snapshot');
	const days = 40;
	const readAt = Date.now() + (days + 0.5) * 86_400_000;
	const stored = await openReading(storeAddress({store, snapshot: undefined}, {}), {
		environment: {},
		onProgress() {},
		withEntries: true,
	});
	writeSnapshot(file, {...stored, readAt});
	const made = async (...args: readonly string[]) => (await run('roots', ...args, '--snapshot', file)).stdout;
	t.regex(await made('--kind', 'result'), new RegExp(`~/result +${days}d `));
	t.regex(await made('--older-than', `${days - 1}d`), /~\/result/);
	t.notRegex(await made('--older-than', `${days + 1}d`), /~\/result/);
	const plan = await run(
		'gc',
		'--older-than',
		`${days - 1}d`,
		'--kind',
		'result',
		'--dry-run',
		'--snapshot',
		file,
		'--json',
	);
	t.is((JSON.parse(plan.stdout) as GcAnswer).removedRoots.length, 1, plan.stderr);
});

test('a file that is no snapshot is not replaced; nothing is written to stdout', async (t) => {
	const file = path.join(folder, 'pre.txt');
	writeFileSync(file, 'my notes');
	const {code, stderr} = await run('snapshot', file, '--store', store);
	t.is(code, 1);
	t.regex(stderr, /^nixscope: .*pre\.txt is there and no snapshot: it is not replaced; [^\n]+\n$/);
	t.is(readFileSync(file, 'utf8'), 'my notes');
});

test('patterns: why nothing is found', async (t) => {
	for (const [match, stderr] of [
		['app*', 'nixscope: * and ? stand only for themselves: leave them out, a part of the name is enough\n'],
		['app', ''],
		['nothing-like-it', ''],
	] as const) {
		const found = await run('paths', match, '--store', store);
		t.is(found.code, 0);
		t.is(found.stderr, stderr);
	}
});

test('what cannot be answered: one line, exit code 1', async (t) => {
	const missing = path.join(folder, 'none');
	const broken = path.join(folder, 'broken.snapshot');
	writeFileSync(broken, 'x');
	for (const [args, message] of [
		[['why', 'nothing-like-it', '--store', store], /nothing-like-it/],
		[['closure', '/nix/store/xyz', '--store', store], /\/nix\/store\/xyz/],
		[['roots', '--store', missing], /none/],
		[['roots', '--snapshot', broken], /broken\.snapshot/],
		[['roots', '--snapshot', missing], /none/],
		[['roots', '--store', 'https://cache.nixos.org'], /cache\.nixos\.org/],
		[['gc', '--dry-run', '--root', 'system-2', '--store', store], /system-2/],
		[['snapshot', path.join(missing, 'x'), '--store', store], /none/],
	] as const) {
		const {code, stdout, stderr} = await run(...args);
		t.is(code, 1, `${args.join(' ')}: ${stdout}${stderr}`);
		t.is(stdout, '');
		t.regex(stderr, /^nixscope: [^\n]+\n$/);
		t.regex(stderr, message);
	}
});

test('the document is whole in a pipe that is read slowly', async (t) => {
	const {stdout} = await run('paths', '--store', store, '--json');
	t.true(stdout.endsWith('}\n'));
	t.notThrows(() => JSON.parse(stdout));
});

test('nothing in the store is changed', async (t) => {
	const file = path.join(store, 'nix/var/nix/db/db.sqlite');
	const before = readFileSync(file);
	await lines('roots');
	t.deepEqual(readFileSync(file), before);
});

requires(linux)('an answer for which there is no space is no success', async (t) => {
	for (const args of [['roots'], ['roots', '--json'], ['why', baseNames.app, '--json']]) {
		const {code, stderr} = await runInto('/dev/full', ...args, '--store', store);
		t.is(code, 1, args.join(' '));
		t.is(stderr, 'nixscope: the answer could not be written to stdout: no space is left there\n');
	}
});

function runInto(file: string, ...args: readonly string[]): Promise<Omit<Run, 'stdout'>> {
	const output = openSync(file, 'w');
	const child = spawn(process.execPath, [cli, ...args], {
		cwd: folder,
		stdio: ['ignore', output, 'pipe'],
		env: {PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8', TMPDIR: folder},
	});
	closeSync(output);
	let stderr = '';
	child.stderr!.on('data', (chunk) => {
		stderr += chunk;
	});
	return new Promise((resolve) => {
		child.on('close', (code) => resolve({code, stderr}));
	});
}
