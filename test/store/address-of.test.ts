import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {asksDaemon, storeAddress} from '../../source/store/address-of.js';
import type {LocalStore} from '../../source/store/store-address.js';
import {StoreError} from '../../source/store/store-error.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

/** No configuration of this machine shines through. */
const bare = {HOME: folder, NIX_CONF_DIR: path.join(folder, 'etc'), NIX_USER_CONF_FILES: ''};
const usual = {
	kind: 'local',
	storeDirectory: '/nix/store',
	realStoreDirectory: '/nix/store',
	stateDirectory: '/nix/var/nix',
	chroot: '',
	uri: undefined,
} as const;
const chroot = (root: string, uri: string = root) => ({
	...usual,
	realStoreDirectory: `${root}/nix/store`,
	stateDirectory: `${root}/nix/var/nix`,
	chroot: root,
	uri,
});

function addressOf(store: string | undefined, environment: NodeJS.ProcessEnv = {}) {
	return storeAddress({store, snapshot: undefined}, {...bare, ...environment});
}

for (const uri of ['auto', 'local', '', 'local://']) {
	test(`the usual store: "${uri}"`, (t) => {
		t.deepEqual(addressOf(uri), usual);
	});
}

test('the folders that the environment names', (t) => {
	t.deepEqual(addressOf('local', {NIX_STORE_DIR: '/gnu/store/', NIX_STATE_DIR: '/gnu/../gnu/var'}), {
		...usual,
		storeDirectory: '/gnu/store',
		realStoreDirectory: '/gnu/store',
		stateDirectory: '/gnu/var',
	});
	t.deepEqual(addressOf('local', {NIX_STORE_DIR: '', NIX_STATE_DIR: ''}), usual);
});

test('chroot stores', (t) => {
	t.deepEqual(addressOf('/tmp/x/'), chroot('/tmp/x'));
	t.deepEqual(addressOf('./x y'), chroot(path.resolve('x y')));
	t.deepEqual(addressOf('local?root=/tmp/x'), chroot('/tmp/x', 'local?root=/tmp/x'));
	t.deepEqual(
		addressOf('./x?require-sigs=false'),
		chroot(path.resolve('x'), `${path.resolve('x')}?require-sigs=false`),
	);
	t.deepEqual(addressOf('/tmp/x', {NIX_STATE_DIR: '/var/other', NIX_STORE_DIR: '/gnu/store'}), {
		...chroot('/tmp/x'),
		storeDirectory: '/gnu/store',
	});
	t.deepEqual(addressOf('/'), {...usual, uri: '/'});
});

test('the usual store has to be named to commands where another one is configured', (t) => {
	t.deepEqual(addressOf('auto', {NIX_REMOTE: '/from-remote'}), {...usual, uri: 'auto'});
	t.deepEqual(addressOf('local', {NIX_CONFIG: 'store = ssh-ng://host'}), {...usual, uri: 'local'});
	t.deepEqual(addressOf('auto', {NIX_REMOTE: 'daemon'}), usual);
});

test('the daemon has the usual folders', (t) => {
	t.deepEqual(addressOf('daemon'), {...usual, uri: 'daemon'});
	t.deepEqual(addressOf('unix://'), {...usual, uri: 'unix://'});
	t.deepEqual(addressOf(undefined, {NIX_REMOTE: 'daemon'}), usual);
});

test('Nix is asked only where it asks the daemon: else it would make a store that is not there', (t) => {
	const asked = (store: string | undefined, environment: NodeJS.ProcessEnv = {}) => {
		const all = {...bare, ...environment};
		return asksDaemon(storeAddress({store, snapshot: undefined}, all) as LocalStore, all);
	};

	const state = path.join(folder, 'state');
	mkdirSync(path.join(state, 'daemon-socket'), {recursive: true});
	writeFileSync(path.join(state, 'daemon-socket/socket'), '');
	t.true(asked('daemon'));
	t.true(asked(undefined, {NIX_REMOTE: 'daemon'}));
	t.false(asked(path.join(folder, 'no-store')));
	t.false(asked('local'));
	t.false(asked(undefined, {NIX_STATE_DIR: state}));
	t.false(asked(undefined, {NIX_STATE_DIR: path.join(folder, 'no-state')}));
	t.true(asked(undefined, {NIX_STATE_DIR: path.join(folder, 'no-state'), NIX_DAEMON_SOCKET_PATH: state}));
});

test('each folder by itself', (t) => {
	const uri = 'local?store=/a/store&real=/b/store&state=/c/var';
	t.deepEqual(addressOf(uri), {
		...usual,
		storeDirectory: '/a/store',
		realStoreDirectory: '/b/store',
		stateDirectory: '/c/var',
		uri,
	});
});

test('the option, then NIX_CONFIG, then the files, then NIX_REMOTE', (t) => {
	const conf = path.join(folder, 'etc-with-store');
	const user = path.join(folder, 'user.conf');
	mkdirSync(conf);
	writeFileSync(path.join(conf, 'nix.conf'), 'store = /from-machine\n');
	writeFileSync(user, 'store = /from-user\n');
	const all = {
		NIX_CONFIG: 'store = /from-variable',
		NIX_REMOTE: '/from-remote',
		NIX_CONF_DIR: conf,
		NIX_USER_CONF_FILES: user,
	};
	t.deepEqual(addressOf('/from-option', all), chroot('/from-option'));
	t.deepEqual(addressOf(undefined, all), chroot('/from-variable'));
	t.deepEqual(addressOf(undefined, {...all, NIX_CONFIG: undefined}), chroot('/from-user'));
	t.deepEqual(addressOf(undefined, {...all, NIX_CONFIG: '', NIX_USER_CONF_FILES: ''}), chroot('/from-machine'));
	t.deepEqual(addressOf(undefined, {NIX_REMOTE: '/from-remote'}), chroot('/from-remote'));
	t.deepEqual(addressOf(undefined, {NIX_REMOTE: 'daemon'}), usual);
});

test('other kinds', (t) => {
	t.deepEqual(addressOf('ssh-ng://anna@builder:22?compress=true'), {
		kind: 'ssh',
		host: 'anna@builder',
		uri: 'ssh-ng://anna@builder:22?compress=true',
	});
	t.deepEqual(addressOf('file:///tmp/a%20cache/'), {
		kind: 'binary-cache',
		folder: '/tmp/a cache',
		uri: 'file:///tmp/a%20cache/',
	});
	t.deepEqual(storeAddress({store: '/x', snapshot: 'a.snapshot'}, bare), {
		kind: 'snapshot',
		file: path.resolve('a.snapshot'),
	});
});

const refused: ReadonlyArray<readonly [uri: string, message: RegExp]> = [
	['https://cache.nixos.org', /^https:\/\/cache\.nixos\.org cannot be listed: /],
	['s3://bucket', /cannot be listed/],
	['ssh://', /names no host/],
	['dummy://', /^stores of the kind dummy:\/\/ cannot be read/],
	['word', /^word is no store that Nix knows; a folder is written with a slash: --store \.\/word$/],
];

for (const [uri, message] of refused) {
	test(`${uri} is refused`, (t) => {
		t.throws(() => addressOf(uri), {instanceOf: StoreError, message});
	});
}
