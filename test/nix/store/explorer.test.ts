import {existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {GcAnswer} from '../../../source/analyses/answers/answer.js';
import {keys} from '../../pty/pty.js';
import {assertRestored} from '../../pty/shell.js';
import {requires} from '../../requirements.js';
import {derivations, type Lab, nixscope} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {type ExplorerTerminal, openExplorerTerminal} from './explorer-terminal.js';

// The explorer in a real terminal on a real store, with keys alone; what came of it is looked up in the store.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const result = '/nix/home/projects/site/result';

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, run: (t: ExecutionContext, terminal: ExplorerTerminal) => Promise<void>) =>
		requires(
			...nixLab,
			'python3',
			'stty',
		)(`${title}, Nix ${version.text}`, (t) => together(async () => run(t, await openExplorerTerminal(t, version))));

	declare(
		'filter, mark, plan, confirm: what the plan says is gone, and the terminal is as it was',
		async (t, terminal) => {
			const {pty, lab, before, elsewhere} = terminal;
			const planned = await dryRun(terminal, `--root ${result}`);
			const target = readlinkSync(inLab(lab, result));
			const stored = new Set(readdirSync(inLab(lab, '/nix/store')));
			await open(terminal);
			await markResult(terminal);
			pty.type('d');
			await pty.waitForScreen(/a plan; nothing has changed yet/);
			const plan = await pty.waitForScreen(/together +\d+ /);
			t.regex(plan, /■ result +~\/projects\/site\/result/);
			t.is(Number(/together +(\d+) /.exec(plan)?.[1]), planned.paths.length);
			pty.type('\r');
			await pty.waitForScreen(new RegExp(`Drop 1 root and delete ${planned.paths.length} paths\\?`));
			pty.type('\r \r');
			t.true(existsSync(inLab(lab, target)), 'Enter does nothing');
			await pty.waitForScreen(/y +drop and delete now/);
			pty.type('y');
			const done = await pty.waitForScreen(/✓ Deleted \d+ paths in /);
			t.regex(done, new RegExp(`paths deleted +${planned.paths.length} +${planned.paths.length}\\b`));

			const gone = [...stored].filter((name) => !existsSync(inLab(lab, `/nix/store/${name}`)));
			t.deepEqual(gone.sort(), planned.paths.map((name) => path.basename(name)).sort());
			t.throws(() => lstatSync(inLab(lab, result)));
			t.regex(
				readFileSync(inLab(lab, '/nix/home/.local/state/nixscope/undo.jsonl'), 'utf8'),
				/projects\/site\/result"/,
			);

			pty.type('\x7f');
			await pty.waitForScreen(/what can I free|frees alone/);
			pty.type('u');
			const undo = await pty.waitForScreen(/── drop 1 /);
			t.regex(undo, /1 {2}~\/projects\/site\/result.*its path is deleted/);
			await leave(t, terminal);
			await assertRestored(t, pty, before);
			t.is((await elsewhere('nix-store --verify')).exitCode, 0);
		},
	);

	declare('hold and undo: the link is back as it was, and nothing was lost', async (t, terminal) => {
		const {pty, lab, before} = terminal;
		const links = listLinks(lab);
		const stored = readdirSync(inLab(lab, '/nix/store')).sort();
		await open(terminal);
		await markResult(terminal);
		pty.type('d');
		await pty.waitForScreen(/together +\d+ /);
		pty.type('h');
		await pty.waitForScreen(/Drop 1 root and hold it 14 days\?/);
		await pty.waitForScreen(/Nothing is deleted before/);
		// The hold is planned first.
		await pty.waitForScreen(/y +drop and hold it 14 days/);
		pty.type('y');
		await pty.waitForScreen(/✓ Dropped 1 root, held until .*; nothing was deleted/);
		t.throws(() => lstatSync(inLab(lab, result)));
		t.deepEqual(readdirSync(inLab(lab, '/nix/store')).sort(), stored);
		pty.type('u');
		await pty.waitForScreen(/Put back 1 link of drop 1\?|held: comes back for certain/);
		if (!/Put back 1 link/.test(await pty.screen())) {
			pty.type('\r');
			await pty.waitForScreen(/Put back 1 link of drop 1\?/);
		}

		await pty.waitForScreen(/y +put back now/);
		pty.type('y');
		await pty.waitForScreen(/✓ Put back 1 root of drop 1/);
		t.deepEqual(listLinks(lab), links);
		await leave(t, terminal);
		await assertRestored(t, pty, before);
		const {stdout} = await terminal.elsewhere(`nix-store -q --roots ${readlinkSync(inLab(lab, result))}`);
		t.regex(stdout, /projects\/site\/result/);
	});

	declare('Ctrl-C during a collection: it ends, says so, and nothing is half done', async (t, terminal) => {
		const {pty, lab, before} = terminal;
		const stored = readdirSync(inLab(lab, '/nix/store')).sort();
		// Nix waits for this lock before it deletes anything.
		const holder = lab.start('exec 9> /nix/var/nix/gc.lock; flock 9; echo > locked; exec sleep 600');
		await open(terminal);
		await pty.waitForScreen(/g collect/);
		await until(() => existsSync(path.join(lab.scratch, 'locked')));
		await markResult(terminal);
		pty.type('d');
		await pty.waitForScreen(/together +\d+ /);
		pty.type('\r');
		await pty.waitForScreen(/Drop 1 root and delete/);
		await pty.waitForScreen(/y +drop and delete now/);
		pty.type('y');
		await pty.waitForScreen(/s stop after this path/);
		await until(() => !isThere(inLab(lab, result)));
		pty.type(keys.ctrlC);
		await pty.waitForScreen(/shell> ?$/);
		await assertRestored(t, pty, before);
		t.deepEqual(readdirSync(inLab(lab, '/nix/store')).sort(), stored);
		holder.process.kill('SIGKILL');
		pty.type(`clear; ${nixscope} undo; echo "code $?"\r`);
		await pty.waitForScreen(/^code 0$/m);
		t.true(isThere(inLab(lab, result)));
	});

	declare('s stops a collection and stays; q asks first', async (t, terminal) => {
		const {pty, lab, before} = terminal;
		lab.start('exec 9> /nix/var/nix/gc.lock; flock 9; echo > locked; exec sleep 600');
		await until(() => existsSync(path.join(lab.scratch, 'locked')));
		await open(terminal);
		pty.type('g');
		await pty.waitForScreen(/together +\d+ |dead already +\d+ /);
		pty.type('\r');
		await pty.waitForScreen(/Delete \d+ paths\?/);
		await pty.waitForScreen(/y +delete now/);
		pty.type('y');
		await pty.waitForScreen(/s stop after this path/);
		pty.type('q');
		await pty.waitForScreen(/press q again to stop it and leave/);
		pty.type('s');
		await pty.waitForScreen(/⏎ back/);
		t.regex(await pty.screen(), /[Ss]topped|Interrupted|⊘/);
		await leave(t, terminal);
		await assertRestored(t, pty, before);
	});

	declare('another window, a change from outside, help', async (t, terminal) => {
		const {pty, lab, before} = terminal;
		await open(terminal);
		pty.type('3');
		await pty.waitForScreen(/~\/projects\/devenv\/\.devenv\/profile/);
		pty.type(keys.down.repeat(2));
		await pty.waitForScreen(/row 3 of/);
		pty.resize(80, 24);
		const small = await pty.waitForScreen(/^(?=[\s\S]{0,90}● live)[\s\S]*q quit$/);
		t.true(small.split('\n').length <= 24);
		pty.resize(50, 10);
		await pty.waitForScreen(/the window is too small/);
		pty.resize(120, 36);
		await pty.waitForScreen(/row 3 of/);
		pty.type('?');
		await pty.waitForScreen(/Signs/);
		pty.type('?');
		await pty.waitForScreen(/row 3 of[\s\S]*devenv[\s\S]*q quit$/);

		const rows = Number(/row 3 of (\d+)/.exec(await pty.screen())?.[1]);
		rmSync(inLab(lab, '/nix/home/projects/devenv/.devenv/profile'));
		await readAgain(terminal, /row 3 of/, /^ {3}devenv /m);
		await terminal.elsewhere(
			'nix-store --realise $(readlink /nix/var/nix/profiles/system-1-link) --add-root /nix/home/another --indirect',
		);
		await readAgain(terminal, new RegExp(`row 3 of ${rows + 1}\\b`));
		await leave(t, terminal);
		await assertRestored(t, pty, before);
	});

	declare(
		'from the monitor: Enter on what is built opens its output, Tab leads back and forth',
		async (t, terminal) => {
			const {pty, before} = terminal;
			const salt = `explorer-${version.text}`;
			pty.type(`clear; ${nixscope} --full build -f ${derivations}/cases.nix --argstr salt ${salt} endless --no-link\r`);
			await pty.waitForScreen(/✓ 1 built/);
			await pty.waitForScreen(/Tab store/);
			// The first only shows the cursor when no key was pressed before.
			while (!/⏎ open in the store/.test(await pty.screen())) {
				pty.type(keys.down);
				await pty.changed();
			}

			pty.type('\r');
			const there = await pty.waitForScreen(/zlib-1\.3\.1 +live ●/);
			t.regex(there, /\/nix\/store\/\w{32}-zlib-1\.3\.1\n/);
			t.regex(there, /[Aa]live/);
			pty.type(keys.tab);
			await pty.waitForScreen(/● 1 running/);
			pty.type(keys.tab);
			await pty.waitForScreen(/zlib-1\.3\.1 +live ●/);
			pty.type('3');
			await pty.waitForScreen(/frees alone/);
			pty.type(keys.tab);
			await pty.waitForScreen(/● 1 running/);
			pty.type(keys.ctrlC);
			await pty.waitForScreen(/Interrupted after[\s\S]*shell> ?$/);
			await assertRestored(t, pty, before);
		},
	);
}

async function open({pty}: ExplorerTerminal): Promise<void> {
	pty.type(`clear; ${nixscope} store; echo "code $?"\r`);
	await pty.waitForScreen(/● live[\s\S]*g collect/);
}

/** On the roots, with a filter as a person would type it. */
async function markResult({pty}: ExplorerTerminal): Promise<void> {
	pty.type('3');
	await pty.waitForScreen(/frees alone/);
	pty.type('/');
	await pty.waitForScreen(/⏎ take it/);
	pty.type('site');
	await pty.waitForScreen(/\/site +\d+ of \d+ roots/);
	pty.type('\r');
	await pty.waitForScreen(/Space mark/);
	pty.type(' ');
	await pty.waitForScreen(/■ result +~\/projects\/site\/result /);
}

/** A small store is read again by itself, but for a machine that is so busy that reading took long. */
async function readAgain({pty}: ExplorerTerminal, wanted: RegExp, unwanted = /^$/): Promise<void> {
	const isThere = (screen: string) => wanted.test(screen) && !unwanted.test(screen) && screen.endsWith('quit');
	for (;;) {
		const screen = await pty.screen();
		if (isThere(screen)) {
			return;
		}

		if (/● changed/.test(screen)) {
			pty.type('r');
			await pty.waitForScreen(/● live/);
			continue;
		}

		await pty.changed();
	}
}

async function leave(t: ExecutionContext, {pty}: ExplorerTerminal): Promise<void> {
	pty.type('q');
	await pty.waitForScreen(/^code \d+$/m);
	t.regex(await pty.screen(), /^code 0$/m);
}

async function dryRun({elsewhere}: ExplorerTerminal, words: string): Promise<GcAnswer> {
	const {stdout, stderr} = await elsewhere(
		`exec unshare --pid --fork --mount-proc ${nixscope} gc --dry-run --json ${words}`,
	);
	try {
		return JSON.parse(stdout) as GcAnswer;
	} catch {
		throw new Error(`${stdout}${stderr}`);
	}
}

/** A file of the lab as this process reaches it. */
function inLab(lab: Lab, file: string): string {
	return path.join(lab.nix, path.relative('/nix', file));
}

function isThere(file: string): boolean {
	return lstatSync(file, {throwIfNoEntry: false}) !== undefined;
}

/** Links outside of the store: name, text, time. */
function listLinks(lab: Lab): string[] {
	return ['var/nix/gcroots', 'var/nix/profiles', 'home/projects']
		.flatMap((folder) => {
			const whole = path.join(lab.nix, folder);
			return readdirSync(whole, {recursive: true, withFileTypes: true})
				.filter((entry) => entry.isSymbolicLink())
				.map((entry) => path.join(entry.parentPath, entry.name));
		})
		.map((file) => `${file} ${readlinkSync(file)} ${lstatSync(file, {bigint: true}).mtimeNs}`)
		.filter((text) => !text.includes('/nixscope/'))
		.sort();
}

/** Of what no screen tells. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => void setTimeout(resolve, 20));
	}
}
