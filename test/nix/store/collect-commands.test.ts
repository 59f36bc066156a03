import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {OptimiseAnswer, RootsAnswer} from '../../../source/analyses/answers/answer.js';
import type {UndoAnswer, UndoListAnswer} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {nixscope} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {sameSet} from './ask-program.js';
import {filledStore} from './filled-stores.js';
import {asUser, ordinary, placePrograms} from './ordinary-user.js';
import {type Said, session} from './store-lab.js';
import {parsePaths} from './truth.js';

// The commands that change a store, as they are typed, on copies of a real one.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const projects = '/nix/home/projects';

/** All roots as they stand in the file system, text, time, owner; without the entries that Nix tidies when it collects. */
const listRoots = `find /nix/var/nix/gcroots /nix/var/nix/profiles /nix/home -type l -not -path '*/nixscope/*' -not -path '*/gcroots/auto/*' -printf '%p %l %T@ %u\\n' | sort`;
const listStore = 'ls -A /nix/store';

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, implementation: (t: ExecutionContext) => Promise<void>) =>
		requires(...nixLab)(`${title}, Nix ${version.text}`, (t) => together(() => implementation(t)));

	declare('gc --yes deletes what it says, and then nothing is dead', async (t) => {
		const said = await sessionOfCopy({
			before: listStore,
			gc: `${nixscope} gc --yes --root ${projects}/site/result system-1 --json`,
			after: listStore,
			dead: 'nix-store --gc --print-dead',
			again: `${nixscope} gc --yes`,
			list: `${nixscope} undo --list --json`,
			// No cache has them.
			undo: `${nixscope} undo --json`,
		});
		const plan = answerOf<GcDoneAnswer>(t, said.gc);
		const gone = difference(said.before.stdout, said.after.stdout);
		sameSet(
			t,
			gone.filter((name) => name !== '.links'),
			plan.paths.map((name) => path.basename(name)),
			'deleted',
		);
		t.like(plan.freed, {
			outcome: 'done',
			reason: null,
			deletedPaths: plan.paths.length,
			leftCount: 0,
			unplannedCount: 0,
		});
		t.is(plan.freed.deletedNarSize, plan.narSize);
		t.is(plan.freed.droppedRoots.length, 2);
		t.deepEqual(parsePaths(said.dead.stdout), []);
		t.is(said.again.exitCode, 0);
		t.is(said.again.stdout.split('\n')[0], '✓ Nothing is dead: nothing was deleted');
		const {entries} = answerOf<UndoListAnswer>(t, said.list);
		t.deepEqual(
			entries.map(({id, state}) => [id, state]),
			[[1, 'collected'], [1, 'collected']], // biome-ignore format: one line
		);
		t.is(said.undo.exitCode, 1);
		t.true((JSON.parse(said.undo.stdout) as UndoAnswer).links.every(({outcome}) => outcome === 'failed'));
	});

	declare('what is held comes back as it was; what is held no longer goes', async (t) => {
		const said = await sessionOfCopy({
			before: listRoots,
			hold: `${nixscope} gc --yes --kind result direnv nixos --older-than 15d --hold 2d --json`,
			dead: 'nix-store --gc 2>&1',
			list: `${nixscope} undo --list --json`,
			undo: `${nixscope} undo --json`,
			after: listRoots,
			nothing: `${nixscope} undo`,
			again: `${nixscope} gc --yes --root ${projects}/copies/result --hold`,
			over: `sed -i 's/"heldUntil":[0-9]*/"heldUntil":1000/' /nix/home/.local/state/nixscope/undo.jsonl`,
			gc: `${nixscope} gc --yes --json`,
			holds: `${nixscope} roots --kind hold --json`,
		});
		const held = answerOf<GcDoneAnswer>(t, said.hold);
		t.is(held.freed.outcome, 'done');
		t.is(held.freed.deletedPaths, 0);
		t.is(held.freed.droppedRoots.length, 4);
		t.true(answerOf<UndoListAnswer>(t, said.list).entries.every(({state}) => state === 'held'));
		t.true(answerOf<UndoAnswer>(t, said.undo).links.every(({outcome}) => outcome === 'restored'));
		t.is(said.after.stdout, said.before.stdout);
		t.is(said.nothing.exitCode, 1);
		t.regex(said.nothing.stderr, /^nixscope: [^\n]+\n$/);
		t.is(said.again.exitCode, 0, said.again.stderr);
		const collected = answerOf<GcDoneAnswer>(t, said.gc);
		t.deepEqual(
			collected.removedRoots.map(({kind}) => kind),
			['nixscope-hold'],
		);
		t.is(collected.freed.deletedPaths, collected.paths.length);
		t.true(collected.paths.some((name) => name.endsWith('-copies-1')));
		t.deepEqual(answerOf<RootsAnswer>(t, said.holds).roots, []);
	});

	declare('optimise --yes links what it said it would', async (t) => {
		const said = await sessionOfCopy({
			optimise: `${nixscope} optimise --yes --json`,
			after: `${nixscope} optimise --dry-run --json`,
		});
		const {savableFiles, freed} = answerOf<OptimiseAnswer & {freed: {outcome: string; linkedFiles: number}}>(
			t,
			said.optimise,
		);
		t.is(freed.outcome, 'done');
		t.is(freed.linkedFiles, savableFiles);
		t.is(answerOf<OptimiseAnswer>(t, said.after).savableFiles, 0);
	});

	declare('an ordinary user drops their own roots, through the daemon; those of others are told before', async (t) => {
		const own = '/nix/user';
		const said = await sessionOfCopy({
			place: placePrograms(version),
			all: `mkdir -p /nix/var/nix/daemon-socket; nix-daemon --daemon > daemon.log 2>&1 & daemon=$!
				until [ -S /nix/var/nix/daemon-socket/socket ]; do :; done
				exec 2>&1
				target=$(readlink ${projects}/site/result); rm ${projects}/site/result
				${asUser(`nix-store --add-root ${own}/result --indirect --realise $target`)} > /dev/null
				${ordinary(`gc --yes --root ${own}/result system-1`)}; echo "exit $?"
				${ordinary('gc --dry-run --free 1T')}; ls -d ${own}/result
				${ordinary(`gc --yes --root ${own}/result`)}; echo "exit $?"
				ls ${own} $target
				kill $daemon; wait $daemon
				ln -s $(readlink -f /nix/var/nix/profiles/system-1-link) ${own}/again
				ln -s ${own}/again /nix/var/nix/gcroots/auto/again
				${ordinary(`gc --yes --root ${own}/again`)}; echo "exit $?"; ls -d ${own}/again`,
		});
		const all = said.all.stdout + said.place.stderr;
		const lines = said.all.stdout.split('\n');
		const [named, ...others] = lines.filter((text) => text.includes('that you may not change'));
		t.regex(named ?? '', /system-1-link is in a folder that you may not change: drop it as a user who may$/, all);
		t.true(
			others.some((text) => /\d+ roots are in folders that you may not change: left out/.test(text)),
			all,
		);
		t.true(lines.includes(`${own}/result`), all);
		t.true(
			lines.some((text) => /Deleted \d+ paths in /.test(text)),
			all,
		);
		t.true(
			lines.some((text) => /^ls: cannot access '\/nix\/store\/.*-result-of-a-build'/.test(text)),
			all,
		);
		t.false(lines.includes('result'), all);
		t.deepEqual(
			lines.filter((text) => text.startsWith('exit ')),
			['exit 1', 'exit 0', 'exit 1'],
			all,
		);
		t.true(
			lines.some((text) => text.includes("nothing was changed, since Nix's daemon cannot be reached")),
			all,
		);
		t.true(lines.includes(`${own}/again`), all);
	});

	async function sessionOfCopy<Name extends string>(
		commands: Readonly<Record<Name, string>>,
	): Promise<Record<Name, Said>> {
		const lab = await (await filledStore(version)).copy();
		try {
			return await session(lab, commands, {held: false});
		} finally {
			lab.close();
		}
	}
}

function answerOf<Answer>(t: ExecutionContext, {exitCode, stdout, stderr}: Said): Answer {
	t.is(exitCode, 0, `${stdout}${stderr}`);
	return JSON.parse(stdout) as Answer;
}

function difference(before: string, after: string): string[] {
	const still = new Set(after.split('\n'));
	return before.split('\n').filter((name) => !still.has(name));
}
