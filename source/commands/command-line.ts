import {type CommandRow, commandTable, isHabit, unknownCommand} from './command-table.js';
import type {Options} from './option-table.js';
import {misplacedOption, parseOptions} from './parse-options.js';
import type {StoreAct} from './store/store-act.js';
import {parseStoreCommand, type StoreQuestion} from './store/store-question.js';

/** What is asked for. */
export type Invocation =
	| {readonly kind: 'monitor-stdin'; readonly options: Options}
	| {readonly kind: 'wrap'; readonly command: readonly string[]; readonly options: Options}
	| {readonly kind: 'replay' | 'report'; readonly file: string; readonly options: Options}
	| {readonly kind: 'demo'; readonly options: Options}
	| {readonly kind: 'gallery'; readonly args: readonly string[]}
	| {readonly kind: 'store'; readonly question: StoreQuestion; readonly options: Options}
	| {readonly kind: 'store-act'; readonly act: StoreAct; readonly options: Options}
	| {readonly kind: 'help'; readonly command?: CommandRow}
	| {readonly kind: 'version'}
	/** `command` is the one that reads a store which was not asked rightly: its own help says more than all of it. */
	| {readonly kind: 'usage-error'; readonly message: string; readonly command?: string};

/** What stdin is: see DESIGN of the command line, first line. */
export type StdinKind = 'stream' | 'terminal' | 'nothing';

/**
 * @param args Without the program.
 * @param programName The name that nixscope was called by: `nom`, `nom-build` and `nom-shell` are those of nix-output-monitor.
 */
export function parseCommandLine(args: readonly string[], programName: string, stdin: StdinKind): Invocation {
	if (programName === 'nom-build' || programName === 'nom-shell') {
		return parseOldAlias(args, programName.replace('nom', 'nix'));
	}

	const parsed = parseOptions(args, 'front');
	if (parsed.kind === 'error') {
		return {kind: 'usage-error', message: parsed.message};
	}

	const {options, operands} = parsed;
	if (options.help) {
		return {kind: 'help'};
	}

	if (options.version) {
		return {kind: 'version'};
	}

	const [first] = operands;
	// On a terminal the program alone is the explorer.
	const isMonitored = first === undefined ? stdin !== 'terminal' : first === '--' || kindOf(first) === 'nix';
	const misplaced = isMonitored ? misplacedOption(options, '', false) : undefined;
	if (misplaced !== undefined) {
		return {kind: 'usage-error', message: misplaced};
	}

	if (first === undefined) {
		return withoutCommand(options, stdin, args);
	}

	if (first === '--') {
		return operands.length > 1
			? {kind: 'wrap', command: operands.slice(1), options}
			: {kind: 'usage-error', message: 'no command after --'};
	}

	return withCommand(operands, options, args);
}

function kindOf(name: string): CommandRow['kind'] | undefined {
	return commandTable.find((row) => row.name === name)?.kind;
}

function withoutCommand(options: Options, stdin: StdinKind, args: readonly string[]): Invocation {
	switch (stdin) {
		case 'terminal':
			return withCommand(['store'], options, [...args, 'store']);
		case 'stream':
			return {kind: 'monitor-stdin', options};
		case 'nothing':
			return {kind: 'usage-error', message: 'there is nothing on stdin to monitor'};
	}
}

function withCommand(operands: readonly string[], options: Options, args: readonly string[]): Invocation {
	const name = operands[0]!;
	const command = isHabit(operands) ? undefined : commandTable.find((row) => row.name === name);
	if (name === 'help') {
		return withHelp(operands.slice(1));
	}

	if (command === undefined) {
		return {kind: 'usage-error', message: unknownCommand(operands)};
	}

	if (command.kind === 'nix') {
		return {kind: 'wrap', command: ['nix', ...operands], options};
	}

	if (name === 'dev') {
		return {kind: 'gallery', args: operands.slice(1)};
	}

	const invocation = withOwnCommand(command, operands, args);
	return invocation.kind === 'usage-error' && command.kind === 'store' ? {...invocation, command: name} : invocation;
}

/** `help` and `help why`, as with git and nix. */
function withHelp(words: readonly string[]): Invocation {
	const [word] = words;
	const command = commandTable.find(({name}) => name === word);
	if (word !== undefined && word !== 'help' && command === undefined) {
		return {kind: 'usage-error', message: unknownCommand(words)};
	}

	return command?.kind === 'store' ? {kind: 'help', command} : {kind: 'help'};
}

function withOwnCommand(command: CommandRow, operands: readonly string[], args: readonly string[]): Invocation {
	const {name} = command;
	// After a command of nixscope its options may stand as well.
	const all = parseOptions([...args.slice(0, args.length - operands.length), ...operands.slice(1)], 'all');
	if (all.kind === 'error') {
		return {kind: 'usage-error', message: all.message};
	}

	if (all.options.help) {
		return command.kind === 'store' ? {kind: 'help', command} : {kind: 'help'};
	}

	if (command.kind === 'later') {
		return {kind: 'usage-error', message: `${name} comes in a later version`};
	}

	const misplaced = misplacedOption(all.options, name, command.kind === 'store');
	if (misplaced !== undefined) {
		return {kind: 'usage-error', message: misplaced};
	}

	const names = all.operands.filter((word) => word !== '--');
	return command.kind === 'store'
		? withStoreCommand(command, names, all.options)
		: withFile(command, names, all.options);
}

function withFile({name, usage}: CommandRow, [file, ...more]: readonly string[], options: Options): Invocation {
	if (name === 'demo') {
		return file === undefined ? {kind: 'demo', options} : {kind: 'usage-error', message: 'demo takes no file'};
	}

	if (file === undefined || more.length > 0) {
		return {kind: 'usage-error', message: `${name} takes one file: nixscope ${name} ${usage}`};
	}

	return {kind: name === 'replay' ? 'replay' : 'report', file, options};
}

function withStoreCommand({name, usage}: CommandRow, names: readonly string[], options: Options): Invocation {
	if (options.json && options.limit !== undefined && name !== 'paths') {
		return {kind: 'usage-error', message: `with --json ${name} is always whole: no --limit`};
	}

	if (options.store !== undefined && options.snapshot !== undefined) {
		return {kind: 'usage-error', message: '--store and --snapshot: only one store can be read'};
	}

	const parsed = parseStoreCommand(name, usage, names, options);
	switch (parsed.kind) {
		case 'mistake':
			return {kind: 'usage-error', message: parsed.message};
		case 'question':
			return {kind: 'store', question: parsed.question, options};
		case 'act':
			return {kind: 'store-act', act: parsed.act, options};
	}
}

function parseOldAlias(args: readonly string[], command: string): Invocation {
	if (args.length === 1 && (args[0] === '--help' || args[0] === '-h')) {
		return {kind: 'help'};
	}

	return args.length === 1 && args[0] === '--version'
		? {kind: 'version'}
		: {kind: 'wrap', command: [command, ...args], options: {}};
}
