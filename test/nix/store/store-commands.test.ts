import type {ExecutionContext} from 'ava';
import type {
	ClosureAnswer,
	DiffAnswer,
	GenerationsAnswer,
	PathsAnswer,
	RootsAnswer,
	UsageAnswer,
	WhyAnswer,
} from '../../../source/analyses/answers/answer.js';
import {requires} from '../../requirements.js';
import {nixscope} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {ask, askEach, sameSet} from './ask-program.js';
import {filledStore} from './filled-stores.js';
import {stateCommand} from './state-hash.js';
import {askCopy, session} from './store-lab.js';
import {closureSizesCommand, keepOptions, parsePaths, parseRoots, parseSizes, sections} from './truth.js';

// What the program says of a store, against what Nix says of copies of it.
const together = sideBySide(3);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const settings = [false, true].flatMap((keepOutputs) =>
	[false, true].map((keepDerivations) => ({keepOutputs, keepDerivations})),
);

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, implementation: (t: ExecutionContext) => Promise<void>) =>
		requires(...nixLab)(`${title}, Nix ${version.text}`, (t) => together(() => implementation(t)));

	declare('roots', async (t) => {
		const {roots} = await ask<RootsAnswer>(t, version, 'roots --json');
		const truth = parseRoots(await askCopy(await filledStore(version), 'nix-store --gc --print-roots'));
		const ours = roots.filter(({state}) => state === 'live');
		sameSet(
			t,
			ours.map(({link, target}) => `${link} -> ${target}`),
			truth.map(({link, target}) => `${link} -> ${target}`),
			'roots',
		);
		const statesOf = (pattern: RegExp) => [
			...new Set(roots.filter(({link}) => pattern.test(link)).map(({state}) => state)),
		];
		t.deepEqual(statesOf(/\/gone\/result$/), ['dangling']);
		t.deepEqual(statesOf(/\/moved\/result$/), ['dangling']);
		t.deepEqual(statesOf(/\/odd\/text$/), ['inert']);
		t.deepEqual(statesOf(/\/odd\/first$/), ['inert']);
		t.deepEqual(statesOf(/gcroots\/auto\/not-valid$/), ['invalid']);
		const kinds = new Map<string, string>(ours.map(({link, kind}) => [link, kind]));
		for (const [link, kind] of Object.entries(expectedKinds)) t.is(kinds.get(link), kind, link);
		const held = ours.filter(({kind}) => kind === 'process');
		t.true(held.some((root) => root.process?.command?.includes('sleeper 3600') && root.process.user === 'root'));
	});

	for (const {keepOutputs, keepDerivations} of settings) {
		const conf = keepOptions(keepOutputs, keepDerivations);
		const words = conf.trim().replace('\n', ', ');
		declare(`live and dead, ${words}`, async (t) => {
			const store = await filledStore(version);
			const answer = await ask<PathsAnswer>(t, version, 'paths --json', conf);
			const inEnvironment = await ask<PathsAnswer>(t, version, 'paths --json', '', {NIX_CONFIG: conf});
			const dead = parsePaths(await askCopy(store, 'nix-store --gc --print-dead', {settings: conf}));
			const live = parsePaths(await askCopy(store, 'nix-store --gc --print-live', {settings: conf}));
			const valid = new Set(parsePaths(await askCopy(store, 'nix path-info --all')));
			t.true(answer.complete, answer.unreadable.join(', '));
			const ours = (isLive: boolean) => answer.paths.filter((row) => row.live === isLive).map(({path}) => path);
			sameSet(
				t,
				ours(true),
				// Nix lists what it deletes as well, live or not.
				live.filter((path) => valid.has(path)),
				'live',
			);
			sameSet(
				t,
				ours(false),
				dead.filter((path) => valid.has(path)),
				'dead',
			);
			t.deepEqual(inEnvironment.totals, answer.totals, 'settings from NIX_CONFIG');
			const {totals} = answer;
			t.is(totals.paths, valid.size);
			t.is(totals.livePaths + totals.deadPaths, totals.paths);
			t.is(totals.liveNarSize + totals.deadNarSize, totals.narSize);
		});
	}

	declare('sizes, closures, referrers, registration times', async (t) => {
		const store = await filledStore(version);
		const {paths} = await ask<PathsAnswer>(t, version, 'paths --json --sort closure');
		const truth = await askCopy(
			store,
			[
				'nix path-info --all --size',
				'echo == closures',
				closureSizesCommand(version),
				'echo == referrers',
				'for path in $(nix path-info --all); do echo "$path $(nix-store -q --referrers $path | grep -vcx $path)"; done',
				'echo == times',
				'sqlite3 /nix/var/nix/db/db.sqlite "select path, registrationTime from ValidPaths" | tr "|" " "',
			].join('\n'),
		);
		const [narSizes, closures, referrers, times] = sections(truth).map(({text}) => parseSizes(text));
		const rows = (values: Iterable<readonly [string, number | null]>) =>
			[...values].map(([path, value]) => `${path} ${value}`);
		sameSet(t, rows(paths.map(({path, narSize}) => [path, narSize])), rows(narSizes!), 'NAR sizes');
		sameSet(t, rows(paths.map((row) => [row.path, row.referrers])), rows(referrers!), 'referrers');
		sameSet(
			t,
			rows(paths.map((row) => [row.path, (row.registrationTime ?? 0) / 1000])),
			rows(times!),
			'registration times',
		);
		sameSet(t, rows(paths.map(({path, closureSize}) => [path, closureSize])), rows(closures!), 'closure sizes');
	});

	declare('why, for every path', async (t) => {
		const store = await filledStore(version);
		const all = parsePaths(await askCopy(store, 'nix path-info --all'));
		const answers = await ask<WhyAnswer[]>(t, version, `why --json ${all.join(' ')}`);
		t.deepEqual(
			answers.map(({path}) => path),
			all,
		);
		const truth = await askCopy(
			store,
			`nix-store --gc --print-live; for path in ${all.join(' ')}; do echo "== $path"; nix-store -q --requisites $path
			echo '== roots'; nix-store -q --roots $path
			echo '== referrers'; nix-store -q --referrers-closure $path; done`,
		);
		const [first, ...parts] = sections(truth).map(({text}) => text);
		const live = new Set(parsePaths(first ?? ''));
		const closures = new Map<string, string[]>();
		for (const [number, path] of all.entries()) closures.set(path, parsePaths(parts[number * 3]!));
		let chains = 0;
		for (const [number, answer] of answers.entries()) {
			const {path} = answer;
			t.is(answer.live, live.has(path), path);
			// Nix names roots also for a derivation that a collection takes: one that only stood for the resolved one.
			const holding = new Set(answer.roots.map(({link}) => link));
			for (const {link} of answer.live ? parseRoots(parts[number * 3 + 1]!) : []) {
				t.true(holding.has(link), `${link} holds ${path}`);
			}

			const referrers = parsePaths(parts[number * 3 + 2]!).filter((name) => name !== path);
			if (!answer.live) sameSet(t, answer.heldByDead, referrers, `dead referrers of ${path}`);
			chains += checkChain(t, answer, closures) ? 1 : 0;
		}
		t.log(`${answers.length} paths, ${chains} chains`);
	});

	declare('closure', async (t) => {
		const store = await filledStore(version);
		const {roots} = await ask<RootsAnswer>(t, version, 'roots --json');
		const targets = [...new Set(roots.filter(({state}) => state === 'live').map(({target}) => target!))].slice(0, 12);
		const answers = await askEach<ClosureAnswer>(
			t,
			version,
			targets.map((target) => `closure --json ${target}`),
		);
		const truth = await askCopy(
			store,
			targets.map((target) => `echo '== '; nix-store -q --requisites ${target}`).join('\n'),
		);
		const [, ...closures] = sections(truth).map(({text}) => text);
		for (const [number, answer] of answers.entries()) {
			sameSet(
				t,
				answer.paths.map(({path}) => path),
				parsePaths(closures[number]!),
				`closure of ${answer.path}`,
			);
			t.is(
				answer.closureSize,
				answer.paths.reduce((sum, {narSize}) => sum + (narSize ?? 0), 0),
			);
			t.is(answer.paths.find(({path}) => path === answer.path)?.retainedInClosure, answer.closureSize);
		}
	});

	declare('generations and their differences', async (t) => {
		const store = await filledStore(version);
		const {profiles} = await ask<GenerationsAnswer>(t, version, 'generations --json');
		const truth = await askCopy(
			store,
			profiles.map(({profile}) => `echo '== ${profile}'; nix-env -p '${profile}' --list-generations`).join('\n'),
		);
		const [, ...listed] = sections(truth).map(({text}) => text.trim());
		t.is(profiles.length, 5);
		for (const [number, {profile, generations}] of profiles.entries()) {
			const lines = generations.map(({number, createdAt, current}) => {
				const date = new Date(createdAt ?? 0).toISOString().replace('T', ' ').slice(0, 19);
				return `${number} ${date}${current ? ' (current)' : ''}`;
			});
			const theirs = listed[number]!.split('\n');
			t.deepEqual(
				lines,
				theirs.map((line) => line.trim().replaceAll(/\s+/g, ' ')),
				profile,
			);
		}

		const diff = await ask<DiffAnswer>(t, version, 'diff --json system-1 system-4');
		const sizes = parseSizes(await askCopy(store, 'nix path-info -S /nix/var/nix/profiles/system-{1,4}-link'));
		t.is(diff.narSizeDelta, sizes.get(diff.to)! - sizes.get(diff.from)!);
		t.deepEqual(
			diff.changed.filter(({name}) => name === 'browser').map(({from, to}) => [from, to]),
			[[['1.0'], ['2.1']]],
		);
		t.deepEqual(
			diff.added.map(({name, version}) => `${name} ${version}`),
			['font 5'],
		);
	});

	declare('usage adds up', async (t) => {
		const {nodes, total} = await ask<UsageAnswer>(t, version, 'usage --json');
		const sizes = parseSizes(await askCopy(await filledStore(version), 'nix path-info --all --size'));
		t.is(
			total,
			[...sizes.values()].reduce((sum, size) => sum + size, 0),
		);
		t.is(
			nodes.filter(({parent}) => parent === null).reduce((sum, {retainedSize}) => sum + retainedSize, 0),
			total,
		);
		const below = new Map<number, number>();
		for (const {parent, retainedSize} of nodes)
			if (parent !== null) below.set(parent, (below.get(parent) ?? 0) + retainedSize);
		for (const {id, narSize, retainedSize} of nodes) t.is(narSize + (below.get(id) ?? 0), retainedSize, `node ${id}`);
		const paths = nodes.flatMap(({path}) => (path === undefined ? [] : [path]));
		sameSet(t, paths, [...sizes.keys()], 'paths of the tree');
	});

	declare('a snapshot answers as the store did', async (t) => {
		const lab = await (await filledStore(version)).copy();
		try {
			const file = `${lab.scratch}/snapshot`;
			const questions = [
				'roots',
				'paths',
				'usage',
				'generations',
				'why /nix/var/nix/profiles/system-1-link /nix/var/nix/profiles/system',
				'why system',
				'diff system-1 system-2',
			];
			const commands = Object.fromEntries([
				['write', `${nixscope} snapshot ${file}`],
				...questions.flatMap((question, number) => [
					[`direct${number}`, `${nixscope} ${question} --json`],
					[`kept${number}`, `${nixscope} ${question} --json --snapshot ${file}`],
				]),
			]) as Record<string, string>;
			const said = await session(lab, commands);
			t.is(said.write?.exitCode, 0, said.write?.stderr);
			for (const [number, question] of questions.entries()) {
				const [direct, kept] = [said[`direct${number}`]!, said[`kept${number}`]!];
				t.is(kept.exitCode, 0, kept.stderr);
				const answers = [JSON.parse(kept.stdout)].flat() as Array<{snapshot?: {storeDirectory: string}}>;
				t.true(
					answers.every(({snapshot}) => snapshot?.storeDirectory === '/nix/store'),
					question,
				);
				t.deepEqual(
					answers.map(({snapshot, ...rest}) => rest),
					[JSON.parse(direct.stdout)].flat(),
					question,
				);
			}
		} finally {
			lab.close();
		}
	});

	declare('a chroot store', async (t) => {
		const store = await filledStore(version);
		const [lab, other] = [await store.copy(), await store.copy()];
		try {
			// The folder above the lab's /nix is the root of a chroot store.
			const root = (nix: string) => nix.replace(/\/nix$/, '');
			const said = await session(
				lab,
				{
					roots: `${nixscope} --store ${root(lab.nix)} roots --json`,
					paths: `${nixscope} --store ${root(lab.nix)} paths --json`,
				},
				{held: false},
			);
			t.is(said.roots.exitCode, 0, said.roots.stderr);
			t.is(said.paths.exitCode, 0, said.paths.stderr);
			const truth = await session(
				other,
				{
					roots: `nix-store --store ${root(other.nix)} --gc --print-roots`,
					live: `nix-store --store ${root(other.nix)} --gc --print-live`,
					valid: `nix path-info --store ${root(other.nix)} --all`,
				},
				{held: false},
			);
			const {roots} = JSON.parse(said.roots.stdout) as RootsAnswer;
			const common = (link: string) => link.replace(root(other.nix), '').replace(root(lab.nix), '');
			sameSet(
				t,
				roots.filter(({state}) => state === 'live').map(({link, target}) => `${common(link)} -> ${target}`),
				parseRoots(truth.roots.stdout).map(({link, target}) => `${common(link)} -> ${target}`),
				'roots',
			);
			const {paths} = JSON.parse(said.paths.stdout) as PathsAnswer;
			const valid = new Set(parsePaths(truth.valid.stdout));
			sameSet(
				t,
				paths.filter(({live}) => live === true).map(({path}) => path),
				parsePaths(truth.live.stdout).filter((path) => valid.has(path)),
				'live',
			);
		} finally {
			lab.close();
			other.close();
		}
	});

	declare('no command changes anything', async (t) => {
		const lab = await (await filledStore(version)).copy();
		try {
			const questions = [
				'roots',
				'paths',
				'paths --dead --sort closure',
				'usage',
				'generations',
				'closure /nix/var/nix/profiles/system',
				'why tool',
				'diff system-1 system-4',
				'gc --dry-run',
				'gc --dry-run --older-than 15d',
				'gc --dry-run --free 1G',
				'optimise --dry-run',
				`snapshot ${lab.scratch}/snapshot`,
			];
			const commands: Record<string, string> = {before: stateCommand};
			for (const [number, question] of questions.entries()) {
				commands[`command${number}`] = `${nixscope} ${question}`;
				commands[`state${number}`] = stateCommand;
			}

			const said = await session(lab, commands);
			t.true((said.before?.stdout.length ?? 0) > 10_000);
			for (const [number, question] of questions.entries()) {
				t.is(said[`command${number}`]!.exitCode, 0, `${question}: ${said[`command${number}`]!.stderr}`);
				t.is(said[`state${number}`]!.stdout, said.before!.stdout, question);
			}
		} finally {
			lab.close();
		}
	});
}

const expectedKinds: Readonly<Record<string, string>> = {
	'/nix/var/nix/profiles/system-2-link': 'nixos-generation',
	'/nix/var/nix/gcroots/current-system': 'current-system',
	'/nix/home/.local/state/nix/profiles/home-manager-1-link': 'home-manager-generation',
	'/nix/home/.local/state/home-manager/gcroots/current-home': 'home-manager-generation',
	'/nix/var/nix/profiles/per-user/root/profile-1-link': 'profile-generation',
	'/nix/var/nix/profiles/default-1-link': 'profile-generation',
	'/nix/var/nix/profiles/per-user/root/channels-1-link': 'channel-generation',
	'/nix/home/projects/site/result': 'result',
	'/nix/home/projects/copies/result-2': 'result',
	'/nix/home/projects/shell/.direnv/flake-profile-0123456789abcdef0123456789abcdef01234567': 'direnv',
	'/nix/home/projects/devenv/.devenv/profile': 'devenv',
	'/nix/home/.cache/lorri/gc_roots/0123456789abcdef/gc_root/shell_gc_root': 'lorri',
	'/nix/home/.cache/nix/flake-registry.json': 'flake-registry',
	'/nix/var/nix/gcroots/hydra/job/kg91gjyn8s7my958dklgnwnjri4aqacj-hydra-job': 'hydra',
	'/nix/var/nix/gcroots/per-user/root/direct': 'other',
	'{temp:99991}': 'temporary',
};

/** A chain leads from a root over edges that are there. @returns Whether there is one. */
function checkChain(t: ExecutionContext, answer: WhyAnswer, closures: ReadonlyMap<string, readonly string[]>): boolean {
	const [link, target, ...rest] = answer.shortestChain;
	if (!answer.live) {
		t.is(link, undefined);
		return false;
	}

	const root = answer.roots.find((root) => root.link === link?.path);
	t.truthy(root, `${link?.path} is a root of ${answer.path}`);
	t.is(root?.target, target?.path);
	t.is((rest.at(-1) ?? target)?.path, answer.path);
	for (const [number, {path, via}] of rest.entries()) {
		const before = number === 0 ? target! : rest[number - 1]!;
		if (via === 'reference') t.true(closures.get(before.path)?.includes(path), `${before.path} refers to ${path}`);
		else if (via === 'deriver') t.regex(path, /\.drv$/);
	}

	return true;
}
