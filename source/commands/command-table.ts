/** What the first word may be. */
export type CommandRow = {
	readonly name: string;
	/** What follows the name in the help. */
	readonly usage: string;
	readonly description: string;
	/**
	 * `nix`: a subcommand of Nix that is wrapped. `own`: one of nixscope. `store`: one that reads a store, or changes it.
	 * `later`: not there yet.
	 */
	readonly kind: 'nix' | 'own' | 'store' | 'later';
};

export const commandTable: readonly CommandRow[] = [
	{name: 'build', usage: 'ARGS…', description: 'nix build, monitored', kind: 'nix'},
	{name: 'develop', usage: 'ARGS…', description: 'nix develop: its build monitored, then the shell', kind: 'nix'},
	{name: 'shell', usage: 'ARGS…', description: 'nix shell: its build monitored, then the shell', kind: 'nix'},
	{name: 'run', usage: 'ARGS…', description: 'nix run: its build monitored, then the program', kind: 'nix'},
	{name: 'flake', usage: 'ARGS…', description: 'nix flake check and its kin, monitored', kind: 'nix'},
	{name: 'copy', usage: 'ARGS…', description: 'nix copy, monitored', kind: 'nix'},
	{name: 'profile', usage: 'ARGS…', description: 'nix profile install and its kin, monitored', kind: 'nix'},
	{name: 'replay', usage: 'FILE', description: 'a recording or a raw log, in the monitor', kind: 'own'},
	{name: 'report', usage: 'FILE|-', description: 'the final report of a recording or a raw log', kind: 'own'},
	{name: 'demo', usage: '', description: 'plays a recorded build', kind: 'own'},
	{name: 'dev', usage: '[SCREEN]', description: 'the gallery of screens, for who works on nixscope', kind: 'own'},
	{name: 'store', usage: '', description: 'the store explorer: all of the following on one screen', kind: 'store'},
	{
		name: 'why',
		usage: 'PATH…',
		description: 'why a path is alive, and the one thing to drop, if there is one',
		kind: 'store',
	},
	{name: 'roots', usage: '', description: 'what keeps paths alive, and what each would free', kind: 'store'},
	{
		name: 'paths',
		usage: '[PART]',
		description: 'all paths, or those with PART in their name, with their sizes',
		kind: 'store',
	},
	{name: 'usage', usage: '', description: 'what takes the space: a tree that adds up', kind: 'store'},
	{
		name: 'closure',
		usage: 'PATH',
		description: 'what a path needs, and what each of it brings in alone',
		kind: 'store',
	},
	{
		name: 'generations',
		usage: '',
		description: 'generations of all profiles, with what each holds alone',
		kind: 'store',
	},
	{
		name: 'diff',
		usage: 'A B',
		description: 'which packages came, went and changed between two closures',
		kind: 'store',
	},
	{
		name: 'gc',
		usage: '',
		description: 'drops roots and deletes what is dead: shows the plan and asks first',
		kind: 'store',
	},
	{
		name: 'optimise',
		usage: '',
		description: 'makes equal files hard links: shows the plan and asks first',
		kind: 'store',
	},
	{name: 'undo', usage: '[ID]', description: 'puts roots back that gc has dropped', kind: 'store'},
	{
		name: 'snapshot',
		usage: 'FILE',
		description: 'keeps the state of the store in a file, to look at elsewhere',
		kind: 'store',
	},
	{name: 'history', usage: '[NAME]', description: 'past build times', kind: 'later'},
	{name: 'listen', usage: '[SOCKET]', description: 'the builds of the whole machine', kind: 'later'},
];

/** Words that people who know Nix type, and what they are called here. */
const habits: Readonly<Record<string, string>> = {
	'store gc': 'gc',
	'store optimise': 'optimise',
	'store diff-closures': 'diff',
	'why-depends': 'why',
	'path-info': 'paths',
	'collect-garbage': 'gc',
	'nix-collect-garbage': 'gc',
	'garbage-collect': 'gc',
	collect: 'gc',
	explore: 'store',
	explorer: 'store',
	restore: 'undo',
	'optimise-store': 'optimise',
	check: 'flake check',
};

/** Other subcommands of Nix: not wrapped by name, but any command is behind `--`. */
const otherNixSubcommands = [
	'bundle',
	'config',
	'daemon',
	'derivation',
	'edit',
	'env',
	'eval',
	'fmt',
	'hash',
	'key',
	'log',
	'nar',
	'print-dev-env',
	'registry',
	'repl',
	'search',
	'upgrade-nix',
];

/** What `nix store` has and nixscope has not. */
const subcommandsOfNixStore = [
	'add',
	'add-file',
	'add-path',
	'cat',
	'copy-log',
	'copy-sigs',
	'delete',
	'dump-path',
	'info',
	'ls',
	'make-content-addressed',
	'path-from-hash-part',
	'ping',
	'prefetch-file',
	'repair',
	'roots-daemon',
	'sign',
	'verify',
];

/** @returns What to say to someone whose first words are not a command. */
export function unknownCommand(words: readonly string[]): string {
	const [first = '', second = ''] = words;
	const both = wishBehindStore(words);
	const wished = both ?? habits[first];
	if (wished !== undefined) {
		return `unknown command ${both === undefined ? first : `${first} ${second}`}: here it is nixscope ${wished}`;
	}

	if (first === 'store') {
		return `unknown command store ${second}; any command is monitored as nixscope -- nix store ${second} …`;
	}

	if (otherNixSubcommands.includes(first)) {
		return `unknown command ${first}; any command is monitored as nixscope -- nix ${first} …`;
	}

	if (first.startsWith('nix') || first === 'sudo') {
		return `unknown command ${first}; any command is monitored as nixscope -- ${first} …`;
	}

	const nearest = nearestName(first);
	return `unknown command ${first}${nearest ? `; did you mean nixscope ${nearest}?` : ''}`;
}

/** Whether `nixscope store gc` and the like were meant for another command. */
export function isHabit(words: readonly string[]): boolean {
	const [first, second = ''] = words;
	return wishBehindStore(words) !== undefined || (first === 'store' && subcommandsOfNixStore.includes(second));
}

/** What `store gc` is called here, and `store roots`, which would be consistent as well. */
function wishBehindStore([first, second = '']: readonly string[]): string | undefined {
	const isOwn = first === 'store' && commandTable.some(({name, kind}) => name === second && kind === 'store');
	return habits[`${first} ${second}`] ?? (isOwn && second !== 'store' ? second : undefined);
}

function nearestName(word: string): string | undefined {
	const names = commandTable.filter(({name}) => name !== 'dev').map(({name}) => name);
	const ranked = names
		.map((name) => ({name, distance: editDistance(word, name)}))
		.sort((a, b) => a.distance - b.distance);
	const [best] = ranked;
	return best && best.distance < best.name.length ? best.name : undefined;
}

/** Letters to insert, remove, replace or swap with their neighbour to make one word of the other. */
export function editDistance(from: string, to: string): number {
	const rows = [Array.from({length: to.length + 1}, (_, column) => column)];
	for (let row = 1; row <= from.length; row++) {
		const current = [row];
		for (let column = 1; column <= to.length; column++) {
			const above = rows[row - 1]!;
			const isSame = from[row - 1] === to[column - 1];
			let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (isSame ? 0 : 1));
			if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
				cost = Math.min(cost, rows[row - 2]![column - 2]! + 1);
			}

			current.push(cost);
		}

		rows.push(current);
	}

	return rows[from.length]![to.length]!;
}
