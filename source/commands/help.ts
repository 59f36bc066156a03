import {commandTable} from './command-table.js';
import {optionTable} from './option-table.js';

/** @returns What `--help` prints. */
export function helpText(): string {
	const commands: Array<readonly [string, string]> = [
		['nixscope', 'monitors the log on stdin: nix build … --log-format internal-json -v |& nixscope'],
		['nixscope -- CMD ARGS…', 'any command that runs Nix, monitored: nixos-rebuild, nix-build, colmena, …'],
		...commandTable
			.filter(({kind, name}) => kind !== 'later' && name !== 'dev')
			.map(({name, usage, description}) => [`nixscope ${name} ${usage}`.trimEnd(), description] as const),
	];
	const options = optionTable.map(
		({flag, short, value, description}) =>
			[[short, flag].filter(Boolean).join(', ') + (value ? ` ${value}` : ''), description] as const,
	);
	return [
		'Build monitor for Nix.',
		'',
		...table(commands),
		'',
		'Options, before the subcommand or --; what follows belongs to the command:',
		'',
		...table(options),
		'',
		'Exit code: of the command; piped 0 when all was built, else 1; 2 for wrong usage.',
		'',
	].join('\n');
}

function table(rows: ReadonlyArray<readonly [string, string]>): string[] {
	const width = Math.max(...rows.map(([name]) => name.length));
	return rows.map(([name, description]) => `  ${name.padEnd(width)}  ${description}`.trimEnd());
}

/** @returns What is said after a mistake in the command line. */
export function usageText(): string {
	return [
		'usage: nix build … --log-format internal-json -v |& nixscope',
		'       nixscope build|develop|shell|run|flake|copy|profile ARGS…',
		'       nixscope -- CMD ARGS…',
		'       nixscope replay FILE | report FILE|- | demo | --help',
		'',
	].join('\n');
}
