import test from 'ava';
import {parseCommandLine, type StdinKind} from '../../source/commands/command-line.js';
import {editDistance} from '../../source/commands/command-table.js';
import {commandHelp, helpText, usageText} from '../../source/commands/help.js';
import {OptionMistake, readKind, readSize, readSort} from '../../source/commands/option-values.js';
import {printing} from '../../source/commands/store/store-question.js';
import {rootLabel} from '../../source/reports/store/root-words.js';
import type {RootKind} from '../../source/store/root.js';
import {rootOf} from '../analyses/answers/small-store.js';

const parse = (line: string, stdin: StdinKind = 'terminal', name = 'nixscope') =>
	parseCommandLine(line.split(' ').filter(Boolean), name, stdin);

test('without arguments: what stdin is decides', (t) => {
	t.is(parse('', 'stream').kind, 'monitor-stdin');
	t.deepEqual(parse('', 'terminal'), {kind: 'store-act', act: {kind: 'explore'}, options: {}});
	t.deepEqual(parse('--snapshot x --no-color', 'terminal'), {
		kind: 'store-act',
		act: {kind: 'explore'},
		options: {snapshot: 'x', noColor: true},
	});
	t.like(parse('--snapshot x', 'stream'), {kind: 'usage-error'});
	t.like(parse('--record x', 'terminal'), {
		kind: 'usage-error',
		message: '--record is an option of commands that show builds',
	});
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
	['nix-collect-garbage -d', 'unknown command nix-collect-garbage: here it is nixscope gc'],
	['collect-garbage', 'unknown command collect-garbage: here it is nixscope gc'],
	['store roots', 'unknown command store roots: here it is nixscope roots'],
	['store ls x', 'unknown command store ls; any command is monitored as nixscope -- nix store ls …'],
	['store x', 'store takes no x: it has options only'],
	['store --json', `store is a screen: for JSON ask one of ${printing}`],
	['store --plain', `store is a screen: for plain lines ask one of ${printing}`],
	['history', 'history comes in a later version'],
	['gc -d', 'unknown option -d: nixscope gc --older-than 0d drops all generations but the newest and the current one'],
	['gc --delete-older-than 30d', 'unknown option --delete-older-than: here it is nixscope gc --older-than'],
	['gc -y', 'unknown option -y: here it is --yes'],
	['--dry-run build', '--dry-run is an option of nixscope gc, nixscope optimise'],
	['--snapshot x -- make', '--snapshot is an option of commands that read a store'],
	['roots --record x', '--record is an option of commands that show builds'],
	['gc --only', '--only needs roots to drop: --root, --kind, --older-than or --free'],
	['gc --only --hold --root a', '--only and --hold: a hold deletes nothing yet'],
	['roots --free 20G', '--free is an option of nixscope gc'],
	[
		'replay x --limit 4',
		'--limit is an option of nixscope why, nixscope roots, nixscope paths, nixscope usage, nixscope closure, nixscope generations, nixscope diff, nixscope gc, nixscope optimise, nixscope undo',
	],
	['roots x', 'roots takes no x: it has options only'],
	['why', 'why takes at least one path: nixscope why PATH…'],
	['diff a', 'diff takes two names: nixscope diff A B'],
	['closure a b', 'closure takes one name: nixscope closure PATH'],
	['snapshot', 'snapshot takes one name: nixscope snapshot FILE'],
	['snapshot -', 'snapshot writes a file, and not to stdout: nixscope snapshot FILE'],
	['paths a b', 'paths takes one name at most: nixscope paths [PART]'],
	['paths --live --dead', '--live and --dead: a path is one of them'],
	['paths --sort size', '--sort knows no order size; there are nar, closure, retained, referrers, age, name'],
	['paths --limit 0', '--limit is a whole number above 0 or all, not 0'],
	['paths --sort n', '--sort n may be nar or name'],
	['roots --limit 4 --json', 'with --json roots is always whole: no --limit'],
	['roots --kind d', '--kind d may be direnv or devenv'],
	['gc --older-than 3m', '--older-than is a time such as 12h, 30d, 8w or 1y, not 3m'],
	['gc --free much', '--free is a size such as 20G or 500M, not much'],
	['gc --hold 14d', '--hold needs roots to drop: --root, --kind, --older-than or --free'],
	['gc --root a --hold 0d', '--hold is a time above 0, not 0d'],
	['gc --root a --hold 14', '--hold is a time such as 12h, 30d, 8w or 1y, not 14'],
	['gc --root a --hold long', 'gc takes no long: it has options only'],
	['gc --root a --hold=', '--hold needs a value: --hold [TIME]'],
	['undo --hold', '--hold is an option of nixscope gc'],
	['gc --yes --dry-run', '--dry-run and --yes: a plan is shown, or done'],
	['gc --yes --snapshot x', '--yes is for a store itself: a snapshot is only to look at'],
	['optimise --yes --snapshot x', '--yes is for a store itself: a snapshot is only to look at'],
	['undo --snapshot x', 'undo is for a store itself: a snapshot is only to look at'],
	['roots --yes', '--yes is an option of nixscope gc, nixscope optimise'],
	['gc --list', '--list is an option of nixscope undo'],
	['undo last', 'undo takes the number of a drop, not last: nixscope undo --list has them'],
	['undo 0', 'undo takes the number of a drop, not 0: nixscope undo --list has them'],
	['undo 1 2', 'undo takes one name at most: nixscope undo [ID]'],
	['undo --limit 4', '--limit goes with undo --list'],
	['roots --store x --snapshot y', '--store and --snapshot: only one store can be read'],
	['usage --depth 1.5', '--depth is a whole number above 0, not 1.5'],
	['--frobnicate build', 'unknown option --frobnicate'],
	['gc --dryrun', 'unknown option --dryrun; did you mean --dry-run?'],
	['gc --dry', 'unknown option --dry; did you mean --dry-run?'],
	['roots --stroe x', 'unknown option --stroe; did you mean --store?'],
	['gc --older 30d', 'unknown option --older; did you mean --older-than?'],
	['roots --nix', 'unknown option --nix'],
	['roots -x', 'unknown option -x'],
	['help wyh', 'unknown command wyh; did you mean nixscope why?'],
	['--record', '--record needs a value: --record FILE'],
	['--plain=yes build', '--plain takes no value'],
	['replay', 'replay takes one file: nixscope replay FILE'],
	['replay a b', 'replay takes one file: nixscope replay FILE'],
	['replay a --speed 0', '--speed is a number above 0 or max, not 0'],
	['demo x', 'demo takes no file'],
];

const storeCommands = [
	'store',
	'why',
	'roots',
	'paths',
	'usage',
	'closure',
	'generations',
	'diff',
	'gc',
	'optimise',
	'undo',
	'snapshot',
];

for (const [line, message] of errors) {
	test(`wrong: ${line}`, (t) => {
		const [first = ''] = line.split(' ');
		const ofStore = storeCommands.includes(first) && !message.startsWith('unknown command') ? {command: first} : {};
		t.deepEqual(parse(line), {kind: 'usage-error', message, ...ofStore});
	});
}

test('help of one command', (t) => {
	t.like(parse('help why'), {kind: 'help', command: {name: 'why'}});
	for (const line of ['help', 'help build', 'help replay', 'help help']) {
		t.deepEqual(parse(line), {kind: 'help'}, line);
	}
});

test('after a mistake: how commands are called, or the help of the one that was meant', (t) => {
	t.is(usageText('gc'), 'for its options: nixscope gc --help\n');
	t.regex(usageText(), /^usage: /);
});

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

	for (const word of ['nixscope why PATH…', 'nixscope snapshot FILE', '--older-than AGE', '--snapshot FILE']) {
		t.true(text.includes(word), word);
	}

	for (const word of ['nixscope store ', 'nixscope undo [ID]', '--hold [TIME]', '--list']) {
		t.true(text.includes(word), word);
	}

	t.false(text.includes('nixscope history'));
	t.false(text.includes('later version'));
	t.deepEqual(
		text.split('\n').filter((line) => line.length > 118),
		[],
	);
});

test('the help of a command has its own options only', (t) => {
	const parsed = parse('gc --help');
	const text = parsed.kind === 'help' && parsed.command ? commandHelp(parsed.command) : '';
	t.true(text.startsWith('nixscope gc\n'), text);
	t.true(text.includes('--free SIZE'));
	t.true(text.includes('--json'));
	t.false(text.includes('--sort'));
	t.false(text.includes('--record'));
});

test('options of lists take all words up to the next option', (t) => {
	t.like(parse('gc --root a system-42 --kind result direnv --root=b --dry-run'), {
		kind: 'store',
		question: {
			kind: 'gc',
			request: {roots: ['a', 'system-42', 'b'], filter: {kinds: ['result', 'direnv'], olderThanMs: undefined}},
		},
		options: {dryRun: true},
	});
	t.like(parse('gc --root=a b'), {kind: 'usage-error'});
});

test('what changes a store', (t) => {
	const request = (changes: object) => ({
		roots: [],
		filter: {kinds: [], olderThanMs: undefined},
		freeBytes: undefined,
		...changes,
	});
	const act = (line: string) => {
		const parsed = parse(line);
		return parsed.kind === 'store-act' ? parsed.act : parsed;
	};

	t.deepEqual(act('gc'), {kind: 'collect', request: request({}), holdMs: undefined});
	t.deepEqual(act('gc --yes --root a b --hold 2w'), {
		kind: 'collect',
		request: request({roots: ['a', 'b']}),
		holdMs: 14 * 24 * 3_600_000,
	});
	t.like(act('gc --root a --hold --yes'), {holdMs: 14 * 24 * 3_600_000});
	t.like(act('gc --root a --hold'), {holdMs: 14 * 24 * 3_600_000});
	t.like(act('gc --hold --root a'), {request: {roots: ['a']}, holdMs: 14 * 24 * 3_600_000});
	t.like(act('--hold 12h gc --root a'), {holdMs: 12 * 3_600_000});
	t.like(act('--hold gc --root a'), {holdMs: 14 * 24 * 3_600_000});
	t.deepEqual(act('gc --only --root a'), {
		kind: 'collect',
		request: request({roots: ['a'], isOnly: true}),
		holdMs: undefined,
	});
	t.deepEqual(act('optimise'), {kind: 'optimise'});
	t.deepEqual(act('undo'), {kind: 'undo', id: undefined});
	t.deepEqual(act('undo 41 --json'), {kind: 'undo', id: 41});
	t.deepEqual(act('undo --list'), {kind: 'undo-list', id: undefined});
	t.deepEqual(act('undo 41 --list --limit 3'), {kind: 'undo-list', id: 41});
	t.deepEqual(act('store'), {kind: 'explore'});
	t.like(parse('gc --dry-run --root a --hold 1d'), {kind: 'store', options: {holdMs: 24 * 3_600_000}});
	t.like(parse('optimise --dry-run'), {kind: 'store', question: {kind: 'optimise'}});
});

test('questions to the store', (t) => {
	t.deepEqual(parse('why a --json b'), {
		kind: 'store',
		question: {kind: 'why', request: {paths: ['a', 'b']}},
		options: {json: true},
	});
	t.like(parse('--store /x roots --kind result,dir --kind home --older-than 30d'), {
		kind: 'store',
		question: {
			kind: 'roots',
			request: {
				filter: {kinds: ['result', 'direnv', 'home-manager-generation'], olderThanMs: 30 * 24 * 3_600_000},
			},
		},
	});
	t.like(parse('roots'), {question: {request: {filter: {kinds: [], olderThanMs: undefined}}}});
	t.like(parse('paths'), {
		question: {request: {filter: 'all', match: '', sort: 'nar', limit: undefined, allClosures: false}},
	});
	t.like(parse('paths --dead glibc --sort closure --limit 5'), {
		question: {request: {filter: 'dead', match: 'glibc', sort: 'closure', limit: 5, allClosures: true}},
	});
	t.like(parse('paths --limit all'), {question: {request: {limit: undefined}}});
	t.like(parse('gc --root a,b --root system-42 --free 1.5G --dry-run'), {
		question: {kind: 'gc', request: {roots: ['a,b', 'system-42'], freeBytes: 1.5 * 1024 ** 3}},
		options: {dryRun: true},
	});
	t.like(parse('usage'), {question: {request: {depth: 3}}});
	t.like(parse('usage --json'), {question: {request: {depth: undefined}}});
	t.like(parse('diff system-41 system-42'), {question: {request: {from: 'system-41', to: 'system-42'}}});
	t.like(parse('why -- -x'), {question: {request: {paths: ['-x']}}});
});

const sizes: ReadonlyArray<readonly [string, number]> = [
	['1', 1],
	['20G', 20 * 1024 ** 3],
	['20GiB', 20 * 1024 ** 3],
	['20GB', 20e9],
	['512k', 512 * 1024],
	['100B', 100],
	['1t', 1024 ** 4],
];
for (const [text, size] of sizes) {
	test(`size ${text}`, (t) => {
		t.is(readSize(text), size);
	});
}

test('what is no size', (t) => {
	for (const text of ['', 'G', '-1', '0', '1e3', '1 0', 'Infinity', 'NaN']) {
		t.throws(() => readSize(text), {instanceOf: OptionMistake}, text);
	}
});

test('kinds of roots: the beginning of one name is enough, a whole name always is', (t) => {
	t.is(readKind('nixos'), 'nixos-generation');
	t.is(readKind('process'), 'process');
	t.is(readKind('prof'), 'profile-generation');
	t.throws(() => readKind('x'), {instanceOf: OptionMistake});
	t.throws(() => readKind('pro'), {message: /profile-generation or process/});
});

test('kinds of roots by the words that are shown, in either case', (t) => {
	for (const [text, kind] of [
		['NixOS', 'nixos-generation'],
		['HOME', 'home-manager-generation'],
		['ho', undefined],
		['hom', 'home-manager-generation'],
		['hold', 'nixscope-hold'],
		['leftover', 'tool-leftover'],
		['left', 'tool-leftover'],
		['tool', 'tool-leftover'],
		['registry', 'flake-registry'],
		['current', 'current-system'],
		['Result', 'result'],
	] as const) {
		if (kind === undefined) {
			t.throws(() => readKind(text), {message: 'ho may be home-manager-generation or nixscope-hold'});
		} else {
			t.is(readKind(text), kind, text);
		}
	}

	// What stands in the first column of `roots` is understood.
	const kinds = t
		.throws(() => readKind('x'))
		.message.replace(/.*there are /, '')
		.split(', ') as RootKind[];
	t.is(kinds.length, 17);
	for (const kind of kinds) {
		t.is(readKind(rootLabel(rootOf('/link', null, {kind}))), kind);
	}
});

test('orders by the titles of columns', (t) => {
	t.is(readSort('retains'), 'retained');
	t.is(readSort('NAR'), 'nar');
	t.is(readSort('added'), 'age');
	t.is(readSort('used'), 'referrers');
	t.throws(() => readSort('re'), {message: 're may be retained or referrers'});
});
