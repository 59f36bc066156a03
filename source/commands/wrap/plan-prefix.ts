import {type Additions, mapCommands, type PlanContext, type SpawnPlan, untouched} from './spawn-plan.js';

type Planner = (argv: readonly string[], context: PlanContext) => SpawnPlan;

/** Options of sudo(8) and doas(1) that are followed by a value. */
const sudoValueOptions = ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U', '-r', '-t', '-a', '-c'];
const sudoLongValueOptions = [
	'--user',
	'--group',
	'--host',
	'--prompt',
	'--close-from',
	'--chdir',
	'--chroot',
	'--command-timeout',
	'--other-user',
	'--role',
	'--type',
	'--auth-type',
	'--login-class',
];
/** sudo does something else than running a command, or asks in a way of its own. */
const nothingToRun = [
	'-e',
	'-K',
	'-l',
	'-v',
	'-V',
	'--edit',
	'--list',
	'--validate',
	'--remove-timestamp',
	'--help',
	'--version',
];
const asksElsewhere = ['-n', '-S', '-A', '--non-interactive', '--stdin', '--askpass'];
const keepsEnvironment = ['-E', '--preserve-env'];
const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

/**
 * `sudo [options] [VAR=value] CMD`: sudo drops the environment, so what Nix needs is set behind it by env(1). The
 * password is asked for before the screen is drawn.
 */
export function planSudo(argv: readonly string[], context: PlanContext, plan: Planner): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	const options = leadingOptions(args);
	let start = options.length;
	while (assignment.test(args[start] ?? '')) {
		start++;
	}

	const command = args.slice(start);
	if (command.length === 0 || hasOption(options, nothingToRun)) {
		return {steps: [untouched(argv)], notes: []};
	}

	const front = [program, ...args.slice(0, start)];
	const inner = plan(command, {
		...context,
		environment: hasOption(options, keepsEnvironment)
			? context.environment
			: {...context.environment, NIX_CONFIG: assignedNixConfig(front)},
	});
	const outer = mapCommands(inner, (innerArgv, environment) => [...front, ...envCommand(environment), ...innerArgv]);
	const asksHere = context.hasTerminal && program.endsWith('sudo') && !hasOption(options, asksElsewhere);
	return asksHere ? {...outer, steps: [untouched([program, '-v']), ...outer.steps]} : outer;
}

/** `env [options] [VAR=value] CMD` */
export function planEnv(argv: readonly string[], context: PlanContext, plan: Planner): SpawnPlan {
	const [program, ...args] = argv as [string, ...string[]];
	let start = 0;
	let clearsEnvironment = false;
	for (; start < args.length; start++) {
		const word = args[start]!;
		clearsEnvironment ||= word === '-i' || word === '-' || word === '--ignore-environment';
		if (word === '-u' || word === '-C' || word === '--unset' || word === '--chdir') {
			start++;
		} else if (!word.startsWith('-') && !assignment.test(word)) {
			break;
		}
	}

	const command = args.slice(start);
	if (
		command.length === 0 ||
		args.slice(0, start).some((word) => word.startsWith('-S') || word.startsWith('--split-string'))
	) {
		return {steps: [untouched(argv)], notes: []};
	}

	const front = [program, ...args.slice(0, start)];
	const assigned = assignedNixConfig(front);
	const inherited = clearsEnvironment ? undefined : context.environment.NIX_CONFIG;
	const inner = plan(command, {...context, environment: {...context.environment, NIX_CONFIG: assigned ?? inherited}});
	return mapCommands(inner, (innerArgv, environment) => [...front, ...assignments(environment), ...innerArgv]);
}

function leadingOptions(args: readonly string[]): string[] {
	const options: string[] = [];
	for (let index = 0; index < args.length; index++) {
		const word = args[index]!;
		if (!word.startsWith('-')) {
			break;
		}

		options.push(word);
		if (word === '--') {
			break;
		}

		if (takesValue(word)) {
			index++;
			if (index < args.length) {
				options.push(args[index]!);
			}
		}
	}

	return options;
}

/** `-u root`, `-nu root`; but `-uroot` and `--user=root` hold their value. */
function takesValue(word: string): boolean {
	const options = singleOptions(word);
	const last = options.at(-1)!;
	return word.startsWith('--')
		? sudoLongValueOptions.includes(word)
		: options.length === word.length - 1 && sudoValueOptions.includes(last);
}

function hasOption(options: readonly string[], wanted: readonly string[]): boolean {
	return options.flatMap(singleOptions).some((option) => wanted.includes(option));
}

/** `-nu` is `-n -u`, `-uanna` is `-u` and its value, `--user=anna` is `--user`. */
function singleOptions(word: string): string[] {
	if (!/^-[^-]/.test(word)) {
		return [word.split('=', 1)[0]!];
	}

	const letters = [...word.slice(1)].map((letter) => `-${letter}`);
	const valueAt = letters.findIndex((letter) => sudoValueOptions.includes(letter));
	return valueAt === -1 ? letters : letters.slice(0, valueAt + 1);
}

function assignedNixConfig(front: readonly string[]): string | undefined {
	return front.findLast((word) => word.startsWith('NIX_CONFIG='))?.slice('NIX_CONFIG='.length);
}

function envCommand(environment: Additions): string[] {
	const words = assignments(environment);
	return words.length > 0 ? ['env', ...words] : [];
}

function assignments(environment: Additions): string[] {
	return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}
