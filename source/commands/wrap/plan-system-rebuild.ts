import path from 'node:path';
import {knowsJsonLogPath} from './nix-version.js';
import {JSON_LOG} from './plan-nix.js';
import {planScript} from './plan-script.js';
import {monitored, type PlanContext, type SpawnPlan, untouched} from './spawn-plan.js';

/** Programs that build a system or a home with Nix; most of them pass `--log-format` on to it. */
export const systemRebuilders: readonly string[] = [
	'nixos-rebuild',
	'nixos-rebuild-ng',
	'home-manager',
	'darwin-rebuild',
];

/**
 * The flag where the program takes it, else the socket: never both, or each record would come twice. The flag also
 * reaches `nix-build` and the Nix of a remote build host, which know nothing of the socket; but a program that does not
 * take it stops with an error (darwin-rebuild; home-manager before 2025-03, nixos-rebuild before 2023-05).
 */
export function planSystemRebuild(argv: readonly string[], context: PlanContext): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	if (args.some((word) => word === '--help' || word === '-h' || word === 'edit' || word === 'repl')) {
		return {steps: [untouched(argv)], notes: []};
	}

	const plan = takesLogFormat(program, args, context)
		? {steps: [monitored([program, ...logOptions(program), ...withoutLogFormat(args)])], notes: []}
		: planScript(argv, context);
	return asksSudo(args) && context.hasTerminal ? {...plan, steps: [untouched(['sudo', '-v']), ...plan.steps]} : plan;
}

function takesLogFormat(program: string, args: readonly string[], context: PlanContext): boolean {
	const support = context.logFormatSupport(program);
	if (support !== 'unknown') {
		return support === 'yes';
	}

	if (path.basename(program) === 'darwin-rebuild') {
		return false;
	}

	const isFollowedBySocket =
		knowsJsonLogPath(context.nixVersion) && usesFlake(program, args, context) && !args.includes('--build-host');
	return !isFollowedBySocket;
}

/** `-v` makes home-manager print each step of the activation; Nix on a pipe announces its plan without it. */
function logOptions(program: string): readonly string[] {
	return path.basename(program) === 'home-manager' ? JSON_LOG.slice(0, 2) : JSON_LOG;
}

function withoutLogFormat(args: readonly string[]): string[] {
	return args.filter((word, index) => word !== '--log-format' && args[index - 1] !== '--log-format');
}

/** With a flake they run `nix build`, which reports to the socket; without one `nix-build`, which does not. */
function usesFlake(program: string, args: readonly string[], {environment, exists}: PlanContext): boolean {
	if (args.some((word) => word === '--flake' || word.startsWith('--flake='))) {
		return true;
	}

	if (
		args.includes('--no-flake') ||
		args.includes('--file') ||
		args.includes('-f') ||
		args.includes('--attr') ||
		args.includes('-A')
	) {
		return false;
	}

	const home = environment.HOME ?? '/';
	const config = environment.XDG_CONFIG_HOME ?? path.join(home, '.config');
	return path.basename(program) === 'home-manager'
		? exists(path.join(config, 'home-manager/flake.nix'))
		: exists('/etc/nixos/flake.nix');
}

/** It will ask sudo on this machine, in the middle of the screen; with a target host it asks over there. */
function asksSudo(args: readonly string[]): boolean {
	return (
		(args.includes('--sudo') || args.includes('--use-remote-sudo')) &&
		!args.some((word) => word.startsWith('--target-host'))
	);
}
