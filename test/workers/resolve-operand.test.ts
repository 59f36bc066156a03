import test from 'ava';
import {analyse} from '../../source/analyses/analyse.js';
import {StoreError} from '../../source/store/store-error.js';
import {resolveOperand} from '../../source/workers/resolve-operand.js';
import {laptop, laptopReading, systemLink} from '../analyses/answers/laptop.js';
import {digest, smallReading} from '../analyses/answers/small-store.js';

const analysis = analyse({...laptopReading, address: {kind: 'snapshot', file: 'laptop.snapshot'}});
const names = Object.keys(laptop.paths);
const found = (operand: string) => names[resolveOperand(analysis, operand, '/nowhere')];
const pathOf = (name: string) => `/nix/store/${digest(names.indexOf(name))}-${name}`;

test('a store path, a package, a generation, a profile, a link of another machine', (t) => {
	t.is(found(pathOf('glibc-2.42')), 'glibc-2.42');
	t.is(found('glibc'), 'glibc-2.42');
	t.is(found('system-2'), 'nixos-system-2');
	t.is(found('system'), 'nixos-system-3');
	t.is(found(systemLink(1)), 'nixos-system-1');
	t.is(found('/home/anna/ml/.direnv/flake-profile'), 'project-env');
});

test('what may be several is told in one line, the newest first', (t) => {
	t.throws(() => found('firefox'), {
		instanceOf: StoreError,
		message: `firefox may be ${pathOf('firefox-145.0')}, ${pathOf('firefox-144.0')}: give one of these`,
	});
});

test('of many the newest are told, and where all are', (t) => {
	const versions = [3, 10, 9, 1, 2, 4];
	const many = analyse(smallReading({paths: Object.fromEntries(versions.map((version) => [`a-${version}`, {}]))}));
	const path = (version: number) => `/nix/store/${digest(versions.indexOf(version))}-a-${version}`;
	t.throws(() => resolveOperand(many, 'a', '/nowhere'), {
		instanceOf: StoreError,
		message: `a may be ${[10, 9, 4, 3].map(path).join(', ')} or 2 more; nixscope paths a lists all 6`,
	});
});

test('what is not there is told', (t) => {
	for (const [operand, message] of [
		['nothing', 'nothing in this store is called nothing; nixscope paths lists what is there'],
		['/nix/store/abc', '/nix/store/abc is not a valid path of this store'],
		[
			'/no/where',
			'/no/where does not exist; give a store path, a link, a generation such as system-42, or a package name',
		],
	] as const) {
		t.throws(() => found(operand), {instanceOf: StoreError, message});
	}
});
