/** What can be drawn where nixscope was started. */
export type Capabilities = {
	/** A screen with keys; otherwise plain lines without escape sequences. */
	readonly interactive: boolean;
	readonly colour: boolean;
	/** Signs and boxes of ASCII only. */
	readonly ascii: boolean;
	/** The terminal has a window title. */
	readonly title: boolean;
	/** The terminal shows progress (OSC 9;4); the others may take the sequence for a notification. */
	readonly progress: boolean;
};

export type Surroundings = {
	readonly env: NodeJS.ProcessEnv;
	/** The stream that output is meant for is a terminal. */
	readonly isTerminal: boolean;
	/** Started in the background nothing is drawn: the terminal belongs to another program. */
	readonly isForeground: boolean;
};

/**
 * Reads the environment as other programs do: NO_COLOR (no-color.org; any value but an empty one) wins over FORCE_COLOR
 * (`0` and `false` mean no), then comes what the terminal can.
 */
export function readCapabilities({env, isTerminal, isForeground}: Surroundings): Capabilities {
	const isDumb = env.TERM === 'dumb';
	const interactive = isTerminal && isForeground && !isDumb && !isContinuousIntegration(env);
	// The Linux console has neither a title nor more than 512 glyphs.
	const isConsole = env.TERM === 'linux';
	return {
		interactive,
		colour: hasColour(env, isTerminal && !isDumb),
		ascii: isConsole || !isUtf8(env),
		title: interactive && !isConsole,
		progress: interactive && showsProgress(env),
	};
}

function hasColour(env: NodeJS.ProcessEnv, byDefault: boolean): boolean {
	if (env.NO_COLOR) {
		return false;
	}
	const forced = env.FORCE_COLOR;
	return forced === undefined ? byDefault : forced !== '0' && forced !== 'false';
}

function isContinuousIntegration(env: NodeJS.ProcessEnv): boolean {
	const ci = env.CI;
	if (ci === '0' || ci === 'false') {
		return false;
	}
	return ci !== undefined || env.CONTINUOUS_INTEGRATION !== undefined || env.GITHUB_ACTIONS !== undefined;
}

/** locale(7): LC_ALL wins over LC_CTYPE, which wins over LANG; an empty one is as good as none. */
function isUtf8(env: NodeJS.ProcessEnv): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
	return /utf-?8/i.test(locale);
}

/** Multiplexers hand the variables of the outer terminal on, but not the sequence. */
function showsProgress(env: NodeJS.ProcessEnv): boolean {
	if (env.TMUX || env.STY || env.ZELLIJ) {
		return false;
	}
	const program = env.TERM_PROGRAM ?? '';
	return (
		env.WT_SESSION !== undefined ||
		env.ConEmuANSI === 'ON' ||
		env.KONSOLE_VERSION !== undefined ||
		['ghostty', 'WezTerm', 'mintty'].includes(program) ||
		// iTerm2 says `P` among its features when it shows progress.
		(program === 'iTerm.app' && /P(?![a-z])/.test(env.TERM_FEATURES ?? ''))
	);
}
