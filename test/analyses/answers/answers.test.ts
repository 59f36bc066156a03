import test from 'ava';
import {analyse} from '../../../source/analyses/analyse.js';
import {closureAnswer} from '../../../source/analyses/answers/closure.js';
import {diffAnswer} from '../../../source/analyses/answers/diff.js';
import {generationsAnswer} from '../../../source/analyses/answers/generations.js';
import {rootsAnswer} from '../../../source/analyses/answers/roots.js';
import {whyAnswer} from '../../../source/analyses/answers/why.js';
import {day, laptop, laptopReading, now, systemLink} from './laptop.js';
import {smallReading} from './small-store.js';

const analysis = analyse(laptopReading);
const everything = {kinds: [], olderThanMs: undefined};

function id(name: string): number {
	return Object.keys(laptop.paths).indexOf(name);
}

/** Store paths become names. */
function named(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value).replaceAll(/\/nix\/store\/\d{32}-/g, ''));
}

test('why a path is live: one link alone holds it', (t) => {
	const answer = whyAnswer(analysis, id('openssl-3.5.4-dev'));
	t.like(named(answer), {
		version: 1,
		complete: true,
		unreadable: [],
		path: 'openssl-3.5.4-dev',
		live: true,
		narSize: 5,
		closureSize: 125,
		retainedSize: 5,
		shortestChain: [
			{path: '/home/anna/ml/.direnv/flake-profile', via: 'root'},
			{path: 'project-env', via: 'root'},
			{path: 'openssl-3.5.4-dev', via: 'reference'},
		],
		dominators: ['project-env', '/home/anna/ml/.direnv/flake-profile'],
		heldBy: [{path: 'project-env', via: 'reference', retainedSize: 8}],
		heldByCount: 1,
		heldByDead: [],
		deriver: null,
	});
	t.deepEqual(
		answer.roots.map(({link, retainedSize, closureSize}) => [link, retainedSize, closureSize]),
		[['/home/anna/ml/.direnv/flake-profile', 8, 128]],
	);
});

test('why a path is live: several roots, the largest first; nothing alone', (t) => {
	const answer = whyAnswer(analysis, id('firefox-145.0'));
	t.is(named(answer.deriver), 'firefox-145.0.drv');
	t.deepEqual(answer.dominators, []);
	t.deepEqual(
		answer.roots.map(({link, closureSize}) => [link, closureSize]),
		[
			[systemLink(3), 429],
			['/proc/4121/exe', 420],
		],
	);
});

test('a derivation is held by what was built with it', (t) => {
	const answer = whyAnswer(analysis, id('firefox-145.0.drv'));
	t.deepEqual(named(answer.dominators), ['firefox-145.0']);
	t.deepEqual(answer.shortestChain.at(-1)?.via, 'deriver');
	t.deepEqual(
		answer.heldBy.map(({via}) => via),
		['deriver'],
	);
});

test('why a path is dead: what refers to it', (t) => {
	const answer = whyAnswer(analysis, id('hello-2.12.1'));
	t.like(named(answer), {
		live: false,
		retainedSize: null,
		shortestChain: [],
		dominators: [],
		roots: [],
		heldByDead: ['hello-2.12.2'],
	});
});

test('where roots could not be seen a path that nothing holds is not called dead', (t) => {
	const unreadable = ['processes of other users (212)'];
	const answer = whyAnswer(analyse(smallReading({...laptop, unreadable})), id('hello-2.12.1'));
	t.is(answer.live, 'unknown');
	t.false(answer.complete);
	t.deepEqual(answer.unreadable, unreadable);
});

test('a process with several roots is named by its number', (t) => {
	const reading = smallReading({...laptop, roots: laptop.roots.filter(({kind}) => kind === 'process')});
	t.deepEqual(whyAnswer(analyse(reading), id('openssl-3.5.4')).dominators, ['pid 4121']);
});

test('roots: what can be dropped, protected ones, processes, what holds nothing', (t) => {
	const answer = rootsAnswer(analysis, everything, now);
	t.deepEqual(
		answer.roots.map(({link, retainedSize, closureSize}) => [link, retainedSize, closureSize]),
		[
			['/home/anna/ml/.direnv/flake-profile', 8, 128],
			[systemLink(1), 7, 415],
			['/home/anna/src/result', 0, 436],
			[systemLink(2), 0, 436],
			[systemLink(3), 9, 429],
			['/proc/4121/exe', 0, 420],
			['/proc/4121/maps', 0, 120],
			['{temp:99}', 0, 0],
			['/home/anna/gone/result', null, null],
		],
	);
	t.is(answer.totalCount, 9);
	t.is(answer.retainedTogether, analysis.liveNarSize);
});

test('roots are chosen by kind and age, and what they hold together is exact', (t) => {
	const filter = {kinds: ['nixos-generation', 'result'] as const, olderThanMs: 30 * day};
	const answer = rootsAnswer(analysis, filter, now);
	t.deepEqual(
		answer.roots.map(({link}) => link),
		[systemLink(1), systemLink(2), systemLink(3)],
	);
	t.is(answer.totalCount, 9);
	// Without the three the result link still holds system 2, and the process firefox 145.
	t.is(answer.retainedTogether, 7 + 9);
	const both = rootsAnswer(analysis, {...filter, olderThanMs: undefined}, now);
	t.is(both.roots.length, 5);
	t.is(both.retainedTogether, 7 + 8 + 9 + 290 + 18);
});

test('closure: the path first, then what brings in most', (t) => {
	t.deepEqual(named(closureAnswer(analysis, id('nixos-system-3'))), {
		version: 1,
		path: 'nixos-system-3',
		closureSize: 429,
		paths: [
			{path: 'nixos-system-3', narSize: 9, retainedInClosure: 429},
			{path: 'firefox-145.0', narSize: 300, retainedInClosure: 420},
			{path: 'glibc-2.42', narSize: 100, retainedInClosure: 100},
			{path: 'openssl-3.5.4', narSize: 20, retainedInClosure: 20},
		],
	});
	t.is(closureAnswer(analysis, id('unsized')).paths[0]!.narSize, null);
});

test('generations of each profile, NixOS first', (t) => {
	const channels = '/nix/var/nix/profiles/per-user/root/channels';
	const reading = smallReading({
		...laptop,
		roots: [
			{
				...laptop.roots[0]!,
				kind: 'channel-generation',
				link: `${channels}-7-link`,
				generation: {profile: channels, number: 7},
			},
			...laptop.roots.toReversed(),
			// The same link again, found by an indirect root.
			{...laptop.roots[1]!, entry: '/nix/var/nix/gcroots/auto/d'},
		],
	});
	const {profiles} = generationsAnswer(analyse(reading));
	t.deepEqual(
		profiles.map(({kind, profile, generations}) => [kind, profile, generations.map(({number}) => number)]),
		[
			['nixos', '/nix/var/nix/profiles/system', [1, 2, 3]],
			['channels', channels, [7]],
		],
	);
	t.deepEqual(named(profiles[0]!.generations[2]), {
		number: 3,
		link: systemLink(3),
		target: 'nixos-system-3',
		createdAt: now - 30 * day,
		current: true,
		protected: true,
		protection: 'the current generation of system',
		closureSize: 429,
		retainedSize: 9,
	});
	t.false(profiles[0]!.generations[1]!.current);
});

test('diff: packages added, removed, changed; sizes add up', (t) => {
	const answer = diffAnswer(analysis, id('nixos-system-2'), id('nixos-system-3'));
	t.deepEqual(named(answer), {
		version: 1,
		from: 'nixos-system-2',
		to: 'nixos-system-3',
		added: [],
		removed: [],
		changed: [
			{name: 'openssl', from: ['3.4.0', '3.5.4'], to: ['3.5.4'], narSizeDelta: -18},
			{name: 'firefox', from: ['144.0'], to: ['145.0'], narSizeDelta: 10},
			{name: 'nixos-system', from: ['2'], to: ['3'], narSizeDelta: 1},
		],
		narSizeDelta: -7,
		fromClosureSize: 436,
		toClosureSize: 429,
	});
});

test('diff: what is only on one side, the largest first', (t) => {
	const answer = diffAnswer(analysis, id('project-env'), id('hello-2.12.2'));
	t.deepEqual(answer.added, [
		{name: 'hello', version: '2.12.2', narSize: 50},
		{name: 'hello', version: '2.12.1', narSize: 40},
	]);
	t.deepEqual(answer.removed, [
		{name: 'openssl', version: '3.5.4', narSize: 25},
		{name: 'project-env', version: '', narSize: 3},
	]);
	t.deepEqual(answer.changed, []);
	t.is(answer.narSizeDelta, 50 + 40 - 25 - 3);
});
