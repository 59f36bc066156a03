import test from 'ava';
import {listedName, listedWords} from '../../source/analyses/package-version.js';

test('names of lists: outputs, files to build from and derivations are things of their own', (t) => {
	t.deepEqual(listedName('openssl-3.5.4'), {name: 'openssl', version: '3.5.4'});
	t.deepEqual(listedName('openssl-3.5.4-dev'), {name: 'openssl-dev', version: '3.5.4'});
	t.deepEqual(listedName('hello-2.12.2.tar.gz.drv'), {name: 'hello.tar.gz.drv', version: '2.12.2'});
	t.deepEqual(listedName('home-manager-path'), {name: 'home-manager-path', version: ''});
});

test('words that find a listed name, wherever the version stands', (t) => {
	for (const name of ['openssl-3.5.4-dev', 'hello-2.12.2.tar.gz.drv', 'firefox-esr-140.4.0', 'home-manager-path']) {
		const words = listedWords(listedName(name).name);
		t.deepEqual(
			words.filter((word) => !name.includes(word)),
			[],
		);
	}

	t.deepEqual(listedWords('openssl-dev'), ['openssl', 'dev']);
	t.deepEqual(listedWords('hello.tar.gz'), ['hello', '.tar.gz']);
});
