/** Why a build failed; the same words as FailureKind of the build state. */
export type BuildFailureKind =
	| 'exit-code'
	| 'signal'
	| 'timeout'
	| 'silence'
	| 'no-output'
	| 'hash-mismatch'
	| 'log-limit'
	| 'not-deterministic'
	| 'system'
	| 'dependency'
	| 'hook'
	| 'other';

export type BuildFailureReason = {
	readonly kind: BuildFailureKind;
	readonly exitCode: number | undefined;
	readonly signal: number | undefined;
	/** Seconds of `--timeout` or `--max-silent-time`, bytes of the log limit. */
	readonly limit: number | undefined;
	/** Of a hash mismatch, as Nix prints them (`sha256-…`). */
	readonly wanted: string | undefined;
	readonly got: string | undefined;
	/** What Nix said, without prefix, indentation and the end of the log. */
	readonly message: string;
};

export type BuildFailure = {
	readonly derivation: string | undefined;
	readonly outputPath: string | undefined;
	readonly reason: BuildFailureReason;
	/** The end of the log that the message repeats, without its `> `. */
	readonly logTail: readonly string[];
};

type ReasonFields = Partial<Omit<BuildFailureReason, 'kind' | 'message'>> & {readonly kind: BuildFailureKind};

type Rule = {
	readonly pattern: RegExp;
	readonly read: (groups: Readonly<Record<string, string | undefined>>, core: string) => ReasonFields;
};

/** What the words about a failed builder mean; src/libutil statusToString. */
const rules: readonly Rule[] = [
	{
		pattern: /failed with exit code (?<code>\d+)/,
		read: ({code}) => ({kind: 'exit-code', exitCode: Number(code)}),
	},
	{
		pattern: /failed due to signal (?<signal>\d+)/,
		read: ({signal}) => ({kind: 'signal', signal: Number(signal)}),
	},
	{pattern: /died abnormally/, read: () => ({kind: 'other'})},
	{
		pattern: /timed out after (?<seconds>\d+) seconds?(?<silence> of silence)?/,
		read: ({seconds, silence}) => ({kind: silence === undefined ? 'timeout' : 'silence', limit: Number(seconds)}),
	},
	{
		pattern: /killed after writing more than (?<bytes>\d+) bytes of log output/,
		read: ({bytes}) => ({kind: 'log-limit', limit: Number(bytes)}),
	},
	{pattern: /failed to produce output path/, read: () => ({kind: 'no-output'})},
	{
		pattern: /hash mismatch|has wrong hash|instead of the expected hash|when '[^']*' was expected/,
		read: (_, core) => ({kind: 'hash-mismatch', ...hashes(core)}),
	},
	{
		pattern: /may not be deterministic|differs? from .* (?:from|in) (?:previous )?round|is not deterministic/,
		read: () => ({kind: 'not-deterministic'}),
	},
	{
		pattern:
			/required system or feature not available|platform mismatch|missing system features|local builds are disabled|is required to build|unable to start any build|Failed to find a machine/,
		read: () => ({kind: 'system'}),
	},
	{pattern: /post-build[- ]hook/, read: () => ({kind: 'hook'})},
];

/** Messages that are about one build. What stands in the first group, or in the whole, names its derivation. */
const buildMessages: readonly RegExp[] = [
	/^Cannot build ["']([^"']+)["']\./,
	/^builder for ["']([^"']+)["'] (?:failed|died)/,
	/^(.*?) ?\btimed out after \d+ seconds?\b/,
	/^(.*?) ?\bkilled after writing more than \d+ bytes of log output/,
	/^hash mismatch in fixed-output derivation ["']([^"']+)["']/,
	/^fixed-output derivation produced path ["']([^"']+)["']/,
	/^output path ["']([^"']+)["'] (?:has wrong hash|has .* hash .* when)/,
	/^derivation ["']([^"']+)["'] may not be deterministic/,
	/^output ["'][^"']+["'] of ["']([^"']+)["'] differs from/,
	/^a ["'][^"']+["'](?: with features \{[^}]*\})? is required to build ["']([^"']+)["']/,
	/^unable to start any build/,
	/^Failed to find a machine for remote build!\s+derivation: (\S+)/,
	/^output ["']([^"']+)["'] is not allowed to refer to/,
	/^suspicious ownership or permission on ["']([^"']+)["']/,
];

/** @param core An error without colours, prefix, trace and indentation. */
export function parseBuildFailure(core: string): BuildFailure | undefined {
	const {message, logTail} = splitLogTail(core);
	for (const pattern of buildMessages) {
		const match = pattern.exec(message);
		if (match !== null && isAboutBuild(match)) {
			const named = match[1] ?? '';
			const derivation = quotedDerivation(named);
			const outputPath = derivation === undefined && named.startsWith('/') ? named : undefined;
			return {derivation, outputPath, reason: readReason(message), logTail};
		}
	}

	return undefined;
}

/** @returns The derivation path in `'/nix/store/x.drv'`, `/nix/store/x.drv!out` and the like, with any store folder. */
export function quotedDerivation(text: string): string | undefined {
	return /\/[^\s"']*\/[\da-z]{32}-[\w+.?=-]*\.drv(?![\w+?=-])/.exec(text)?.[0];
}

/** "timed out" and "killed" are words of others, too: what precedes them must be nothing or name a derivation. */
function isAboutBuild(match: RegExpExecArray): boolean {
	return (
		match[1] === undefined || match[1] === '' || match[1].startsWith('/') || quotedDerivation(match[1]) !== undefined
	);
}

function readReason(message: string): BuildFailureReason {
	// Output paths and the log must not be read as a reason: the first words that match one win, from the top.
	let best: {index: number; fields: ReasonFields} | undefined;
	for (const {pattern, read} of rules) {
		const match = pattern.exec(message);
		if (match !== null && (best === undefined || match.index < best.index)) {
			best = {index: match.index, fields: read(match.groups ?? {}, message)};
		}
	}

	return {...otherReason(message), ...best?.fields};
}

function hashes(message: string): {wanted: string | undefined; got: string | undefined} {
	const wanted = /^\s*(?:specified|wanted|expected):\s*(\S+)/m.exec(message)?.[1];
	const got = /^\s*got:\s*(\S+)/m.exec(message)?.[1];
	// Nix 2.0 and before say it in one sentence.
	const sentence = /hash ["']([^"']+)["'] (?:instead of the expected hash|when) ["']([^"']+)["']/.exec(message);
	return {wanted: wanted ?? sentence?.[2], got: got ?? sentence?.[1]};
}

/** Takes `last N log lines:` and what follows it out of a message. */
function splitLogTail(core: string): {message: string; logTail: string[]} {
	const head = /[;.]?\s*\blast \d+ (?:log )?lines?(?: of log)?:\n/i.exec(core);
	if (head === null) {
		return {message: core, logTail: []};
	}

	const lines = core.slice(head.index + head[0].length).split('\n');
	const end = lines.findIndex((line) => /^\s*For full logs, run\b/.test(line));
	const tail = (end === -1 ? lines : lines.slice(0, end)).map((line) => line.replace(/^\s*> ?|^ {2}/, ''));
	return {message: core.slice(0, head.index), logTail: tail};
}

/** A failure of which only the words are known. */
export function otherReason(message: string): BuildFailureReason {
	return {
		kind: 'other',
		exitCode: undefined,
		signal: undefined,
		limit: undefined,
		wanted: undefined,
		got: undefined,
		message,
	};
}
