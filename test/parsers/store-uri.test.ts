import path from 'node:path';
import test from 'ava';
import {chrootOf, parseStoreUri} from '../../source/parsers/store-uri.js';

const schemes: ReadonlyArray<readonly [uri: string, scheme: string, location: string]> = [
	['', 'auto', ''],
	['auto', 'auto', ''],
	['daemon', 'unix', ''],
	['unix:///run/socket', 'unix', '/run/socket'],
	['local', 'local', ''],
	['local?root=/x', 'local', ''],
	['ssh-ng://anna@builder:2222?compress=true', 'ssh-ng', 'anna@builder:2222'],
	['file:///tmp/cache', 'file', '/tmp/cache'],
	['https://cache.example.org/x', 'https', 'cache.example.org/x'],
	['s3://bucket', 's3', 'bucket'],
	['word', '', 'word'],
	['HTTP://x', '', 'HTTP://x'],
];

for (const [uri, scheme, location] of schemes) {
	test(`store URI "${uri}" is ${scheme || 'none'}`, (t) => {
		const parsed = parseStoreUri(uri);
		t.is(parsed.scheme, scheme);
		t.is(parsed.location, location);
	});
}

test('parameters are decoded, and a plus sign stays one', (t) => {
	const {parameters} = parseStoreUri('ssh://host?remote-program=%2Fopt%2Fnix-store&ssh-key=/a+b');
	t.deepEqual(
		[...parameters],
		[
			['remote-program', '/opt/nix-store'],
			['ssh-key', '/a+b'],
		],
	);
});

const roots: ReadonlyArray<readonly [uri: string, root: string | undefined]> = [
	['', undefined],
	['auto', undefined],
	['daemon', undefined],
	['ssh-ng://builder', undefined],
	['ssh-ng://builder?root=/tmp/store', undefined],
	['https://cache.example.org', undefined],
	['local', undefined],
	['/', ''],
	['/tmp/store', '/tmp/store'],
	['/tmp/store/', '/tmp/store'],
	['/tmp/100%/ü b', '/tmp/100%/ü b'],
	['/tmp/store?require-sigs=false', '/tmp/store'],
	['local?root=/tmp/store', '/tmp/store'],
	['local?root=%2Ftmp%2Fa%20b', '/tmp/a b'],
	['local:///tmp/store', '/tmp/store'],
	['local:///tmp/a%20b', '/tmp/a b'],
	['./store', path.resolve('store')],
	['some/store', path.resolve('some/store')],
	['unix:///run/socket?root=/tmp/store', '/tmp/store'],
	['daemon?root=/tmp/store', '/tmp/store'],
];

for (const [uri, root] of roots) {
	test(`chroot of "${uri}"`, (t) => {
		t.is(chrootOf(parseStoreUri(uri)), root);
	});
}

test('a folder is understood in the working directory', (t) => {
	t.is(chrootOf(parseStoreUri('./store', '/home/anna')), '/home/anna/store');
});
