import {spawnSync} from 'node:child_process';
import {existsSync, readlinkSync, renameSync, symlinkSync, unlinkSync} from 'node:fs';
import type {ExecutionContext} from 'ava';
import type {UndoAnswer, UndoListAnswer} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {nixscope} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {emptyStore} from './empty-stores.js';
import {type FaultStore, faultStore, lookBefore, recover} from './fault-store.js';
import {differences} from './photograph.js';
import {askProgram} from './run-program.js';
import {quietly} from './throw-away-store.js';
import {validPaths} from './valid-paths.js';

// What others do between plan, confirmation, drop and collection; and disks on which no journal can be written.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const nothing = {gone: [], come: [], changed: []};

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	const declare = (title: string, implementation: (t: ExecutionContext, store: FaultStore) => Promise<void>) =>
		requires(...nixLab)(`${title}, Nix ${version.text}`, (t) =>
			together(async () => {
				const store = await faultStore(version, await emptyStore(version));
				try {
					await implementation(t, store);
				} finally {
					store.close();
				}
			}),
		);

	const changes: Readonly<Record<string, {readonly change: (store: FaultStore) => void; readonly words: RegExp}>> = {
		'leads elsewhere': {
			change({outside, dead}) {
				unlinkSync(outside);
				symlinkSync(dead, outside);
			},
			words: /^1 root is no longer as it was$/,
		},
		'was made again': {
			change({outside}) {
				const text = readlinkSync(outside);
				unlinkSync(outside);
				symlinkSync(text, outside);
				spawnSync('touch', ['-h', '-d', '@1500000000', outside]);
			},
			words: /^1 root is no longer as it was$/,
		},
		'is gone': {change: ({outside}) => unlinkSync(outside), words: /is gone already and holds nothing/},
		'is not alone any more in dying': {
			change: ({direct}) => unlinkSync(direct),
			words: /^the plan grew by 1 path, 1000 B, since you looked$/,
		},
	};
	for (const [name, {change, words}] of Object.entries(changes)) {
		declare(`a root that ${name} between plan and confirmation`, async (t, store) => {
			const engine = store.engine();
			const request = {links: [store.outside], collects: 'all-dead', holdMs: undefined} as const;
			const plan = await engine.answer('plan', request, quietly());
			change(store);
			const before = store.look();
			const answer = await engine.answer('collect', {plan: plan.id}, quietly());
			t.deepEqual(differences(before, store.look()), nothing);
			if (answer.kind !== 'moved') return t.fail(JSON.stringify(answer.result));
			t.log(answer.words.join(', '));
			t.is(answer.words.length, 1);
			t.regex(answer.words[0]!, words);
			// The new plan is one that can be confirmed.
			const confirmed = await engine.answer('collect', {plan: answer.plan.id}, quietly());
			t.is(confirmed.kind, 'collected');
			if (confirmed.kind === 'collected') t.is(confirmed.result.deletedPaths, answer.plan.paths);
		});
	}

	declare('a plan that has only shrunk is carried out', async (t, store) => {
		const engine = store.engine();
		const request = {links: [store.outside], collects: 'all-dead', holdMs: undefined} as const;
		const plan = await engine.answer('plan', request, quietly());
		symlinkSync(store.dead, `${store.address.stateDirectory}/gcroots/alive`);
		const answer = await engine.answer('collect', {plan: plan.id}, quietly());
		if (answer.kind !== 'collected') return t.fail(answer.words.join(', '));
		t.is(answer.result.deletedPaths, plan.paths - 1);
		t.true(validPaths(store).has(store.dead));
	});

	declare('a link that is swapped just before it is dropped', async (t, store) => {
		const before = await lookBefore(store);
		store.nix.instead(
			'nix-store',
			`"$real" "$@" && case "$*" in *--add-root*) ln -sfn '${store.dead}' '${store.outside}';; esac`,
		);
		const {freed} = await hold(store, 1);
		store.nix.asUsual();
		t.is(freed.outcome, 'done');
		t.deepEqual(freed.keptRoots, [{link: store.outside, reason: 'stays: something else stands there now'}]);
		t.is(readlinkSync(store.outside), store.dead);
		t.is(freed.droppedRoots.length, store.all.length - 1);
		const {links} = await askProgram<UndoAnswer>(['undo'], {...store.nix, exitCode: 1});
		t.deepEqual(
			links.filter(({outcome}) => outcome !== 'restored').map(({link, remark}) => [link, remark]),
			[[store.outside, 'something else stands there now, which stays']],
		);
		t.is(readlinkSync(store.outside), store.dead);
		const {gone} = differences(before.photograph, store.look());
		t.deepEqual(gone, []);
	});

	declare('a folder that is swapped for a link', async (t, store) => {
		const outside = `${store.folder}/outside`;
		const before = await lookBefore(store);
		store.nix.instead(
			'nix-store',
			`"$real" "$@" || exit
			if [[ "$*" == *--add-root* && ! -e "$folder/elsewhere" ]]; then
				mv '${outside}' "$folder/moved"; mkdir "$folder/elsewhere"
				for link in "$folder"/moved/*; do ln -s "$(readlink "$link")" "$folder/elsewhere/\${link##*/}"; done
				ln -s "$folder/elsewhere" '${outside}'
			fi`,
		);
		const {freed} = await hold(store, 1);
		store.nix.asUsual();
		t.deepEqual(
			freed.keptRoots.map(({reason}) => reason),
			Array.from({length: 2}, () => 'stays: something else stands there now'),
		);
		for (const folder of ['elsewhere', 'moved']) {
			const found = spawnSync('ls', [`${store.folder}/${folder}`], {encoding: 'utf8'}).stdout;
			t.is(found.split('\n').filter(Boolean).length, 2, `${folder}: ${found}`);
		}

		unlinkSync(outside);
		renameSync(`${store.folder}/moved`, outside);
		const back = await recover(store, before, planned(store));
		t.deepEqual(back, {gone: 4, lost: 0});
	});

	declare('a path that comes alive when Nix begins is left and named', async (t, store) => {
		const before = await lookBefore(store);
		const alive = `${store.address.stateDirectory}/gcroots/alive`;
		store.nix.instead('nix-store', `case "$*" in *--gc*) ln -s '${store.dead}' '${alive}';; esac; "$real" "$@"`);
		const {freed, paths} = await askProgram<GcDoneAnswer>(['gc', '--yes'], store.nix);
		store.nix.asUsual();
		t.is(freed.outcome, 'done');
		t.is(freed.deletedPaths, paths.length - 1);
		t.deepEqual(freed.left, [{path: store.dead, narSize: 1000, reason: `came alive meanwhile: ${alive} holds it`}]);
		t.log(freed.left[0]?.reason ?? '');
		unlinkSync(alive);
		t.deepEqual(await recover(store, before, []), {gone: 0, lost: 0});
	});

	for (const start of ['before the plan', 'when Nix begins'] as const) {
		declare(`a build that starts ${start} loses nothing`, async (t, store) => {
			const {folder} = store;
			spawnSync('mkfifo', [`${folder}/started`, `${folder}/go`, `${folder}/ended`]);
			const expression = `derivation { name = "built-meanwhile"; system = builtins.currentSystem; builder = "/bin/sh";
				input = builtins.storePath "${store.dead}";
				args = [ "-c" "echo > ${folder}/started; read go < ${folder}/go; echo $input > $out" ]; }`;
			const build = `nix-build --no-out-link --expr '${expression}' > '${folder}/built' 2> '${folder}/log-build' < /dev/null; echo $? > '${folder}/ended'`;
			// The build writes into one pipe when it runs, and waits for another; its end is told in the third.
			const begun = `read begun < '${folder}/started'`;
			let building: Promise<string> | undefined;
			if (start === 'before the plan') {
				building = store.ask(build);
				await store.ask(begun);
			} else {
				store.nix.instead(
					'nix-store',
					`case "$*" in *--gc*) (${build}) > /dev/null 2>&1 & ${begun};; esac; "$real" "$@"`,
				);
			}

			const {freed, paths} = await askProgram<GcDoneAnswer>(
				['gc', '--yes', ...store.all.flatMap((link) => ['--root', link])],
				store.nix,
			);
			store.nix.asUsual();
			t.is(freed.outcome, 'done', freed.reason ?? '');
			const expected = start === 'before the plan' ? [] : [store.dead];
			t.deepEqual(
				freed.left.map(({path}) => path),
				expected,
			);
			t.is(freed.deletedPaths, paths.length - expected.length);
			t.deepEqual(freed.unplanned, []);
			t.log(`${freed.deletedPaths} of ${paths.length} paths deleted; ${freed.left[0]?.reason ?? 'nothing left'}`);
			t.is(await store.ask(`echo > '${folder}/go'; cat '${folder}/ended'`), '0\n');
			await building;
			const valid = validPaths(store);
			t.true(valid.has(store.dead), 'its input');
			t.true(
				[...valid.keys()].some((name) => name.endsWith('-built-meanwhile')),
				'its output',
			);
		});
	}

	const disks = {
		// What is begun of a page is still there, so that a part of a line fits.
		full: 'mount -t tmpfs -o size=64k tmpfs "$state"; FIRST; journal="$state/nixscope/undo.jsonl"; head -c $((4000 - $(stat -c %s "$journal"))) /dev/zero >> "$journal"; echo >> "$journal"; cat /dev/zero > "$state/fill" 2> /dev/null',
		'read-only': 'mount -t tmpfs tmpfs "$state"; FIRST; mount -o remount,ro "$state"',
	};
	for (const [name, prepare] of Object.entries(disks)) {
		declare(`a ${name} disk for the journal`, async (t, store) => {
			const before = store.look();
			const [first, ...others] = store.all;
			const drop = (links: readonly string[]) => links.map((link) => `--root "${link}"`).join(' ');
			// What was dropped before can be put back all the same.
			const said = await inNamespace(
				store,
				`state="$HOME/.local/state"; mkdir -p "$state"
				${prepare.replace('FIRST', `${nixscope} gc --yes --hold 1d --json ${drop([first!])} > first || exit 9`)}
				for words in '--hold 1d' ''; do
					${nixscope} gc --yes $words ${drop(others)}; echo "ended $?"
				done
				${nixscope} undo --json > undone; echo "ended $?"
				${nixscope} undo --list --json > listed; echo "ended $?"`,
			);
			t.log(said);
			t.is(said.match(/Collecting failed: nothing was changed/g)?.length, 2, said);
			t.deepEqual(said.match(/ended \d+/g), ['ended 1', 'ended 1', 'ended 0', 'ended 0']);
			t.regex(
				said,
				name === 'full'
					? /the journal \S+ cannot be written: no space is left there/
					: /cannot be made: the file system is read-only/,
			);
			t.true(existsSync(first!));
			const {entries} = JSON.parse(await store.ask('cat listed')) as UndoListAnswer;
			t.deepEqual(
				entries.map(({link, state}) => [link, state]),
				[[first, 'restored']],
			);
			const {gone, come} = differences(before, store.look());
			t.deepEqual([gone, come.filter((file) => !/\/holds$|\/gcroots\/auto\//.test(file))], [[], []]);
		});
	}
}

/** Drops all with a hold. */
function hold(store: FaultStore, exitCode: number): Promise<GcDoneAnswer> {
	const links = store.all.flatMap((link) => ['--root', link]);
	return askProgram<GcDoneAnswer>(['gc', '--yes', '--hold', '1d', ...links], {...store.nix, exitCode});
}

function planned(store: FaultStore) {
	return store.all.map((link) => ({link, target: store.target(link)}));
}

/** Runs a script as root where it can mount what nobody else sees. @returns What it printed, errors too. */
async function inNamespace(store: FaultStore, script: string): Promise<string> {
	const quoted = script.replaceAll("'", String.raw`'\''`);
	return store.ask(`unshare -m bash -c '${quoted}' 2>&1`);
}
