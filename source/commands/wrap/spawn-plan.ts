import type {NixVersion} from './nix-version.js';

/** Environment variables that a step adds to those it inherits. */
export type Additions = Readonly<Record<string, string>>;

/** A process whose log is followed; the screen is drawn meanwhile. */
export type MonitoredStep = {
	readonly kind: 'monitored';
	readonly argv: readonly string[];
	readonly environment: Additions;
	/** The Nix processes below it report to the socket of the context. */
	readonly usesSocket: boolean;
	/**
	 * It only prepares what the next step does: it neither reads the user's stdin nor writes to their stdout, and the
	 * next step says what is wrong where it fails for a reason of its own.
	 */
	readonly isPreparation: boolean;
	/** With a failed preparation, whether the command itself still has its turn. */
	readonly goesOnAfterFailure: boolean;
};

/** A process that gets the terminal as it is, with nothing of ours in between. */
export type UntouchedStep = {
	readonly kind: 'untouched';
	readonly argv: readonly string[];
	readonly environment: Additions;
};

export type Step = MonitoredStep | UntouchedStep;

/** What becomes of a user's command: steps that run one after another until one fails. The last one is the command. */
export type SpawnPlan = {
	readonly steps: readonly Step[];
	/** What the user should know: for instance why nothing of this command can be followed. */
	readonly notes: readonly string[];
};

/** Whether a program takes `--log-format` and passes it on to Nix. */
export type LogFormatSupport = 'yes' | 'no' | 'unknown';

/** What the plan depends on, asked for by its name, so that planning itself is pure. */
export type PlanContext = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where Nix processes can report to; nothing listens there unless a step uses it. */
	readonly socketPath: string;
	/** A program that does nothing and succeeds, whatever its arguments and name. */
	readonly idleProgram: string;
	/** The Nix on the PATH; undefined when there is none or it does not say. */
	readonly nixVersion: NixVersion | undefined;
	/** A terminal on which a password can be typed. */
	readonly hasTerminal: boolean;
	/** The file exists and begins with `#!`. */
	readonly isScript: (file: string) => boolean;
	readonly exists: (file: string) => boolean;
	readonly logFormatSupport: (program: string) => LogFormatSupport;
};

/** Steps with their command line changed, for programs that run another one: sudo, env. */
export function mapCommands(
	plan: SpawnPlan,
	change: (argv: readonly string[], environment: Additions) => readonly string[],
): SpawnPlan {
	return {
		...plan,
		steps: plan.steps.map((step) => ({...step, argv: change(step.argv, step.environment), environment: {}})),
	};
}

export function monitored(
	argv: readonly string[],
	more: Partial<Omit<MonitoredStep, 'kind' | 'argv'>> = {},
): MonitoredStep {
	return {
		kind: 'monitored',
		argv,
		environment: {},
		usesSocket: false,
		isPreparation: false,
		goesOnAfterFailure: false,
		...more,
	};
}

export function untouched(argv: readonly string[]): UntouchedStep {
	return {kind: 'untouched', argv, environment: {}};
}
