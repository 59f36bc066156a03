import test from 'ava';
import {shellWords} from '../../source/parsers/shell-words.js';

const cases: ReadonlyArray<readonly [text: string, words: readonly string[]]> = [
	['', []],
	['  -p 22\t-v ', ['-p', '22', '-v']],
	["-o 'ProxyCommand=ssh -W %h:%p gate'", ['-o', 'ProxyCommand=ssh -W %h:%p gate']],
	['-i "/home/a b/key"', ['-i', '/home/a b/key']],
	['-i /home/a\\ b/key', ['-i', '/home/a b/key']],
	['a"b"\'c\'d', ['abcd']],
	['"a\\"b\\n"', ['a"b\\n']],
	["'a\\b'", ['a\\b']],
];

for (const [text, words] of cases) {
	test(`words of ${text || 'nothing'}`, (t) => {
		t.deepEqual(shellWords(text), words);
	});
}
