import test from 'ava';
import {parseStoreUri} from '../../source/parsers/store-uri.js';
import {sshAddress} from '../../source/store/ssh-address.js';
import {remoteCommand, sshCommand} from '../../source/store/ssh-store.js';
import {StoreError} from '../../source/store/store-error.js';

const hosts: ReadonlyArray<readonly [uri: string, host: string, port: string | undefined]> = [
	['ssh://builder', 'builder', undefined],
	['ssh-ng://anna@builder', 'anna@builder', undefined],
	['ssh-ng://anna@builder:2222', 'anna@builder', '2222'],
	['ssh://[::1]:22', '::1', '22'],
	['ssh://root@[fe80::1]', 'root@fe80::1', undefined],
	['ssh://::1', '::1', undefined],
	['ssh://a%40b@host/', 'a@b@host', undefined],
];

for (const [uri, host, port] of hosts) {
	test(`host of ${uri}`, (t) => {
		t.deepEqual(sshAddress(parseStoreUri(uri), uri), {host, port});
	});
}

for (const uri of ['ssh://', 'ssh://-oProxyCommand=touch%20x', 'ssh://@host', 'ssh://-x@host', 'ssh://user@-x']) {
	test(`${uri} names no host`, (t) => {
		t.throws(() => sshAddress(parseStoreUri(uri), uri), {instanceOf: StoreError});
	});
}

function command(uri: string, sshOptions?: string) {
	const parsed = parseStoreUri(uri);
	return sshCommand(sshAddress(parsed, uri), remoteCommand(parsed), parsed.parameters, sshOptions);
}

test('the command', (t) => {
	t.deepEqual(command('ssh-ng://anna@builder'), ['ssh', '-x', '-a', '--', 'anna@builder', 'nix-store --dump-db']);
	t.deepEqual(command('ssh://b:22?ssh-key=/k&compress=true', '-F "/a b"'), [
		...['ssh', '-x', '-a', '-F', '/a b', '-i', '/k', '-C', '-p', '22', '--', 'b'],
		'nix-store --dump-db',
	]);
});

test('nix-store lies beside the remote program, and what comes over there is quoted', (t) => {
	t.is(command('ssh-ng://b?remote-program=/opt/nix/bin/nix-daemon').at(-1), '/opt/nix/bin/nix-store --dump-db');
	t.is(command('ssh://b?remote-program=/opt/my-nix-store').at(-1), '/opt/my-nix-store --dump-db');
	t.is(command('ssh-ng://b?remote-program=sudo%20nix-daemon').at(-1), 'sudo nix-store --dump-db');
	t.is(command("ssh://b?remote-store=/a';b").at(-1), `nix-store --dump-db --store '/a'\\'';b'`);
});

test('localhost is this machine, as for Nix', (t) => {
	t.deepEqual(command('ssh://localhost'), ['bash', '-c', 'nix-store --dump-db']);
	t.is(command('ssh://root@localhost')[0], 'ssh');
});
