import path from 'node:path';
import {knowsJsonLogPath, withJsonLogPath} from './nix-version.js';
import {monitored, type PlanContext, type SpawnPlan} from './spawn-plan.js';

/** Any other program: the Nix processes below it are told through the environment to report to us. */
export function planScript(argv: readonly string[], context: PlanContext): SpawnPlan {
	if (!knowsJsonLogPath(context.nixVersion)) {
		return {steps: [monitored(argv)], notes: [cannotFollow(argv, context)]};
	}

	const environment = {NIX_CONFIG: withJsonLogPath(context.environment.NIX_CONFIG, context.socketPath)};
	return {steps: [monitored(argv, {environment, usesSocket: true})], notes: []};
}

function cannotFollow([program = '']: readonly string[], {nixVersion}: PlanContext): string {
	const reason =
		nixVersion === undefined
			? 'no Nix was found'
			: nixVersion.implementation === 'Lix'
				? `Lix ${nixVersion.version} has no json-log-path`
				: `Nix ${nixVersion.version} has no json-log-path (2.30 and later have)`;
	return `${path.basename(program)} is shown as plain text: ${reason}`;
}
