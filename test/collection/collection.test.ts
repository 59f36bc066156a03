import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../source/analyses/analyse.js';
import {chooseRoots, type GcRequest} from '../../source/collection/choose-roots.js';
import {gcPlan} from '../../source/collection/gc-plan.js';
import {diskRemark, remarksAfter} from '../../source/collection/gc-remarks.js';
import {oldGenerations} from '../../source/collection/old-generations.js';
import {StoreError} from '../../source/store/store-error.js';
import {day, laptop, laptopReading, now, systemLink} from '../analyses/answers/laptop.js';
import {rootOf, type SmallStore, smallReading} from '../analyses/answers/small-store.js';

const analysis = analyse(laptopReading);
const nothing: GcRequest = {roots: [], filter: {kinds: [], olderThanMs: undefined}, freeBytes: undefined};

type Wish = {
	readonly roots?: readonly string[];
	readonly kinds?: GcRequest['filter']['kinds'];
	readonly days?: number;
	readonly free?: number;
};

function choose({roots = [], kinds = [], days, free}: Wish, store: SmallStore = laptop) {
	const reading = smallReading(store);
	const filter = {kinds, olderThanMs: days === undefined ? undefined : days * day};
	const choice = chooseRoots(analyse(reading), {roots, filter, freeBytes: free}, now, '/home/anna/src');
	return {links: choice.roots.map((index) => reading.roots.roots[index]!.link), remarks: choice.remarks};
}

/** Store paths become names. */
function named(paths: readonly string[]): string[] {
	return paths.map((path) => path.replace(/^\/nix\/store\/(\d{32}-)?/, ''));
}

test('without a wish nothing is dropped', (t) => {
	t.deepEqual(chooseRoots(analysis, nothing, now), {roots: [], remarks: []});
});

test('a root is named by its link, from where one stands, by its entry, or as a generation', (t) => {
	const result = {links: ['/home/anna/src/result'], remarks: []};
	t.deepEqual(choose({roots: ['/home/anna/src/result']}), result);
	t.deepEqual(choose({roots: ['result']}), result);
	t.deepEqual(choose({roots: ['../src/./result']}), result);
	t.deepEqual(choose({roots: ['/nix/var/nix/gcroots/auto/a']}), result);
	t.deepEqual(choose({roots: ['result', '/home/anna/src/result']}), result);
	t.deepEqual(choose({roots: ['system-2', systemLink(1)]}).links, [systemLink(1), systemLink(2)]);
});

test('what this user may not remove is left out, and told where it was named', (t) => {
	const reading = laptopReading;
	const mayRemove = (link: string) => !link.startsWith('/home/anna/src/') && link !== systemLink(1);
	const chosen = (wish: Partial<GcRequest>) => {
		const choice = chooseRoots(analyse(reading), {...nothing, ...wish}, now, '/', mayRemove);
		return {links: choice.roots.map((index) => reading.roots.roots[index]!.link), remarks: choice.remarks};
	};
	t.true(choose({free: 1e12}).links.includes('/home/anna/src/result'));
	const some = chosen({freeBytes: 1e12});
	t.true(some.links.length > 0 && some.links.every(mayRemove));
	t.true(some.remarks.includes('2 roots are in folders that you may not change: left out'), some.remarks.join('\n'));
	const old = chosen({filter: {kinds: [], olderThanMs: 0}});
	t.deepEqual(old.links, choose({days: 0}).links.filter(mayRemove));
	t.true(old.remarks.includes('1 root is in a folder that you may not change: left out'), old.remarks.join('\n'));
	const failure = t.throws(() => chosen({roots: ['/home/anna/src/result']}), {instanceOf: StoreError});
	t.is(failure?.message, '/home/anna/src/result is in a folder that you may not change: drop it as a user who may');
	t.throws(() => chosen({roots: [systemLink(3)]}), {message: /is never dropped/});
});

test('what cannot be dropped is told why', (t) => {
	for (const [typed, expected] of [
		['system-3', `${systemLink(3)} is never dropped: the current generation of system`],
		[
			'/proc/4121/exe',
			'/proc/4121/exe is held by process 4121 (/run/current-system/sw/bin/firefox --new-tab), which nixscope never ends: end or restart it',
		],
		[
			'4121',
			'/proc/4121/exe is held by process 4121 (/run/current-system/sw/bin/firefox --new-tab), which nixscope never ends: end or restart it',
		],
		['{temp:99}', '{temp:99} is the temporary root of a running Nix: wait until that is done'],
		[
			'../gone/result',
			'/home/anna/gone/result is gone already and holds nothing; nix-store --gc clears the entry that leads to it',
		],
		['system', 'system is a profile: name a generation of it, system-1, system-2'],
		[
			'/nix/var/nix/profiles/system',
			'/nix/var/nix/profiles/system is a profile: name a generation of it, system-1, system-2',
		],
		[
			'/nix/store/abc',
			'/nix/store/abc is a store path and no root: nixscope why /nix/store/abc tells which roots hold it',
		],
		['nowhere', 'nowhere is no root of this store; nixscope roots lists them'],
	] as const) {
		t.throws(() => choose({roots: [typed]}), {instanceOf: StoreError, message: expected});
	}
});

test('the current generation is never dropped, even where it is not marked as protected', (t) => {
	const roots = laptop.roots.map((root) => ({...root, protected: false, protection: null}));
	t.throws(() => choose({roots: ['system-3']}, {...laptop, roots}), {instanceOf: StoreError});
	t.deepEqual(choose({kinds: ['nixos-generation']}, {...laptop, roots}).links, [systemLink(1), systemLink(2)]);
});

test('a name that fits several profiles is not guessed', (t) => {
	const roots = ['anna', 'bert'].map((user) =>
		rootOf(`/home/${user}/profile-1-link`, 'hello-2.12.1', {
			kind: 'profile-generation',
			generation: {profile: `/home/${user}/profile`, number: 1},
		}),
	);
	t.throws(() => choose({roots: ['profile-1']}, {...laptop, roots}), {
		message: 'profile-1 may be /home/anna/profile-1-link, /home/bert/profile-1-link: give one of these',
	});
});

test('generations of a profile are named in their order, without protected ones', (t) => {
	const numbered = [10, 9, 1, 11, 2].map((number) => ({
		...laptop.roots[0]!,
		link: systemLink(number),
		generation: {profile: '/nix/var/nix/profiles/system', number},
	}));
	const message = (roots: NonNullable<SmallStore['roots']>, current: number) => {
		const currentGenerations = {'/nix/var/nix/profiles/system': current};
		return t.throws(() => choose({roots: ['system']}, {...laptop, roots, currentGenerations})).message;
	};
	t.is(message(numbered, 9), 'system is a profile: name a generation of it, system-1, system-2, system-10, system-11');
	t.is(
		message(numbered, 3),
		'system is a profile: name a generation of it, system-1, system-2, system-9, system-10 or 1 more',
	);
	t.is(message([numbered[0]!], 10), 'system is a profile, and all its generations are protected: none is ever dropped');
});

test('a link whose name is not UTF-8 is never chosen', (t) => {
	const link = '/home/anna/bad\uFFFD\uFFFDutf';
	const store = {...laptop, roots: [...laptop.roots, rootOf(link, 'hello-2.12.1', {modifiedAt: now - 50 * day})]};
	const remark = `${link} stays: its name is not UTF-8, remove it by hand`;
	t.throws(() => choose({roots: [link]}, store), {instanceOf: StoreError, message: remark});
	t.deepEqual(choose({kinds: ['result']}, store), {links: ['/home/anna/src/result'], remarks: [remark]});
	t.deepEqual(choose({kinds: ['result'], days: 10}, store), {links: [], remarks: [remark]});
	t.deepEqual(choose({kinds: ['result'], days: 100}, store), {links: [], remarks: []});
	const {links, remarks} = choose({free: 5000}, store);
	t.false(links.includes(link));
	t.true(remarks.includes(remark));
});

test('what is held or pinned is not proposed to free bytes; by its kind or its name it can be dropped', (t) => {
	const hold = '/home/anna/.local/state/nixscope/holds/1/1';
	const pin = '/var/state/nixscope/pins/system-1';
	const own = [
		rootOf(hold, 'hello-2.12.1', {kind: 'nixscope-hold', modifiedAt: now}),
		rootOf(pin, 'hello-2.12.1', {kind: 'other', modifiedAt: now}),
	];
	const store = {...laptop, roots: [...laptop.roots, ...own]};
	const {links, remarks} = choose({free: 5000}, store);
	t.true(links.length > 0);
	t.true(remarks.includes('2 roots held or pinned by nixscope stay'));
	t.false(links.includes(hold) || links.includes(pin));
	t.deepEqual(choose({kinds: ['nixscope-hold']}, store).links, [hold]);
	t.deepEqual(choose({roots: [pin]}, store).links, [pin]);
});

test('a process is named by its whole number', (t) => {
	t.throws(() => choose({roots: ['94121']}), {message: /^94121 is no root of this store/});
});

test('kinds: all of them that hold something, but for protected ones and processes', (t) => {
	t.deepEqual(choose({kinds: ['result']}), {links: ['/home/anna/src/result'], remarks: []});
	t.deepEqual(choose({kinds: ['nixos-generation', 'direnv']}), {
		links: [systemLink(1), systemLink(2), '/home/anna/ml/.direnv/flake-profile'],
		remarks: ['1 protected root stays'],
	});
	t.deepEqual(choose({kinds: ['process', 'temporary']}), {
		links: [],
		remarks: [
			'running processes keep what they hold: end or restart them',
			'temporary roots go when the Nix that made them is done',
		],
	});
});

test('an age alone means generations; the one that was current then stays', (t) => {
	const kept = (number: number) => [`${systemLink(number)} stays: it was the current generation at that time`];
	t.deepEqual(choose({days: 50}), {links: [systemLink(1)], remarks: kept(2)});
	t.deepEqual(choose({days: 10}), {links: [systemLink(1), systemLink(2)], remarks: []});
	t.deepEqual(choose({days: 70}), {links: [], remarks: kept(1)});
	t.deepEqual(choose({days: 100}), {links: [], remarks: []});
});

test('names, kinds and age narrow each other', (t) => {
	t.deepEqual(choose({kinds: ['direnv', 'result'], days: 50}).links, ['/home/anna/ml/.direnv/flake-profile']);
	t.deepEqual(choose({kinds: ['nixos-generation'], days: 50}).links, [systemLink(1)]);
	t.deepEqual(choose({roots: ['result', 'system-1'], days: 50}), {
		links: [systemLink(1)],
		remarks: ['/home/anna/src/result stays: the other options leave it out'],
	});
});

test('to free bytes: what is dead first, then roots out of what was chosen', (t) => {
	t.deepEqual(choose({free: 100}), {
		links: [],
		remarks: ['what is dead already, 102 B, is enough: no root is dropped'],
	});
	t.deepEqual(choose({free: 105, kinds: ['direnv']}), {
		links: ['/home/anna/ml/.direnv/flake-profile'],
		remarks: [],
	});
	const all = choose({free: 5000});
	t.deepEqual(all.links, [
		systemLink(1),
		systemLink(2),
		'/home/anna/src/result',
		'/home/anna/ml/.direnv/flake-profile',
	]);
	t.is(all.remarks.length, 1);
	const total = gcPlan(analysis, chooseRoots(analysis, {...nothing, freeBytes: 5000}, now).roots).answer.narSize;
	t.deepEqual(choose({free: total}).remarks, []);
	t.regex(all.remarks[0]!, /^only \d+ B of 4\.9 KiB: no other root may be dropped or frees more$/);
});

test('paths without files are not counted: a collection does not delete them', (t) => {
	const reading = smallReading(laptop);
	const idOf = (name: string) => Object.keys(laptop.paths).indexOf(name);
	const freeing = (bytes: number, missing: readonly string[]) => {
		const store = analyse({...reading, missing: missing.map(idOf)});
		const choice = chooseRoots(store, {...nothing, freeBytes: bytes}, now);
		return {...gcPlan(store, choice.roots).answer, choice: choice.remarks};
	};
	const dead = ['hello-2.12.1', 'hello-2.12.2', 'hello-2.12.2.tar.gz'];
	const left = 'dead paths have no files and stay in the database: a collection deletes only what is there';

	// 102 bytes are dead, but only 12 of them are there.
	const some = freeing(20, dead.slice(0, 2));
	t.true(some.narSize >= 20, String(some.narSize));
	t.true(some.removedRoots.length > 0);
	t.deepEqual(some.choice, []);
	t.is(some.remarks[0], `2 ${left}`);

	// Old generations hold only what is gone: dropping them would delete nothing.
	const gone = freeing(5000, Object.keys(laptop.paths));
	t.deepEqual([gone.removedRoots, gone.newlyDead.paths, gone.narSize], [[], [], 0]);
	t.deepEqual(gone.choice, ['only 0 B of 4.9 KiB: no other root may be dropped or frees more']);
	t.is(gone.remarks[0], `3 ${left}`);

	// It goes with a dead path that it refers to.
	const held = freeing(102, ['hello-2.12.2']);
	t.deepEqual([held.narSize, held.choice], [102, ['what is dead already, 102 B, is enough: no root is dropped']]);
	t.false(held.remarks.some((remark) => remark.endsWith(left)));
});

test('a path without files is told even when there is nothing to do', (t) => {
	const reading = smallReading({paths: {a: {size: 1}}, roots: []});
	const {answer} = gcPlan(analyse({...reading, missing: [0]}), []);
	t.deepEqual(answer.commands, []);
	t.deepEqual(answer.remarks, [
		'1 dead path has no files and stays in the database: a collection deletes only what is there',
	]);
});

test('that the disk gets back less than was asked for is told', (t) => {
	const mebibyte = 2 ** 20;
	const remark = (asked: number | undefined, diskSize: number | null, narSize = 13 * mebibyte) =>
		diskRemark(asked, {narSize, diskSize});
	t.deepEqual(remark(12 * mebibyte, 9 * mebibyte), [
		'only 9.0 MiB of 12 MiB comes back on the disk: --free counts NAR bytes, and files that other paths share stay',
	]);
	t.deepEqual(remark(12 * mebibyte, 12 * mebibyte), []);
	t.deepEqual(remark(12 * mebibyte, 13 * mebibyte), []);
	// Not known, not asked, no more than the plan has, or no difference that shows.
	t.deepEqual(remark(12 * mebibyte, null), []);
	t.deepEqual(remark(undefined, 9 * mebibyte), []);
	t.deepEqual(remark(12 * mebibyte, 9 * mebibyte, 8 * mebibyte), []);
	t.deepEqual(remark(12 * mebibyte + 1000, 12 * mebibyte + 10), []);
});

test('all roots of one link go with it', (t) => {
	const roots = [...laptop.roots, {...laptop.roots[0]!, entry: '/nix/var/nix/gcroots/auto/d'}];
	const reading = smallReading({...laptop, roots});
	const {roots: chosen} = chooseRoots(analyse(reading), {...nothing, roots: ['system-1']}, now);
	t.deepEqual(chosen, [0, 9]);
	const {answer} = gcPlan(analyse(reading), chosen);
	t.deepEqual(
		answer.removedRoots.map(({link}) => link),
		[systemLink(1)],
	);
	t.deepEqual(named(answer.newlyDead.paths), ['nixos-system-1']);
	t.is(answer.commands.length, 2);
});

test('a plan: what goes, what it is worth, how', (t) => {
	const chosen = chooseRoots(analysis, {...nothing, roots: ['system-2', 'system-1', '/home/anna/src/result']}, now);
	const {answer, baseNames} = gcPlan(analysis, chosen.roots);
	t.deepEqual(named(answer.alreadyDead.paths), [
		'hello-2.12.1',
		'hello-2.12.2',
		'hello-2.12.2.tar.gz',
		'tmp-left-over',
	]);
	t.is(answer.alreadyDead.narSize, 102);
	t.deepEqual(named(answer.newlyDead.paths), ['openssl-3.4.0', 'firefox-144.0', 'nixos-system-1', 'nixos-system-2']);
	t.is(answer.newlyDead.narSize, 18 + 290 + 7 + 8);
	t.is(answer.narSize, 425);
	t.deepEqual(answer.paths, [...answer.alreadyDead.paths, ...answer.newlyDead.paths]);
	t.deepEqual([...baseNames].sort(), answer.paths.map((path) => path.slice('/nix/store/'.length)).sort());
	t.deepEqual(answer.commands, [
		['nix-env', '-p', '/nix/var/nix/profiles/system', '--delete-generations', '1', '2'],
		['rm', '/home/anna/src/result'],
		['nix-store', '--gc'],
	]);
	t.deepEqual(
		answer.removedRoots.map(({link, retainedSize}) => [link, retainedSize]),
		[
			[systemLink(1), 7],
			[systemLink(2), 0],
			['/home/anna/src/result', 0],
		],
	);
	t.deepEqual(answer.remarks, [
		'boot entries of dropped generations stay until they are written again: /nix/var/nix/profiles/system/bin/switch-to-configuration boot',
		"1 entry of the store's folder is not registered: deleted as well, of unknown NAR size",
		'Nix also removes 1 entry of gcroots/auto whose link is gone already',
		'nix-store --gc deletes whatever is dead then, also what died after this plan was made',
	]);
	t.true(answer.complete);
});

test('only what dies with the roots: neither what is dead already nor what stands in the folder', (t) => {
	const store = {
		paths: {
			app: {size: 5, references: ['lib']},
			lib: {size: 7},
			old: {size: 11, references: ['lib']},
			dead: {size: 13},
		},
		roots: [rootOf('/result', 'app')],
		unregistered: ['tmp-left-over'],
	};
	const {answer, baseNames} = gcPlan(analyse(smallReading(store)), [0], new Map(), true);
	t.deepEqual(named(answer.newlyDead.paths), ['app', 'lib']);
	// Holds one of these, and must go with it.
	t.deepEqual(named(answer.alreadyDead.paths), ['old']);
	t.is(answer.narSize, 23);
	t.is(baseNames.length, 3);
	t.deepEqual(answer.commands, [
		['rm', '/result'],
		['nix-store', '--delete', '(3 paths)'],
	]);
	t.deepEqual(answer.remarks, []);
	t.deepEqual(gcPlan(analyse(smallReading(store)), [], new Map(), true).answer.commands, []);
	const free = (isOnly: boolean) =>
		chooseRoots(analyse(smallReading(store)), {...nothing, freeBytes: 12, isOnly}, now).roots;
	t.deepEqual(free(false), []);
	t.deepEqual(free(true), [0]);
});

test('a plan without anything to do has no commands', (t) => {
	const store = {paths: {a: {size: 1}}, roots: [rootOf('/result', 'a')]};
	const {answer} = gcPlan(analyse(smallReading(store)), []);
	t.deepEqual([answer.paths, answer.commands, answer.remarks], [[], [], []]);
	const unlisted = gcPlan(analyse(smallReading({...store, unregistered: null})), []);
	t.deepEqual(unlisted.answer.commands, [['nix-store', '--gc']]);
});

test('a chroot store is named in the commands; a generation without a current one is a link', (t) => {
	const address = {...(laptopReading.address as object), uri: '/mnt', chroot: '/mnt'} as typeof laptopReading.address;
	const commands = (store: SmallStore) => gcPlan(analyse(smallReading(store)), [0]).answer.commands;
	t.deepEqual(commands({...laptop, address}), [
		['nix-env', '--store', '/mnt', '-p', '/nix/var/nix/profiles/system', '--delete-generations', '1'],
		['nix-store', '--store', '/mnt', '--gc'],
	]);
	t.deepEqual(commands({...laptop, currentGenerations: {}})[0], ['rm', systemLink(1)]);
});

test('a store whose roots cannot be seen has no plan', (t) => {
	const plan = (address: NonNullable<SmallStore['address']>, roots: SmallStore['roots'] = []) =>
		gcPlan(analyse(smallReading({...laptop, roots, address, unreadable: ['the GC roots of host']})), []);
	t.throws(() => plan({kind: 'ssh', host: 'host', uri: 'ssh://host'}), {instanceOf: StoreError});
	t.throws(() => plan({kind: 'binary-cache', folder: '/cache', uri: 'file:///cache'}), {instanceOf: StoreError});
	t.throws(() => plan({kind: 'snapshot', file: 'a.snapshot'}), {instanceOf: StoreError});
	const {answer} = plan({kind: 'snapshot', file: 'a.snapshot'}, laptop.roots);
	t.is(
		answer.remarks[0],
		'a plan for the store that the snapshot was made of: run the commands there, where alone it is known what the disk gets back',
	);
});

test('old generations: what Nix keeps, for any times that rise', (t) => {
	const profile = '/nix/var/nix/profiles/system';
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 0, max: 20}), {maxLength: 8}),
			fc.integer({min: 0, max: 21}),
			fc.integer({min: 1, max: 8}),
			(steps, cutoff, current) => {
				const times = [...steps].sort((a, b) => a - b);
				const roots = times.map((time, index) =>
					rootOf(systemLink(index + 1), 'x', {
						modifiedAt: time * 1000 + index,
						generation: {profile, number: index + 1},
					}),
				);
				const {links} = oldGenerations(
					{roots, currentGenerations: new Map([[profile, current]]), unreadable: []} as never,
					cutoff * 1000 + 500,
				);
				// The one that was current at the cutoff is the newest that is older; all before it go.
				const wasCurrent = times.filter((time) => time < cutoff).length;
				const expected = Array.from({length: Math.max(0, wasCurrent - 1)}, (_, index) => index + 1)
					.filter((number) => number !== current)
					.map(systemLink);
				t.deepEqual([...links].sort(), expected.sort());
			},
		),
	);
});

test('what was said before is not said again, but for what stays so', (t) => {
	const left = '1 dead path has no files and stays in the database: a collection deletes only what is there';
	const remarks = [
		'nix-store --gc deletes whatever is dead then, also what died after this plan was made',
		'Nix also removes 1 entry of gcroots/auto whose link is gone already',
		"1 entry of the store's folder is not registered: deleted as well, of unknown NAR size",
		left,
		'1 protected root stays',
	];
	t.deepEqual(remarksAfter(remarks, {isDeleted: true, droppedRoots: []}), [left, '1 protected root stays']);
	t.deepEqual(remarksAfter(remarks, {isDeleted: false, droppedRoots: []}), ['1 protected root stays']);
});
