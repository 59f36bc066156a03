/** What the first word may be. */
export type CommandRow = {
	readonly name: string;
	/** What follows the name in the help. */
	readonly usage: string;
	readonly description: string;
	/**
	 * `nix`: a subcommand of Nix that is wrapped. `own`: one of nixscope. `store`: one that reads a store. `later`: not
	 * there yet.
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
	{name: 'store', usage: '', description: 'the store explorer', kind: 'later'},
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
	{name: 'gc', usage: '', description: 'a plan: what a collection deletes, also once roots are dropped', kind: 'store'},
	{name: 'optimise', usage: '', description: 'a plan: what equal files would save as hard links', kind: 'store'},
	{name: 'undo', usage: '[ID]', description: 'put removed roots back', kind: 'later'},
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

/** @returns What to say to someone whose first words are not a command. */
export function unknownCommand(words: readonly string[]): string {
	const [first = '', second = ''] = words;
	const wished = habits[`${first} ${second}`] ?? habits[first];
	if (wished !== undefined) {
		const typed = habits[`${first} ${second}`] ? `${first} ${second}` : first;
		return `unknown command ${typed}: here it is nixscope ${wished}`;
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
	return habits[`${words[0]} ${words[1]}`] !== undefined;
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
