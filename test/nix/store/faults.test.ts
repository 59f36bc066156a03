import {existsSync, lstatSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {sideBySide} from '../side-by-side.js';
import {emptyStore} from './empty-stores.js';
import {expireHolds, holdsOf, journalOf} from './expire-holds.js';
import {type FaultStore, faultStore, journalLines, lookBefore, recover} from './fault-store.js';
import {askProgram, type Ended, runProgram} from './run-program.js';

// What interrupts a collection, at each of its steps, on real Nix: nothing is lost, and undo works.
const together = sideBySide(2);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const midway = path.resolve('test/nix/store/midway.py');

/** Held as long as a command of Nix runs. */
const busy = 'exec 9>> "$folder/busy"; flock 9';

type Fault = {
	readonly name: string;
	/** Instead of a command of Nix; see WrappedNix. */
	readonly command?: 'nix-store' | 'nix-env';
	readonly script?: string;
	readonly words?: readonly string[];
	readonly links?: (store: FaultStore) => readonly string[];
	readonly ended: Partial<Ended>;
	readonly stderr: RegExp;
	readonly stdout?: RegExp;
	/** How many links are gone then, and whether the paths of some may be. */
	readonly gone: number;
	readonly mayLose?: true;
	/** Lines of the journal, where that does not hang on what is deleted. */
	readonly journal?: number;
};

const onGc = (script: string) => `${busy}; case "$*" in *--gc*) ${script};; *) "$real" "$@";; esac`;
const onHold = (script: string) => `${busy}; case "$*" in *--add-root*) ${script};; *) "$real" "$@";; esac`;
const killed = {ended: {exitCode: null, signal: 'SIGKILL'}, stderr: /^$/} as const;

const faults: readonly Fault[] = [
	{
		name: 'killed before holds are made',
		command: 'nix-store',
		script: onHold('kill -KILL $PPID'),
		words: ['--hold', '1d'],
		...killed,
		gone: 0,
		journal: 0,
	},
	{
		name: 'killed after holds are made',
		command: 'nix-store',
		script: onHold('"$real" "$@"; kill -KILL $PPID'),
		words: ['--hold', '1d'],
		...killed,
		gone: 0,
		journal: 0,
	},
	{
		name: 'killed after the journal',
		command: 'nix-env',
		script: `${busy}; kill -KILL $PPID`,
		links: ({generations}) => generations,
		...killed,
		gone: 0,
		journal: 1,
	},
	{
		name: 'killed after some links are gone',
		command: 'nix-env',
		script: `${busy}; kill -KILL $PPID`,
		...killed,
		gone: 4,
		journal: 1,
	},
	{
		name: 'killed after all links are gone',
		command: 'nix-env',
		script: `${busy}; "$real" "$@"; kill -KILL $PPID`,
		...killed,
		gone: 6,
		journal: 1,
	},
	{
		name: 'killed after some links are gone that are held',
		command: 'nix-env',
		script: `${busy}; kill -KILL $PPID`,
		words: ['--hold', '1d'],
		...killed,
		gone: 4,
		journal: 1,
	},
	{
		name: 'killed while Nix deletes',
		command: 'nix-store',
		script: onGc(`exec python3 '${midway}' kill-caller "$real" "$@"`),
		...killed,
		gone: 6,
		mayLose: true,
	},
	{
		name: 'killed after Nix has deleted',
		command: 'nix-store',
		script: onGc('"$real" "$@"; kill -KILL $PPID'),
		...killed,
		gone: 6,
		mayLose: true,
	},
	{
		name: 'Nix is killed while it deletes',
		command: 'nix-store',
		script: onGc(`exec python3 '${midway}' kill-nix "$real" "$@"`),
		ended: {exitCode: 1, signal: null},
		stderr: /^$/,
		stdout: /nix-store: killed by SIGKILL/,
		gone: 6,
		mayLose: true,
	},
	{
		name: 'interrupted while Nix deletes',
		command: 'nix-store',
		script: onGc(`exec python3 '${midway}' interrupt-caller "$real" "$@"`),
		ended: {exitCode: null, signal: 'SIGINT'},
		stderr: /^$/,
		gone: 6,
		mayLose: true,
	},
	{
		name: 'nix-env fails',
		command: 'nix-env',
		script: 'echo "error: no luck today" >&2; exit 1',
		ended: {exitCode: 1, signal: null},
		stderr: /^$/,
		stdout: /no luck today/,
		gone: 4,
		mayLose: true,
		journal: 3,
	},
	{
		name: 'holds cannot be made',
		command: 'nix-store',
		script: onHold('echo "error: no luck today" >&2; exit 1'),
		words: ['--hold', '1d'],
		ended: {exitCode: 1, signal: null},
		stderr: /^$/,
		stdout: /no luck today/,
		gone: 0,
		journal: 0,
	},
];

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	for (const fault of faults) {
		requires(
			...nixLab,
			'flock',
			'python3',
		)(`${fault.name}, Nix ${version.text}`, (t) =>
			together(async () => tryFault(t, fault, await faultStore(version, await emptyStore(version)))),
		);
	}
}

async function tryFault(t: ExecutionContext, fault: Fault, store: FaultStore): Promise<void> {
	try {
		const {environment} = store.nix;
		const links = fault.links?.(store) ?? store.all;
		const before = await lookBefore(store);
		if (fault.command !== undefined) store.nix.instead(fault.command, fault.script ?? '');
		const words = ['gc', '--yes', ...(fault.words ?? []), ...links.flatMap((link) => ['--root', link])];
		const ended = await runProgram(words, {environment});
		store.nix.asUsual();
		t.log(`ended: ${JSON.stringify(ended).slice(0, 300)}`);
		t.like(ended, fault.ended);
		t.regex(ended.stderr, fault.stderr);
		if (fault.stdout !== undefined) t.regex(ended.stdout, fault.stdout);
		const planned = links.map((link) => ({link, target: store.target(link)}));
		const lines = journalLines(store.folder);
		const {gone, lost} = await recover(store, before, planned);
		t.log(`${gone} of ${links.length} links were gone, the paths of ${lost} of them as well; the others are back`);
		t.is(gone, fault.gone);
		if (fault.journal !== undefined) t.is(lines, fault.journal);
		if (fault.mayLose !== true) t.is(lost, 0);
		if (fault.words?.includes('--hold')) await clearHolds(t, store);
	} finally {
		store.close();
	}
}

/** Holds that a killed nixscope has left hold nothing for ever: an hour later a collection takes them, and no root else. */
async function clearHolds(t: ExecutionContext, store: FaultStore): Promise<void> {
	const holds = holdsOf(store.folder);
	const list = `find '${holds}' -type l`;
	const left = (await store.ask(list)).split('\n').filter(Boolean);
	await store.ask(`${list} -exec touch --no-dereference --date '2 hours ago' {} +`);
	if (existsSync(journalOf(store.folder))) expireHolds(store.folder, 2);
	const {freed} = await askProgram<GcDoneAnswer>(['gc', '--yes'], store.nix);
	t.deepEqual(freed.droppedRoots.map(({link}) => link).sort(), left.sort());
	t.is(await store.ask(list), '');
	for (const link of store.all) t.true(lstatSync(link, {throwIfNoEntry: false}) !== undefined, link);
	t.log(`${left.length} holds were left, and are taken by a later collection`);
}
