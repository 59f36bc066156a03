import test from 'ava';
import {hostName} from '../../source/parsers/host-name.js';
import {packageName, splitStorePath, storePathName} from '../../source/parsers/store-path.js';

const digest = '4m4pp4h8g12n62nmfb01sndyxv9cn4fh';

test('store paths to folder, digest and name', (t) => {
	t.deepEqual(splitStorePath(`/nix/store/${digest}-firefox-145.0.drv`), {
		storeDirectory: '/nix/store',
		digest,
		name: 'firefox-145.0.drv',
	});
	t.deepEqual(splitStorePath(`${digest}-x`), {storeDirectory: '', digest, name: 'x'});
	t.deepEqual(splitStorePath('/tmp/some-file'), {storeDirectory: '/tmp', digest: undefined, name: 'some-file'});
	t.is(storePathName(`/elsewhere/store/${digest}-a-b`), 'a-b');
	t.is(storePathName(''), '');
});

test('names and versions as Nix splits them', (t) => {
	const split = (name: string) => Object.values(packageName(name)).join('|');
	t.deepEqual(
		[
			'firefox-145.0',
			'hello',
			'python3.12-foo-1.2',
			'nix-2.34pre20251101_abc',
			'gtk+3',
			'a-',
			'a--b',
			'texlive-2025-bin',
			'',
		].map(split),
		[
			'firefox|145.0',
			'hello|',
			'python3.12-foo|1.2',
			'nix|2.34pre20251101_abc',
			'gtk+3|',
			'a-|',
			'a|-b',
			'texlive|2025-bin',
			'|',
		],
	);
});

const hosts: Readonly<Record<string, string>> = {
	'': 'local',
	local: 'local',
	daemon: 'local',
	auto: 'local',
	'local://': 'local',
	'unix:///nix/var/nix/daemon-socket/socket': 'local',
	'local?root=/mnt': 'local',
	'/mnt/chroot': 'local',
	'https://cache.nixos.org': 'cache.nixos.org',
	'https://cache.nixos.org/?priority=10': 'cache.nixos.org',
	'http://127.0.0.1:8848/cache': '127.0.0.1:8848',
	's3://bucket?region=eu-west-1': 'bucket',
	'ssh-ng://nix@hydra1?remote-store=local&ssh-key=/root/key': 'hydra1',
	'ssh://root@127.0.0.1:2222?remote-program=/x/nix-store': '127.0.0.1',
	'ssh://[::1]:22': '::1',
	'nix@builder': 'builder',
	localhost: 'localhost',
	'file:///mnt/cache/': 'cache',
	'file:///': '/',
	'https://': 'https://',
};

for (const [uri, host] of Object.entries(hosts)) {
	test(`host of ${JSON.stringify(uri)}`, (t) => {
		t.is(hostName(uri), host);
	});
}
