import test from 'ava';
import {narHashOf} from '../../source/store/nar-hash.js';
import {nixBase32} from '../../source/store/nix-base32.js';
import {openDiskStore} from './disk-store.js';

test('bytes in base 32, last bits first', (t) => {
	t.is(nixBase32(new Uint8Array(0)), '');
	t.is(nixBase32(Uint8Array.of(0x1f)), '0z');
	t.is(nixBase32(Uint8Array.of(0, 0, 0, 0, 0x80)), 'h0000000');
	t.is(nixBase32(new Uint8Array(32).fill(255)), `1${'z'.repeat(51)}`);
});

// The names are those of `nix-hash --type sha256 --base32 FILE`.
for (const [what, name, kind, content, hash] of [
	['an empty file', 'empty', 'regular', '', '0ip26j2h11n1kgkz36rl4akv694yz65hr72q4kv4b3lxcbi65b3p'],
	['a file', 'file', 'regular', 'hello\n', '04zwf782yjwnh3q6hz5izfd6jyip8kgw6g6yj43fiqhbyhdd0dqw'],
	['a file of eight bytes', 'eight', 'regular', '12345678', '0g7mwcdnivpkvcv7aydv8b9a4qp0nc3daxhdl95fciv488ik5mi2'],
	['an executable file', 'program', 'executable', 'hello\n', '1yhh619m3cy1mird7f0l7zsmiv9rayqn075zinda2g7rscwn0hv5'],
	['a symlink', 'symlink', 'symlink', '../hello', '0wvag3nl6412rbhznk5jdx5bnsbpxqq9glrflwxza7i2qask3406'],
	[
		'a file larger than one read',
		'large',
		'regular',
		'x'.repeat(700_001),
		'18xn3w53bh6ancgb0rny2ycyh6f8f6s4iqrflh821wp4kbiylm65',
	],
] as const) {
	test(`hash of ${what}`, (t) => {
		const store = openDiskStore(t);
		if (kind === 'symlink') {
			store.symlink(name, content);
		} else {
			store.file(name, content, kind === 'executable' ? 0o555 : 0o444);
		}

		t.is(narHashOf(`${store.realStoreDirectory}/${name}`, kind, content.length), hash);
	});
}

test('a file that became shorter is an error', (t) => {
	const store = openDiskStore(t);
	store.file('file', 'four');
	t.throws(() => narHashOf(`${store.realStoreDirectory}/file`, 'regular', 5), {message: /shorter/u});
});
