import {type CommandRow, commandTable} from './command-table.js';
import {type OptionRow, optionTable} from './option-table.js';
import {takes} from './parse-options.js';

/** @returns What `--help` prints. */
export function helpText(): string {
	const monitored: Array<readonly [string, string]> = [
		['nixscope', 'monitors the log on stdin: nix build … --log-format internal-json -v |& nixscope'],
		['nixscope -- CMD ARGS…', 'any command that runs Nix, monitored: nixos-rebuild, nix-build, colmena, …'],
		...rowsOf('nix', 'own'),
	];
	const monitorOptions = optionTable.filter(({scope}) => scope === 'monitor');
	const commonOptions = optionTable.filter(({scope}) => scope === 'all');
	const storeOptions = optionTable.filter(({scope}) => scope !== 'monitor' && scope !== 'all');
	return [
		'Build monitor and store explorer for Nix.',
		'',
		'Builds:',
		'',
		...table(monitored),
		'',
		'The store, read and never changed but by gc, optimise and undo:',
		'',
		...table([['nixscope', 'on a terminal: as nixscope store'], ...rowsOf('store')]),
		'',
		'PATH is a store path, a link, a profile, a generation such as system-42, the name of a package, or the beginning of',
		'a digest (7 characters at least).',
		'',
		'Options, before the subcommand of Nix or --; what follows belongs to the command:',
		'',
		...table([...commonOptions, ...monitorOptions].map(describe)),
		'',
		'Options of the store’s commands, before or after them:',
		'',
		...table(storeOptions.map(describe)),
		'',
		'Exit code: of the command; piped 0 when all was built, else 1; 2 for wrong usage.',
		'Of the store’s commands: 0 with an answer, and when all was done; 1 when the store cannot be read or has not got PATH,',
		'when something failed, and when a root of the plan had to stay; 2 for wrong usage, and where gc and optimise could',
		'not ask, so that nothing was done; 130 after Ctrl-C: what is deleted so far stays deleted.',
		'',
	].join('\n');
}

/** @returns What `nixscope COMMAND --help` prints for a command that reads a store. */
export function commandHelp({name, usage, description}: CommandRow): string {
	const options = optionTable.filter((row) => takes(row, name, true) && row.name !== 'version');
	return [
		`nixscope ${name} ${usage}`.trimEnd(),
		`${description[0]!.toUpperCase()}${description.slice(1)}.`,
		'',
		...table(options.map(describe)),
		'',
	].join('\n');
}

function rowsOf(...kinds: readonly CommandRow['kind'][]): Array<readonly [string, string]> {
	return commandTable
		.filter(({kind, name}) => kinds.includes(kind) && name !== 'dev')
		.map(({name, usage, description}) => [`nixscope ${name} ${usage}`.trimEnd(), description] as const);
}

function describe({flag, short, value, description}: OptionRow): readonly [string, string] {
	return [[short, flag].filter(Boolean).join(', ') + (value ? ` ${value}` : ''), description];
}

function table(rows: ReadonlyArray<readonly [string, string]>): string[] {
	const width = Math.max(...rows.map(([name]) => name.length));
	return rows.map(([name, description]) => `  ${name.padEnd(width)}  ${description}`.trimEnd());
}

/**
 * @param command The one that reads a store to which the mistake belongs, if there is one.
 * @returns What is said after a mistake in the command line.
 */
export function usageText(command?: string): string {
	if (command !== undefined) {
		return `for its options: nixscope ${command} --help\n`;
	}

	return [
		'usage: nix build … --log-format internal-json -v |& nixscope',
		'       nixscope build|develop|shell|run|flake|copy|profile ARGS…',
		'       nixscope -- CMD ARGS…',
		'       nixscope replay FILE | report FILE|- | demo | --help',
		'       nixscope [store]',
		'       nixscope why|roots|paths|usage|closure|generations|diff|gc|optimise|undo|snapshot …',
		'',
	].join('\n');
}
