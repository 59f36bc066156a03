import {writeFileSync} from 'node:fs';
import path from 'node:path';
import tty from 'node:tty';
import {Askpass} from '../inputs/askpass.js';
import {CommandInput} from '../inputs/command-input.js';
import {LogSocket} from '../inputs/log-socket.js';
import {PrivateDirectory} from '../inputs/private-directory.js';
import {unrepeatedInput} from '../inputs/unrepeated-input.js';
import {complain} from './complain.js';
import {type ExitStatus, statusOfCommand} from './exit-status.js';
import {follow} from './follow.js';
import {handOver} from './hand-over.js';
import {inputWithVersion} from './input-with-version.js';
import type {Options} from './option-table.js';
import {askNixVersion, hasTerminal, readPlanContext} from './plan-context.js';
import {Questions} from './questions.js';
import {readSurroundings} from './surroundings.js';
import type {NixVersion} from './wrap/nix-version.js';
import {planCommand} from './wrap/plan-command.js';
import type {MonitoredStep, SpawnPlan} from './wrap/spawn-plan.js';

/** `nixscope build …`, `nixscope -- CMD …`: the command as the user typed it, its log followed. */
export async function wrapCommand(command: readonly string[], options: Options): Promise<ExitStatus> {
	const directory = new PrivateDirectory();
	const files = {socketPath: directory.file('log'), idleProgram: directory.file('idle')};
	writeFileSync(files.idleProgram, '#!/bin/sh\nexit 0\n', {mode: 0o700});
	const version = askNixVersion(path.basename(command[0]!) === 'nix' ? command[0]! : 'nix');
	const plan = planCommand(command, readPlanContext(files, needsVersion(command) ? await version : undefined));
	try {
		return await runPlan(plan, {command, options, version, socketPath: files.socketPath});
	} finally {
		directory.remove();
	}
}

/** Nix itself is told by its command line, which all versions understand: no need to wait for an answer. */
function needsVersion([program = '']: readonly string[]): boolean {
	const name = path.basename(program);
	return name !== 'nix' && !name.startsWith('nix-');
}

type Run = {
	readonly command: readonly string[];
	readonly options: Options;
	readonly version: Promise<NixVersion | undefined>;
	readonly socketPath: string;
};

async function runPlan(plan: SpawnPlan, run: Run): Promise<ExitStatus> {
	for (const note of plan.notes) {
		complain(note);
	}

	let status: ExitStatus = {code: 0};
	for (const step of plan.steps) {
		const environment = {...process.env, ...step.environment};
		if (step.kind === 'untouched') {
			status = await handOver(step.argv, environment);
			if (!isSuccess(status)) {
				return status;
			}

			continue;
		}

		const {status: stepStatus, endedBy, nothingFailed} = await runMonitored(step, environment, run);
		status = stepStatus;
		if (endedBy !== undefined || (!isSuccess(status) && !(step.goesOnAfterFailure && nothingFailed))) {
			return status;
		}
	}

	return status;
}

type StepEnd = {
	readonly status: ExitStatus;
	readonly endedBy: NodeJS.Signals | undefined;
	/** No build failed: whatever went wrong, the command itself may do better, or say it in its own words. */
	readonly nothingFailed: boolean;
};

async function runMonitored(step: MonitoredStep, environment: NodeJS.ProcessEnv, run: Run): Promise<StepEnd> {
	const surroundings = readSurroundings(2, run.options);
	const logSocket = step.usesSocket ? new LogSocket(run.socketPath) : undefined;
	await logSocket?.listen();
	const questions = surroundings.capabilities.interactive && hasTerminal() ? new Questions() : undefined;
	const askpass = questions && (await Askpass.open(questions.ask));
	const command = new CommandInput(step.argv, {
		env: {...environment, ...askpass?.environment},
		title: run.command,
		detached: step.isPreparation,
		joinsOutput: surroundings.capabilities.interactive && !step.isPreparation && tty.isatty(1),
		...(logSocket && {logSocket}),
	});
	const input = inputWithVersion(
		logSocket === undefined ? command : unrepeatedInput(command),
		run.version.then((nix) => nix?.version),
	);
	const {state, open, endedBy} = await follow({
		source: {input, readsStore: true},
		options: run.options,
		surroundings,
		forward: (signal) => command.kill(signal),
		questions,
		isPreparation: step.isPreparation,
		mayFailQuietly: step.goesOnAfterFailure,
	});
	logSocket?.close();
	askpass?.close();
	open.close();
	return {
		status: statusOfCommand(open.ending?.exitCode, open.ending?.signal),
		endedBy,
		nothingFailed: state.buildCounts.failed === 0,
	};
}

function isSuccess(status: ExitStatus): boolean {
	return 'code' in status && status.code === 0;
}
