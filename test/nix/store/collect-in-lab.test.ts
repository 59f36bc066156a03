import type {ExecutionContext} from 'ava';
import type {GcAnswer, OptimiseAnswer} from '../../../source/analyses/answers/answer.js';
import type {UndoAnswer, UndoListAnswer} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer, OptimiseResult} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {nixscope} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {sameSet} from './ask-program.js';
import {filledStore} from './filled-stores.js';
import {asUser, ordinary, placePrograms} from './ordinary-user.js';
import {type Said, session} from './store-lab.js';
import {parseRoots, parseSaved} from './truth.js';

// What the program does to a store that Nix has filled, with processes that hold paths, as root and as an ordinary user.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const projects = '/nix/home/projects';

const listStore = `ls -A /nix/store | grep -vx '[.]links'`;
const diskSize = `echo $(( $(du --summarize --block-size=1 /nix/store | cut -f 1) - $(stat -c %b /nix/store/.links) * 512 ))`;
const printRoots = 'nix-store --gc --print-roots';
/** All links but those of Nix's own bookkeeping, with time, owner and text. */
const listLinks = String.raw`find /nix/var/nix/gcroots /nix/var/nix/profiles /nix/home -path /nix/var/nix/gcroots/auto -prune -o -type l -printf '%p %U:%G %T@ %l\0' | sort -z | tr '\0\n' '\n?'`;
const linesOf = ({stdout}: Said) => stdout.split('\n').filter(Boolean);

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, implementation: (t: ExecutionContext) => Promise<void>) =>
		requires(...nixLab)(`${title}, Nix ${version.text}`, (t) => together(() => implementation(t)));

	const drops: Readonly<Record<string, {readonly options: string; readonly prepare?: string}>> = {
		'all kinds of links, all hard-linked': {
			options: '--kind direnv --kind result --kind nixos-generation --kind hydra',
			prepare: 'nix-store --optimise',
		},
		'more than is dead': {options: '--free 400K'},
	};
	for (const [name, {options, prepare = 'true'}] of Object.entries(drops)) {
		declare(`collected: ${name}`, async (t) => {
			const said = await sessionOfCopy({
				prepare,
				plan: `${nixscope} gc --dry-run --json ${options}`,
				before: listStore,
				links: listLinks,
				diskBefore: diskSize,
				collect: `${nixscope} gc --yes --json ${options}`,
				after: listStore,
				linksAfter: listLinks,
				diskAfter: diskSize,
				undo: `${nixscope} undo --json`,
				linksUndone: listLinks,
			});
			t.is(said.collect.exitCode, 0, said.collect.stderr + said.collect.stdout);
			const plan = JSON.parse(said.plan.stdout) as GcAnswer;
			const {freed} = JSON.parse(said.collect.stdout) as GcDoneAnswer;
			const left = new Set(linesOf(said.after));
			const gone = linesOf(said.before).filter((entry) => !left.has(entry));
			sameSet(
				t,
				plan.paths,
				gone.map((entry) => `/nix/store/${entry}`),
				'deleted',
			);
			t.is(plan.diskSize, Number(said.diskBefore.stdout) - Number(said.diskAfter.stdout), 'disk size');
			t.is(freed.deletedNarSize, plan.narSize);
			// Nix prints MiB with two digits, or one of what fits.
			t.true(Math.abs(freed.nixReportedSize! - plan.nixReportedSize!) <= 0.005 * 2 ** 20 + 1);
			t.deepEqual([freed.deletedPaths, freed.leftCount, freed.unplannedCount], [plan.paths.length, 0, 0]);
			const linkOf = (line: string) => line.slice(0, line.search(/ \d+:\d+ /));
			const linksLeft = new Set(linesOf(said.linksAfter));
			// Regular files of Hydra are no links.
			const dropped = plan.removedRoots.filter(({kind}) => kind !== 'hydra').map(({link}) => link);
			sameSet(
				t,
				linesOf(said.links)
					.filter((line) => !linksLeft.has(line))
					.map(linkOf)
					.filter((link) => !/\/nixscope\//.test(link)),
				dropped,
				'dropped links',
			);
			const undone = JSON.parse(said.undo.stdout) as UndoAnswer;
			const back = undone.links.filter(({outcome}) => outcome === 'restored').map(({link}) => link);
			const lost = undone.links.filter(({outcome}) => outcome === 'failed');
			t.deepEqual(
				lost.filter(({remark}) => !/^its (?:path|derivation) is deleted, and no cache /.test(remark ?? '')),
				[],
			);
			const linksBack = new Set(linesOf(said.linksUndone));
			for (const line of linesOf(said.links)) {
				if (back.includes(linkOf(line))) t.true(linksBack.has(line), line);
			}

			t.log(
				`NAR ${plan.narSize}, disk ${plan.diskSize}, Nix ${freed.nixReportedSize} (${plan.nixReportedSize}); undo: ${back.length} back, ${lost.length} told as lost`,
			);
		});
	}

	declare('undo after a collection fetches from a cache what that has', async (t) => {
		const [cached, lost] = [`${projects}/site/result`, `${projects}/devenv/.devenv/profile`];
		const said = await sessionOfCopy(
			{
				fill: `nix copy --no-check-sigs --to file:///nix/home/cache "$(readlink ${cached})"`,
				roots: printRoots,
				links: listLinks,
				collect: `${nixscope} gc --yes --json --root ${cached} --root ${lost}`,
				list: `${nixscope} undo --list --json`,
				undo: `${nixscope} undo --json`,
				listAfter: `${nixscope} undo --list --json`,
				rootsAfter: printRoots,
				linksAfter: listLinks,
				isValid: `nix-store --check-validity "$(readlink ${cached})"`,
			},
			'substituters = file:///nix/home/cache\n',
		);
		t.is(said.fill.exitCode, 0, said.fill.stderr);
		t.is(said.collect.exitCode, 0, said.collect.stderr);
		const states = ({stdout}: Said) =>
			(JSON.parse(stdout) as UndoListAnswer).entries.map(({link, state}) => `${link} ${state}`);
		sameSet(t, states(said.list), [`${cached} collected`, `${lost} collected`], 'states before');
		const undone = JSON.parse(said.undo.stdout) as UndoAnswer;
		t.is(said.undo.exitCode, 1);
		t.deepEqual(
			new Map(undone.links.map(({link, outcome, remark}) => [link, [outcome, remark]])),
			new Map([
				[cached, ['restored', 'fetched again from a cache']],
				[lost, ['failed', 'its path is deleted, and no cache that answered has it']],
			]),
		);
		sameSet(t, states(said.listAfter), [`${cached} restored`, `${lost} collected`], 'states after');
		t.is(said.isValid.exitCode, 0, said.isValid.stderr);
		const roots = ({stdout}: Said) => rootsWithoutProcesses(stdout).filter((root) => !root.startsWith(`${lost} `));
		sameSet(t, roots(said.rootsAfter), roots(said.roots), 'roots');
		sameSet(
			t,
			linesOf(said.linksAfter),
			linesOf(said.links).filter((line) => !line.startsWith(`${lost} `)),
			'links',
		);
	});

	declare('an ordinary user of a daemon', async (t) => {
		const [own, foreign] = ['/nix/user/own', `${projects}/site/result`];
		const said = await sessionOfCopy({
			place: placePrograms(version),
			daemon: `mkdir -p /nix/var/nix/daemon-socket; nix-daemon --daemon > daemon.log 2>&1 &
				until [ -S /nix/var/nix/daemon-socket/socket ]; do :; done`,
			own: asUser(
				`nix-store --realise "$(readlink ${projects}/odd/link-outside-of-any-root)" --add-root ${own} --indirect`,
			),
			roots: printRoots,
			// Through a pipe, as a person reads it.
			words: `${ordinary(`gc --dry-run --root ${own}`)} | cat`,
			plan: ordinary(`gc --dry-run --json --root ${own}`),
			before: listStore,
			foreign: ordinary(`gc --yes --hold 1d --json --root ${foreign}`),
			foreignNow: ordinary(`gc --yes --json --root ${foreign}`),
			untouched: listStore,
			held: ordinary(`gc --yes --hold 1d --json --root ${own}`),
			undo: ordinary('undo --json'),
			rootsUndone: printRoots,
			ownUndone: `stat --format %U ${own}`,
			collect: ordinary(`gc --yes --json --root ${own}`),
			after: listStore,
			undoCollected: ordinary('undo --json'),
		});
		t.is(said.own.exitCode, 0, said.own.stderr);
		t.regex(said.words.stdout, /at most/i);
		t.log(
			said.words.stdout
				.split('\n')
				.filter((line) => /at most|cannot be seen|unread/i.test(line))
				.join('\n'),
		);
		const plan = JSON.parse(said.plan.stdout) as GcAnswer;
		t.false(plan.complete);
		t.true(
			plan.unreadable.some((what) => /process/.test(what)) && plan.unreadable.some((what) => /temporary/.test(what)),
		);
		// Of somebody else: that is said before anything is done; nothing else that is dead goes without it.
		for (const {exitCode, stdout, stderr} of [said.foreign, said.foreignNow]) {
			t.is(exitCode, 1, stderr + stdout);
			t.is(stdout, '');
			t.regex(stderr, /result is in a folder that you may not change: drop it as a user who may\n$/);
		}

		t.is(said.untouched.stdout, said.before.stdout);
		t.is(said.held.exitCode, 0, said.held.stderr + said.held.stdout);
		const undone = JSON.parse(said.undo.stdout) as UndoAnswer;
		t.deepEqual(
			undone.links.map(({outcome, remark}) => [outcome, remark]),
			[['restored', null]],
		);
		sameSet(t, rootsWithoutProcesses(said.rootsUndone.stdout), rootsWithoutProcesses(said.roots.stdout), 'roots');
		t.is(said.ownUndone.stdout, 'nobody\n');
		// The daemon deletes: what is gone is in the plan, and what is left was not dead.
		const {freed} = JSON.parse(said.collect.stdout) as GcDoneAnswer;
		t.is(freed.outcome, 'done', freed.reason ?? '');
		const left = new Set(linesOf(said.after));
		const gone = linesOf(said.before)
			.filter((entry) => !left.has(entry))
			.map((entry) => `/nix/store/${entry}`);
		t.deepEqual(
			gone.filter((entry) => !plan.paths.includes(entry)),
			[],
		);
		t.true(gone.length > 0);
		t.is(freed.deletedPaths, gone.length);
		t.is(freed.leftCount, plan.paths.length - gone.length);
		t.true(freed.leftCount > 0, 'what processes hold, which cannot be seen');
		t.deepEqual([...new Set(freed.left.map(({reason}) => reason))], ['something that cannot be seen may hold it']);
		t.log(`${gone.length} of at most ${plan.paths.length} paths deleted; left: ${freed.left[0]?.reason}`);
		t.deepEqual(
			(JSON.parse(said.undoCollected.stdout) as UndoAnswer).links.map(({link, outcome}) => [link, outcome]),
			[[own, 'failed']],
		);
	});

	declare('optimise', async (t) => {
		const all = `find /nix/store -path /nix/store/.links -prune -o -type f,l -printf '%i %s\\n' | sort -u | awk '{sum += $2} END {print sum + 0}'`;
		const said = await sessionOfCopy({
			plan: `${nixscope} optimise --dry-run --json`,
			before: all,
			run: `${nixscope} optimise --yes --json`,
			after: all,
			again: `${nixscope} optimise --yes --json`,
			truth: 'nix-store --optimise 2>&1',
		});
		t.is(said.run.exitCode, 0, said.run.stderr);
		const plan = JSON.parse(said.plan.stdout) as OptimiseAnswer;
		const done = JSON.parse(said.run.stdout) as OptimiseAnswer & {readonly freed: OptimiseResult};
		const again = JSON.parse(said.again.stdout) as OptimiseAnswer & {readonly freed: OptimiseResult};
		t.is(done.savableBytes, plan.savableBytes);
		t.is(plan.savableBytes, Number(said.before.stdout) - Number(said.after.stdout), 'bytes of files');
		t.is(done.freed.outcome, 'done');
		// Nix prints MiB with two digits, or one of what fits.
		t.true(
			Math.abs(done.freed.nixReportedSize! - plan.savableBytes) <= 0.005 * 2 ** 20 + 1,
			`${done.freed.nixReportedSize}`,
		);
		t.is(done.freed.linkedFiles, plan.savableFiles);
		t.is(again.savableBytes, 0);
		t.is(again.savedBytes, plan.savedBytes + plan.savableBytes);
		t.deepEqual([again.freed.outcome, again.freed.linkedFiles], ['done', 0]);
		t.is(parseSaved(said.truth.stdout)?.files, 0, said.truth.stdout);
		t.log(
			`${plan.savableBytes} bytes in ${plan.savableFiles} files predicted; Nix: ${done.freed.nixReportedSize} in ${done.freed.linkedFiles}`,
		);
	});

	async function sessionOfCopy<Name extends string>(
		commands: Readonly<Record<Name, string>>,
		settings = '',
	): Promise<Record<Name, Said>> {
		const lab = await (await filledStore(version)).copy(settings);
		try {
			return await session(lab, commands);
		} finally {
			lab.close();
		}
	}
}

function rootsWithoutProcesses(text: string): string[] {
	return parseRoots(text)
		.filter(({link}) => !/^\/proc\/|^\{/.test(link))
		.map(({link, target}) => `${link} -> ${target}`);
}
