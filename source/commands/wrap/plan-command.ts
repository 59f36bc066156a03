import path from 'node:path';
import {planNix} from './plan-nix.js';
import {oldCommands, planNixShell, planOldCommand} from './plan-old-command.js';
import {planEnv, planSudo} from './plan-prefix.js';
import {planScript} from './plan-script.js';
import {planSystemRebuild, systemRebuilders} from './plan-system-rebuild.js';
import type {PlanContext, SpawnPlan} from './spawn-plan.js';

/**
 * Decides how a command is run so that the Nix below it can be followed. Pure: whatever it needs to know is in the
 * context.
 *
 * @param argv The command as the user typed it; not empty.
 */
export function planCommand(argv: readonly string[], context: PlanContext): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	const name = path.basename(program);
	if (name === 'nix') {
		return planNix(program, args);
	}

	if (name === 'nix-shell') {
		return planNixShell(argv, context);
	}

	if (oldCommands.includes(name)) {
		return planOldCommand(argv);
	}

	if (name === 'sudo' || name === 'doas') {
		return planSudo(argv, context, planCommand);
	}

	if (name === 'env') {
		return planEnv(argv, context, planCommand);
	}

	return systemRebuilders.includes(name) ? planSystemRebuild(argv, context) : planScript(argv, context);
}
