import {execFileSync} from 'node:child_process';
import test from 'ava';
import fc from 'fast-check';
import {shellPath, shellWord} from '../../source/formats/shell-word.js';

test('words that need no quotes have none', (t) => {
	for (const word of ['nix-store', '--gc', '/nix/var/nix/profiles/system', 'a.b:c=d@e+f,g%h']) {
		t.is(shellWord(word), word);
	}
});

test('quotes', (t) => {
	t.is(shellWord(''), "''");
	t.is(shellWord('my file'), "'my file'");
	t.is(shellWord("it's"), "'it'\\''s'");
	t.is(shellWord('~/x'), "'~/x'");
	t.is(shellWord('a\nb\x1b[2J'), "$'a\\x0ab\\x1b\\x5b2J'");
	t.is(shellWord('é\u202e'), "$'é\\xe2\\x80\\xae'");
});

test('below the home folder', (t) => {
	t.is(shellPath('/home/anna/result', '/home/anna'), '~/result');
	t.is(shellPath('/home/anna/my result', '/home/anna'), "~/'my result'");
	t.is(shellPath('/home/annabel/result', '/home/anna'), '/home/annabel/result');
	t.is(shellPath('/x', ''), '/x');
});

test('a shell reads what was meant, and nothing acts on a terminal', (t) => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 12}), (text) => {
			const word = shellWord(text);
			const isQuotable = !text.includes('\0') && text.isWellFormed();
			return !/[\x00-\x1f\x7f-\x9f]/.test(word) && (!isQuotable || read(word) === text);
		}),
		{numRuns: 60},
	);
	t.is(read(shellWord('\t\x1b]0;x\x07 é \u2028 $(id) `id` \\')), '\t\x1b]0;x\x07 é \u2028 $(id) `id` \\');
});

function read(word: string): string {
	return execFileSync('bash', ['--norc', '-c', `printf %s ${word}`], {
		encoding: 'utf8',
		env: {PATH: process.env.PATH, LC_ALL: 'C.UTF-8'},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}
