import {asksForHelp, splitNixArguments, withoutLogOptions} from './nix-arguments.js';
import {JSON_LOG} from './plan-nix.js';
import {monitored, type PlanContext, type SpawnPlan, untouched} from './spawn-plan.js';

/** Commands of Nix that take the logger's options like `nix` does. */
export const oldCommands: readonly string[] = [
	'nix-build',
	'nix-env',
	'nix-store',
	'nix-instantiate',
	'nix-collect-garbage',
];

/** `nix-build` and its kin: the options stand first, where every one of them accepts them. */
export function planOldCommand(argv: readonly string[]): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	const {groups} = splitNixArguments(args, {restAt: []});
	if (asksForHelp(groups)) {
		return {steps: [untouched(argv)], notes: []};
	}

	const own = groups.filter(([word]) => word !== '--log-format').flat();
	return {steps: [monitored([program, ...JSON_LOG, ...own])], notes: []};
}

/**
 * `nix-shell` builds the environment and then becomes the shell, whose stderr must be the terminal. So it runs twice:
 * first with a "shell" that does nothing, so that no shellHook runs, then as the user wrote it, with everything built.
 */
export function planNixShell(argv: readonly string[], context: PlanContext): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	const {groups} = splitNixArguments(args, {restAt: [], valueCounts: {'--run': 1, '--command': 1, '-i': 1}});
	if (asksForHelp(groups)) {
		return {steps: [untouched(argv)], notes: []};
	}

	if (args[0] !== undefined && context.isScript(args[0])) {
		// As an interpreter nix-shell wants the script first, and gives the script everything after it.
		return {steps: [untouched(argv)], notes: [`${args[0]} is a script for nix-shell, which cannot be followed`]};
	}

	const own = withoutLogOptions(groups).flat();
	return {
		steps: [
			monitored([program, ...JSON_LOG, ...own], {
				environment: {NIX_BUILD_SHELL: context.idleProgram},
				isPreparation: true,
			}),
			untouched(argv),
		],
		notes: [],
	};
}
