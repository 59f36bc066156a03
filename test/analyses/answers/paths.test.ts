import test from 'ava';
import {analyse} from '../../../source/analyses/analyse.js';
import {type PathsRequest, pathsAnswer} from '../../../source/analyses/answers/paths.js';
import {day, laptop, laptopReading} from './laptop.js';
import {digest, smallReading} from './small-store.js';

const analysis = analyse(laptopReading);
const all: PathsRequest = {filter: 'all', match: '', sort: 'nar', limit: undefined, allClosures: false};

function namesOf(request: Partial<PathsRequest>): string[] {
	return pathsAnswer(analysis, {...all, ...request}).paths.map(({path}) => path.slice('/nix/store/'.length + 33));
}

test('totals are of the whole store, whatever is asked for', (t) => {
	const totals = {
		paths: 15,
		narSize: 863,
		livePaths: 12,
		liveNarSize: 761,
		deadPaths: 3,
		deadNarSize: 102,
		unregistered: 1,
	};
	t.deepEqual(pathsAnswer(analysis, all).totals, totals);
	t.deepEqual(pathsAnswer(analysis, {...all, match: 'nothing', filter: 'dead', limit: 1}).totals, totals);
	const unlisted = analyse(smallReading({...laptop, unregistered: null}));
	t.is(pathsAnswer(unlisted, all).totals.unregistered, null);
});

test('a row has all its numbers; what is not known is null', (t) => {
	const {paths} = pathsAnswer(analysis, {...all, match: 'firefox-145.0'});
	t.deepEqual(paths, [
		{
			path: `/nix/store/${digest(6)}-firefox-145.0`,
			narSize: 300,
			live: true,
			closureSize: 420,
			retainedSize: 301,
			referrers: 1,
			registrationTime: 50 * day,
		},
		{
			path: `/nix/store/${digest(4)}-firefox-145.0.drv`,
			narSize: 1,
			live: true,
			closureSize: 1,
			retainedSize: 1,
			referrers: 0,
			registrationTime: null,
		},
	]);
	t.like(pathsAnswer(analysis, {...all, match: 'unsized'}).paths[0], {narSize: null, closureSize: 0});
	t.like(pathsAnswer(analysis, {...all, match: 'hello-2.12.1'}).paths[0], {live: false, retainedSize: null});
});

test('digests are not searched, but for one that is told by its beginning', (t) => {
	const [one, two] = [`abcdefg${'h'.repeat(25)}`, `xzzzyyy${'q'.repeat(25)}`];
	const baseNames = [`${one}-glibc`, `${two}-abcdef`];
	const small = smallReading({paths: {glibc: {size: 2}, abcdef: {size: 1}}});
	const names = {
		...small.graph.names,
		baseName: (id: number) => baseNames[id]!,
		path: (id: number) => `/nix/store/${baseNames[id]}`,
	};
	const store = analyse({...small, graph: {...small.graph, names}});
	const found = (match: string) =>
		pathsAnswer(store, {...all, match}).paths.map(({path}) => path.slice('/nix/store/'.length));
	t.deepEqual(found('zzz'), []);
	t.deepEqual(found('abcdef'), [baseNames[1]!]);
	t.deepEqual(found('abcdefg'), [baseNames[0]!]);
	t.deepEqual(found(`${one}-gl`), [baseNames[0]!]);
	t.deepEqual(found(`${one}-libc`), []);
	t.deepEqual(found('bcdefgh'), []);
	t.deepEqual(found('/nix/store/abc'), [baseNames[0]!]);
	t.deepEqual(found(`/nix/store/${two}-abcdef/bin/x`), [baseNames[1]!]);
	t.deepEqual(found('/nix/store/glibc'), []);
});

test('paths are live or dead, or match a part of the name', (t) => {
	t.deepEqual(namesOf({filter: 'dead'}), ['hello-2.12.2', 'hello-2.12.1', 'hello-2.12.2.tar.gz']);
	t.is(namesOf({filter: 'live'}).length, 12);
	t.deepEqual(namesOf({match: 'FIREFOX-14'}), ['firefox-145.0', 'firefox-144.0', 'firefox-145.0.drv']);
	t.deepEqual(namesOf({match: `/nix/store/${digest(0)}`}), ['glibc-2.42']);
});

test('the order is what was asked for', (t) => {
	const first = (sort: PathsRequest['sort']) => namesOf({sort, limit: 3});
	t.deepEqual(first('nar'), ['firefox-145.0', 'firefox-144.0', 'glibc-2.42']);
	t.deepEqual(first('closure'), ['nixos-system-2', 'nixos-system-3', 'firefox-145.0']);
	t.deepEqual(first('retained'), ['firefox-144.0', 'firefox-145.0', 'glibc-2.42']);
	t.deepEqual(first('referrers'), ['glibc-2.42', 'openssl-3.5.4', 'firefox-144.0']);
	t.deepEqual(first('age'), ['glibc-2.42', 'openssl-3.4.0', 'openssl-3.5.4']);
	t.deepEqual(first('name'), ['firefox-144.0', 'firefox-145.0', 'firefox-145.0.drv']);
	t.is(namesOf({sort: 'age'}).length, 15);
});

test('a limit says how many there are, and computes closures of what is shown only', (t) => {
	const asked: number[] = [];
	const counting = {
		...analysis,
		closureSizes: (ids: ArrayLike<number>) => {
			asked.push(ids.length);
			return analysis.closureSizes(ids);
		},
	};
	const answer = pathsAnswer(counting, {...all, limit: 2});
	t.is(answer.paths.length, 2);
	t.is(answer.matchCount, 15);
	pathsAnswer(counting, {...all, limit: 2, sort: 'closure'});
	pathsAnswer(counting, {...all, limit: 2, allClosures: true});
	pathsAnswer(counting, {...all, match: 'nothing'});
	t.deepEqual(asked, [2, 15, 15, 0]);
});

test('progress of closure sizes', (t) => {
	const told: [number, number][] = [];
	const half = {
		...analysis,
		closureSizes: (ids: ArrayLike<number>, onDone?: (done: number) => void) => {
			onDone?.(7);
			return analysis.closureSizes(ids);
		},
	};
	pathsAnswer(half, {...all, allClosures: true}, (done, total) => told.push([done, total]));
	t.deepEqual(told, [[7, 15]]);
});

test('packages with more than one version, by the names of all lists: outputs are packages of their own, derivations and sources none', (t) => {
	t.deepEqual(pathsAnswer(analysis, all).packages, [
		{name: 'firefox', versions: ['144.0', '145.0'], pathCount: 2, narSize: 590},
		{name: 'hello', versions: ['2.12.1', '2.12.2'], pathCount: 2, narSize: 90},
		{name: 'openssl', versions: ['3.4.0', '3.5.4'], pathCount: 2, narSize: 38},
		{name: 'nixos-system', versions: ['1', '2', '3'], pathCount: 3, narSize: 24},
	]);
	const names = ['a-9.1', 'a-10.0', 'a-9.1-man', 'b-1.0', 'b-1.0-lib', 'c-1.tar.xz', 'c-1', 'd', 'd-e'];
	const reading = smallReading({paths: Object.fromEntries(names.map((name) => [name, {size: 1}]))});
	t.deepEqual(pathsAnswer(analyse(reading), all).packages, [
		{name: 'a', versions: ['9.1', '10.0'], pathCount: 2, narSize: 2},
	]);
});
