import type {PathSort} from '../analyses/answers/paths.js';
import type {RootKind} from '../store/root.js';
import {
	type ReadValue,
	readAge,
	readDepth,
	readHold,
	readKind,
	readLimit,
	readSize,
	readSort,
	readSpeed,
} from './option-values.js';

/** nixscope's own options, which stand before the subcommand of Nix or before `--`; after a command of nixscope as well. */
export type Options = {
	readonly record?: string;
	readonly store?: string;
	readonly snapshot?: string;
	readonly speed?: number;
	readonly json?: boolean;
	readonly plain?: boolean;
	readonly full?: boolean;
	readonly inline?: boolean;
	readonly noColor?: boolean;
	/** Rows at most; Infinity for all. */
	readonly limit?: number;
	readonly sort?: PathSort;
	readonly live?: boolean;
	readonly dead?: boolean;
	readonly depth?: number;
	readonly kinds?: readonly RootKind[];
	readonly olderThanMs?: number;
	readonly roots?: readonly string[];
	readonly freeBytes?: number;
	/** Milliseconds that dropped roots are held. */
	readonly holdMs?: number;
	/** Only what dies with the dropped roots is deleted. */
	readonly only?: boolean;
	readonly dryRun?: boolean;
	readonly yes?: boolean;
	readonly list?: boolean;
	readonly help?: boolean;
	readonly version?: boolean;
};

/** Who takes an option: `monitor` are the commands that show builds, `store` those that read a store. */
export type OptionScope = 'all' | 'monitor' | 'store' | readonly string[];

export type OptionRow = {
	readonly name: keyof Options;
	readonly flag: string;
	readonly short?: string;
	/** What stands for its value in the help; absent for a switch. */
	readonly value?: string;
	/** What it means without a value; a value of such an option begins with a digit. */
	readonly withoutValue?: string;
	/** The text itself when absent. */
	readonly read?: ReadValue;
	/** May be there several times, or with commas. */
	readonly isList?: boolean;
	readonly scope: OptionScope;
	readonly description: string;
};

export const optionTable: readonly OptionRow[] = [
	{
		name: 'record',
		flag: '--record',
		value: 'FILE',
		scope: 'monitor',
		description: 'write a recording to FILE (packed when it ends in .gz)',
	},
	{
		name: 'speed',
		flag: '--speed',
		value: 'N|max',
		read: readSpeed,
		scope: 'monitor',
		description: 'speed of replay and demo',
	},
	{name: 'full', flag: '--full', scope: 'monitor', description: 'begin with the full screen'},
	{
		name: 'inline',
		flag: '--inline',
		scope: 'monitor',
		description: 'begin below the shell’s output (the default)',
	},
	{
		name: 'store',
		flag: '--store',
		value: 'URI|DIR',
		scope: 'all',
		description: 'another store than the usual one: DIR, ssh-ng://HOST, file://DIR',
	},
	{name: 'snapshot', flag: '--snapshot', value: 'FILE', scope: 'store', description: 'a store as snapshot has kept it'},
	{
		name: 'limit',
		flag: '--limit',
		value: 'N|all',
		read: readLimit,
		scope: ['why', 'roots', 'paths', 'usage', 'closure', 'generations', 'diff', 'gc', 'optimise', 'undo'],
		description: 'rows at most; 40 on a terminal, else all',
	},
	{
		name: 'sort',
		flag: '--sort',
		value: 'ORDER',
		read: readSort,
		scope: ['paths'],
		description: 'nar, closure, retained, referrers, age or name',
	},
	{name: 'live', flag: '--live', scope: ['paths'], description: 'only what a root holds'},
	{name: 'dead', flag: '--dead', scope: ['paths'], description: 'only what no root holds'},
	{
		name: 'depth',
		flag: '--depth',
		value: 'N',
		read: readDepth,
		scope: ['usage'],
		description: 'levels of the tree; 3 for people, all with --json',
	},
	{
		name: 'kinds',
		flag: '--kind',
		value: 'KIND…',
		read: readKind,
		isList: true,
		scope: ['roots', 'gc'],
		description: 'roots of this kind, or its first letters: result, direnv, nixos, home, …',
	},
	{
		name: 'olderThanMs',
		flag: '--older-than',
		value: 'AGE',
		read: readAge,
		scope: ['roots', 'gc'],
		description: 'roots made before AGE (12h, 30d, 8w, 1y); gc: alone it means generations',
	},
	{
		name: 'roots',
		flag: '--root',
		value: 'LINK…',
		isList: true,
		scope: ['gc'],
		description: 'a root to drop: its link, or a generation such as system-42',
	},
	{
		name: 'freeBytes',
		flag: '--free',
		value: 'SIZE',
		read: readSize,
		scope: ['gc'],
		description: 'proposes roots to drop until so many NAR bytes are dead: 20G',
	},
	{
		name: 'holdMs',
		flag: '--hold',
		value: '[TIME]',
		withoutValue: '14d',
		read: readHold,
		scope: ['gc'],
		description: 'only drops the roots, and keeps what they held for TIME (14d unless said): undo is certain',
	},
	{
		name: 'only',
		flag: '--only',
		scope: ['gc'],
		description: 'deletes only what dies with the dropped roots, and not what is dead already',
	},
	{name: 'dryRun', flag: '--dry-run', scope: ['gc', 'optimise'], description: 'only the plan'},
	{name: 'yes', flag: '--yes', scope: ['gc', 'optimise'], description: 'does it, without asking'},
	{name: 'list', flag: '--list', scope: ['undo'], description: 'the roots that were dropped, and what became of them'},
	{name: 'json', flag: '--json', scope: 'all', description: 'JSON; for a build on a pipe: the input is Nix’s JSON log'},
	{name: 'plain', flag: '--plain', scope: 'all', description: 'plain lines, without a screen and escape sequences'},
	{name: 'noColor', flag: '--no-color', scope: 'all', description: 'no colours (as NO_COLOR=1)'},
	{name: 'help', flag: '--help', short: '-h', scope: 'all', description: 'show this; after a command: about it'},
	{name: 'version', flag: '--version', short: '-V', scope: 'all', description: 'show the version of nixscope'},
];
