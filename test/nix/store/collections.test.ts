import type {ExecutionContext} from 'ava';
import type {GcAnswer, OptimiseAnswer, RootsAnswer} from '../../../source/analyses/answers/answer.js';
import {requires} from '../../requirements.js';
import {nixscope} from '../lab.js';
import {installedNixVersions, type NixVersion} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {ask, sameSet} from './ask-program.js';
import {filledStore} from './filled-stores.js';
import {session} from './store-lab.js';
import {keepOptions, parseFreed, parseSaved, parseSaving, parseSizes} from './truth.js';

// What the program says that a collection or an optimisation will do, against what Nix then does.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';

type PlanCase = {
	readonly name: string;
	readonly options: string;
	readonly settings?: string;
	/** Runs on the store before. */
	readonly prepare?: string;
	/** Roots that the plan must drop. */
	readonly dropped?: readonly string[];
};

const profiles = '/nix/var/nix/profiles';
const projects = '/nix/home/projects';

const planCases: readonly PlanCase[] = [
	...[false, true].flatMap((keepOutputs) =>
		[false, true].map((keepDerivations) => ({
			name: `what is dead, keep-outputs ${keepOutputs}, keep-derivations ${keepDerivations}`,
			options: '',
			settings: keepOptions(keepOutputs, keepDerivations),
			dropped: [],
		})),
	),
	{name: 'what is dead, all hard-linked', options: '', prepare: 'nix-store --optimise', dropped: []},
	{
		name: 'one link, all hard-linked',
		options: `--root ${projects}/copies/result`,
		prepare: 'nix-store --optimise',
		dropped: [`${projects}/copies/result`],
	},
	{name: 'one link', options: `--root ${projects}/site/result`, dropped: [`${projects}/site/result`]},
	{
		name: 'two links that share',
		options: `--root ${projects}/shared/one --root ${projects}/shared/two`,
		dropped: [`${projects}/shared/one`, `${projects}/shared/two`],
	},
	{
		name: 'a link with a space in its name',
		options: `--root '${projects}/twice/result again'`,
		dropped: [`${projects}/twice/result again`],
	},
	{name: 'a generation', options: '--root system-1', dropped: [`${profiles}/system-1-link`]},
	{
		name: 'a kind',
		options: '--kind direnv',
		dropped: [
			`${projects}/shell/.direnv/flake-inputs/0f1e2d3c4b5a69788796a5b4c3d2e1f0-source`,
			`${projects}/shell/.direnv/flake-profile-0123456789abcdef0123456789abcdef01234567`,
		],
	},
	{
		name: 'two kinds of an age',
		options: '--kind direnv --kind lorri --older-than 250d',
		dropped: ['/nix/home/.cache/lorri/gc_roots/0123456789abcdef/gc_root/shell_gc_root'],
	},
	{name: 'old generations', options: '--older-than 15d'},
	{name: 'as much as there is', options: '--free 1T'},
	{name: 'a little', options: '--free 60K', dropped: []},
	{name: 'more than is dead', options: '--free 300K'},
];

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	for (const planCase of planCases) {
		requires(...nixLab)(`plan: ${planCase.name}, Nix ${version.text}`, (t) =>
			together(() => comparePlan(t, version, planCase)),
		);
	}

	requires(...nixLab)(`generations that are older go as Nix takes them, Nix ${version.text}`, (t) =>
		together(async () => {
			const plan = await ask<GcAnswer>(t, version, 'gc --dry-run --json --older-than 15d');
			const lab = await (await filledStore(version)).copy();
			try {
				// Nix looks below the profiles and in the user's own, each profile on its own.
				const said = await session(lab, {
					answer: `links() { find /nix/var/nix/profiles /nix/home/.local/state/nix/profiles -name '*-link' | sort; }; links > before
					for profile in ${profiles}/{system,default,per-user/root/{profile,channels}} /nix/home/.local/state/nix/profiles/home-manager; do
						nix-env -p $profile --delete-generations 15d; done; links > after; comm -23 before after`,
				});
				sameSet(
					t,
					plan.removedRoots.map(({link}) => link),
					said.answer.stdout.trim().split('\n'),
					'generations that go',
				);
			} finally {
				lab.close();
			}
		}),
	);

	requires(...nixLab)(`retained size of each link, Nix ${version.text}`, (t) => compareRetained(t, version));

	for (const optimised of [false, true]) {
		requires(...nixLab)(`optimise ${optimised ? 'again' : 'once'}, Nix ${version.text}`, (t) =>
			together(() => compareOptimise(t, version, optimised)),
		);
	}
}

/** A shell function: bytes of all inodes of the store but `.links` itself, as `stat` counts blocks. */
const diskSize = `disk() { echo $(( $(du --summarize --block-size=1 /nix/store | cut -f 1) - $(stat -c %b /nix/store/.links) * 512 )); }`;
const listStore = `ls -A /nix/store | grep -vx '[.]links'`;
/** Runs the commands of a plan, as they are. */
const runPlan = `'${process.execPath}' -e '
	for (const [command, ...words] of JSON.parse(fs.readFileSync("plan.json", "utf8")).commands) {
		const {status} = child_process.spawnSync(command, words, {stdio: "inherit"});
		if (status !== 0) process.exit(1);
	}'`;

/** Makes a plan, does what it says, and looks at what is gone. */
async function comparePlan(t: ExecutionContext, version: NixVersion, planCase: PlanCase): Promise<void> {
	const {options, settings = '', prepare = 'true', dropped} = planCase;
	const lab = await (await filledStore(version)).copy(settings);
	try {
		const said = await session(lab, {
			prepare,
			sizes: 'nix path-info --all --size',
			plan: `${nixscope} gc --dry-run --json ${options} | tee plan.json`,
			before: listStore,
			diskBefore: `${diskSize}; disk`,
			collect: runPlan,
			after: listStore,
			diskAfter: `${diskSize}; disk`,
		});
		t.is(said.plan.stderr, '');
		const plan = JSON.parse(said.plan.stdout) as GcAnswer;
		t.is(said.collect.exitCode, 0, said.collect.stderr);
		const left = new Set(said.after.stdout.trim().split('\n'));
		const gone = said.before.stdout
			.trim()
			.split('\n')
			.filter((name) => !left.has(name))
			.map((name) => `/nix/store/${name}`);
		sameSet(t, plan.paths, gone, 'deleted');
		sameSet(t, plan.paths, [...plan.alreadyDead.paths, ...plan.newlyDead.paths], 'already dead and newly dead');
		const sizes = parseSizes(said.sizes.stdout);
		const narSize = gone.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
		t.is(plan.narSize, narSize, 'NAR size');
		const freed = parseFreed(said.collect.stdout + said.collect.stderr);
		t.truthy(freed, said.collect.stdout + said.collect.stderr);
		const off = Math.abs((plan.nixReportedSize ?? Number.NaN) - freed!.bytes);
		t.true(
			off <= freed!.rounding,
			`nixReportedSize ${plan.nixReportedSize}, Nix: ${freed!.bytes} ± ${freed!.rounding}`,
		);
		t.is(plan.diskSize, Number(said.diskBefore.stdout) - Number(said.diskAfter.stdout), 'disk size');
		if (dropped !== undefined)
			sameSet(
				t,
				plan.removedRoots.map(({link}) => link),
				dropped,
				'dropped roots',
			);
		t.log(
			`NAR ${plan.narSize}, Nix reports ${freed!.bytes} ± ${freed!.rounding} (${plan.nixReportedSize}), disk ${plan.diskSize}`,
		);
	} finally {
		lab.close();
	}
}

/** Takes each link away alone, collects, and adds up what that took. */
async function compareRetained(t: ExecutionContext, version: NixVersion): Promise<void> {
	const {roots} = await ask<RootsAnswer>(t, version, 'roots --json');
	const links = roots.filter(({state, kind}) => state === 'live' && kind !== 'process' && kind !== 'temporary');
	const store = await filledStore(version);
	let positive = 0;
	await Promise.all(
		links.map(({link, retainedSize}) =>
			together(async () => {
				const lab = await store.copy();
				try {
					const said = await session(lab, {
						answer: `nix-store --gc > log 2>&1; nix path-info --all --size; rm '${link}'; nix-store --gc > log 2>&1; echo ==; nix path-info --all --size`,
					});
					const [before, after] = said.answer.stdout.split('==').map((part) => parseSizes(part));
					const sum = (sizes: ReadonlyMap<string, number>) =>
						[...sizes.values()].reduce((total, size) => total + size, 0);
					t.is(retainedSize, sum(before!) - sum(after!), link);
					positive += retainedSize! > 0 ? 1 : 0;
				} finally {
					lab.close();
				}
			}),
		),
	);
	t.true(positive > 10);
	t.log(`${links.length} links, ${positive} of them retain something`);
}

/** Shell functions: what `.links` saves, and the bytes of all different inodes beside it. */
const linkSizes = `saved() { find /nix/store/.links -type f,l -printf '%n %s\\n' | awk '$1 > 1 {sum += ($1 - 2) * $2} END {print sum + 0}'; }
all() { find /nix/store -path /nix/store/.links -prune -o -type f,l -printf '%i %s\\n' | sort -u | awk '{sum += $2} END {print sum + 0}'; }`;

async function compareOptimise(t: ExecutionContext, version: NixVersion, again: boolean): Promise<void> {
	const lab = await (await filledStore(version)).copy();
	try {
		const said = await session(lab, {
			prepare: again ? 'nix-store --optimise && nix-store --gc' : 'true',
			plan: `${nixscope} optimise --dry-run --json`,
			before: `${linkSizes}; saved; all`,
			// There is nothing left to delete, so that this only says what linking saves.
			note: again ? 'nix-store --gc' : 'true',
			optimise: 'nix-store --optimise',
			after: `${linkSizes}; saved; all`,
		});
		t.is(said.plan.exitCode, 0, said.plan.stderr);
		const plan = JSON.parse(said.plan.stdout) as OptimiseAnswer;
		const [savedBefore, allBefore] = said.before.stdout.trim().split('\n').map(Number);
		const [, allAfter] = said.after.stdout.trim().split('\n').map(Number);
		t.is(plan.savedBytes, savedBefore!, 'saved');
		if (again) {
			const saving = parseSaving(said.note.stdout + said.note.stderr);
			t.truthy(saving, said.note.stderr);
			const off = Math.abs(plan.savedBytes - plan.linksFolderSize - saving!.bytes);
			t.true(off <= saving!.rounding, `${plan.savedBytes} - ${plan.linksFolderSize}, Nix: ${saving!.bytes}`);
			t.true(plan.savedBytes > 0);
		}

		t.is(plan.savableBytes, allBefore! - allAfter!, 'savable');
		const reported = parseSaved(said.optimise.stdout + said.optimise.stderr);
		t.truthy(reported, said.optimise.stdout + said.optimise.stderr);
		t.true(Math.abs(plan.savableBytes - reported!.bytes) <= reported!.rounding, `Nix: ${reported!.bytes}`);
		t.is(
			plan.groups.reduce((sum, {savableBytes}) => sum + savableBytes, 0),
			plan.savableBytes,
			'sum of the groups',
		);
		t.log(
			`saved ${plan.savedBytes}, savable ${plan.savableBytes}; Nix: ${reported!.bytes} ± ${reported!.rounding} in ${reported!.files} files`,
		);
	} finally {
		lab.close();
	}
}
