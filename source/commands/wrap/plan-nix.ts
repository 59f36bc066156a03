import {
	type ArgumentGroup,
	asksForHelp,
	splitNixArguments,
	withoutLogOptions,
	withoutOptions,
} from './nix-arguments.js';
import {monitored, type SpawnPlan, untouched} from './spawn-plan.js';

/** Makes Nix write its log as records; without `-v` it leaves the plan out where it believes to be on a terminal. */
export const JSON_LOG = ['--log-format', 'internal-json', '-v'] as const;

/** Subcommands that need the terminal for themselves and build nothing worth showing before. */
const interactiveSubcommands = ['repl', 'edit', 'log', 'help', 'help-stores', 'why-depends', 'search'];

/** What only `nix develop` and `nix shell` understand: how the environment of the program is made. */
const environmentOptions = [
	'-i',
	'--ignore-env',
	'--ignore-environment',
	'-k',
	'--keep',
	'--keep-env-var',
	'-u',
	'--unset',
	'--unset-env-var',
	'-s',
	'--set-env-var',
];
/** `-k` keeps a variable here; elsewhere it is `--keep-going`. */
const environmentValues = {'-k': 1, '--keep-env-var': 1, '--unset-env-var': 1, '-s': 2};
const phaseOptions = ['--phase', '--unpack', '--configure', '--build', '--check', '--install', '--installcheck'];

/**
 * @param nix The program as the user wrote it.
 * @param args Everything after it.
 */
export function planNix(nix: string, args: readonly string[]): SpawnPlan {
	const {globals, subcommand, rest} = findSubcommand(args);
	if (subcommand === undefined || interactiveSubcommands.includes(subcommand)) {
		return {steps: [untouched([nix, ...args])], notes: []};
	}

	const front = [nix, ...flat(withoutLogOptions(globals))];
	switch (subcommand) {
		case 'develop':
			return planDevelop(front, rest, [nix, ...args]);
		case 'shell':
		case 'env':
			return planShell(front, subcommand, rest, [nix, ...args]);
		case 'run':
			return planRun(front, rest, [nix, ...args]);
		default:
			return planPlain(front, subcommand, rest, [nix, ...args]);
	}
}

function planPlain(
	front: readonly string[],
	subcommand: string,
	args: readonly string[],
	whole: readonly string[],
): SpawnPlan {
	const {groups, rest} = splitNixArguments(args, {restAt: ['--']});
	if (asksForHelp(groups)) {
		return {steps: [untouched(whole)], notes: []};
	}

	return {
		steps: [monitored([...front, subcommand, ...JSON_LOG, ...flat(withoutLogOptions(groups)), ...rest])],
		notes: [],
	};
}

/** `print-dev-env` builds the same environment and does not run its shellHook, as `develop -c true` would. */
function planDevelop(front: readonly string[], args: readonly string[], whole: readonly string[]): SpawnPlan {
	const {groups} = splitNixArguments(args, {restAt: ['-c', '--command', '--'], valueCounts: environmentValues});
	if (asksForHelp(groups)) {
		return {steps: [untouched(whole)], notes: []};
	}

	const own = withoutOptions(withoutLogOptions(groups), [...environmentOptions, ...phaseOptions]);
	return {
		steps: [preparation([...front, 'print-dev-env', ...JSON_LOG, ...flat(own)], false), untouched(whole)],
		notes: [],
	};
}

/** `nix shell` and, since 2.24, `nix env shell`. */
function planShell(
	front: readonly string[],
	subcommand: string,
	args: readonly string[],
	whole: readonly string[],
): SpawnPlan {
	if (subcommand === 'env' && args[0] !== 'shell') {
		return planPlain(front, subcommand, args, whole);
	}

	const {groups} = splitNixArguments(subcommand === 'env' ? args.slice(1) : args, {
		restAt: ['-c', '--command', '--'],
		valueCounts: environmentValues,
	});
	if (asksForHelp(groups)) {
		return {steps: [untouched(whole)], notes: []};
	}

	const own = withoutOptions(withoutLogOptions(groups), environmentOptions);
	return {
		steps: [preparation([...front, 'build', ...JSON_LOG, '--no-link', ...flat(own)], true), untouched(whole)],
		notes: [],
	};
}

/**
 * What `nix run` builds is what `nix build` makes of the same name, but for an `app`, which only `nix run` finds: so the
 * command has its turn even when the build found nothing.
 */
function planRun(front: readonly string[], args: readonly string[], whole: readonly string[]): SpawnPlan {
	const {groups} = splitNixArguments(args, {restAt: ['--']});
	if (asksForHelp(groups)) {
		return {steps: [untouched(whole)], notes: []};
	}

	const own = withoutLogOptions(groups);
	const firstOperand = own.findIndex(([word]) => !word!.startsWith('-'));
	// Operands after the first are arguments of the program.
	const installable = own.filter((group, index) => index === firstOperand || group[0]!.startsWith('-'));
	return {
		steps: [preparation([...front, 'build', ...JSON_LOG, '--no-link', ...flat(installable)], true), untouched(whole)],
		notes: [],
	};
}

function preparation(argv: readonly string[], goesOnAfterFailure: boolean) {
	return monitored(argv, {isPreparation: true, goesOnAfterFailure});
}

/** `nix --option a b build …`: options of Nix may stand before its subcommand. */
function findSubcommand(args: readonly string[]): {
	globals: ArgumentGroup[];
	subcommand: string | undefined;
	rest: string[];
} {
	const {groups} = splitNixArguments(args, {restAt: []});
	const position = groups.findIndex(([word]) => !word!.startsWith('-'));
	const globals = position === -1 ? groups : groups.slice(0, position);
	const wordCount = flat(globals).length;
	return position === -1 || asksForHelp(globals)
		? {globals, subcommand: undefined, rest: []}
		: {globals, subcommand: args[wordCount], rest: args.slice(wordCount + 1)};
}

function flat(groups: readonly ArgumentGroup[]): string[] {
	return groups.flat();
}
