import test from 'ava';
import {parseCommandLine, type StdinKind} from '../../source/commands/command-line.js';
import {editDistance} from '../../source/commands/command-table.js';
import {helpText} from '../../source/commands/help.js';

const parse = (line: string, stdin: StdinKind = 'terminal', name = 'nixscope') =>
	parseCommandLine(line.split(' ').filter(Boolean), name, stdin);

test('without arguments: what stdin is decides', (t) => {
	t.is(parse('', 'stream').kind, 'monitor-stdin');
	t.like(parse('', 'terminal'), {kind: 'usage-error', message: 'the store explorer comes in a later version'});
	t.is(parse('', 'nothing').kind, 'usage-error');
	t.like(parse('--json --record x', 'stream'), {kind: 'monitor-stdin', options: {json: true, record: 'x'}});
});

test('subcommands of nix are wrapped, their arguments verbatim', (t) => {
	for (const name of ['build', 'develop', 'shell', 'run', 'flake', 'copy', 'profile']) {
		t.deepEqual(parse(`${name} --json .#x -- --plain`), {
			kind: 'wrap',
			command: ['nix', name, '--json', '.#x', '--', '--plain'],
			options: {},
		});
	}
});

test("nixscope's own options stand before the subcommand or --", (t) => {
	t.deepEqual(parse('--plain --record=r.jsonl build --record x'), {
		kind: 'wrap',
		command: ['nix', 'build', '--record', 'x'],
		options: {plain: true, record: 'r.jsonl'},
	});
	t.deepEqual(parse('--full -- sudo nixos-rebuild switch --json'), {
		kind: 'wrap',
		command: ['sudo', 'nixos-rebuild', 'switch', '--json'],
		options: {full: true},
	});
	t.like(parse('--'), {kind: 'usage-error', message: 'no command after --'});
});

test('options of commands of nixscope may follow them', (t) => {
	t.deepEqual(parse('replay log --speed 2.5'), {kind: 'replay', file: 'log', options: {speed: 2.5}});
	t.deepEqual(parse('replay --speed max log'), {
		kind: 'replay',
		file: 'log',
		options: {speed: Number.POSITIVE_INFINITY},
	});
	t.deepEqual(parse('--json report -'), {kind: 'report', file: '-', options: {json: true}});
	t.deepEqual(parse('report x --json'), {kind: 'report', file: 'x', options: {json: true}});
	t.deepEqual(parse('demo --plain'), {kind: 'demo', options: {plain: true}});
	t.is(parse('replay --help').kind, 'help');
});

const errors: Array<readonly [line: string, message: string]> = [
	['buidl .#x', 'unknown command buidl; did you mean nixscope build?'],
	['biuld', 'unknown command biuld; did you mean nixscope build?'],
	['devlop', 'unknown command devlop; did you mean nixscope develop?'],
	['reply', 'unknown command reply; did you mean nixscope replay?'],
	['store gc', 'unknown command store gc: here it is nixscope gc'],
	['why-depends a b', 'unknown command why-depends: here it is nixscope why'],
	['path-info x', 'unknown command path-info: here it is nixscope paths'],
	['eval .#x', 'unknown command eval; any command is monitored as nixscope -- nix eval …'],
	['nix-build', 'unknown command nix-build; any command is monitored as nixscope -- nix-build …'],
	['gc --dry-run', 'unknown option --dry-run'],
	['gc', 'gc comes in a later version'],
	['--frobnicate build', 'unknown option --frobnicate'],
	['--record', '--record needs a value: --record FILE'],
	['--plain=yes build', '--plain takes no value'],
	['replay', 'replay takes one file: nixscope replay FILE'],
	['replay a b', 'replay takes one file: nixscope replay FILE'],
	['replay a --speed 0', '--speed is a number above 0 or max, not 0'],
	['demo x', 'demo takes no file'],
];

for (const [line, message] of errors) {
	test(`wrong: ${line}`, (t) => {
		t.deepEqual(parse(line), {kind: 'usage-error', message});
	});
}

test('called by the names of nix-output-monitor', (t) => {
	t.like(parse('build .#x --json', 'terminal', 'nom'), {kind: 'wrap', command: ['nix', 'build', '.#x', '--json']});
	t.is(parse('--json', 'stream', 'nom').kind, 'monitor-stdin');
	t.is(parse('', 'stream', 'nom').kind, 'monitor-stdin');
	t.is(parse('--version', 'terminal', 'nom').kind, 'version');
	t.is(parse('-h', 'terminal', 'nom').kind, 'help');
	t.like(parse('-A x --help', 'terminal', 'nom-build'), {kind: 'wrap', command: ['nix-build', '-A', 'x', '--help']});
	t.like(parse('-p x', 'terminal', 'nom-shell'), {kind: 'wrap', command: ['nix-shell', '-p', 'x']});
	t.is(parse('--version', 'terminal', 'nom-build').kind, 'version');
});

test('distance of words', (t) => {
	t.is(editDistance('build', 'build'), 0);
	t.is(editDistance('biuld', 'build'), 1);
	t.is(editDistance('', 'abc'), 3);
	t.is(editDistance('kitten', 'sitting'), 3);
});

test('the help names every command and option that exists', (t) => {
	const text = helpText();
	for (const word of ['build', 'replay', 'report', 'demo', '--record FILE', '--plain', '--', '-V, --version']) {
		t.true(text.includes(word), word);
	}

	t.false(text.includes('snapshot'));
	t.true(text.split('\n').every((line) => line.length <= 110));
});
