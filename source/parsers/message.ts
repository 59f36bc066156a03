import {type BuildFailureReason, otherReason, parseBuildFailure, quotedDerivation} from './build-failure.js';
import {messageCore} from './message-core.js';
import {parsePlanLine} from './plan-line.js';

export type {BuildFailureKind, BuildFailureReason} from './build-failure.js';

/** What a message of Nix means; see docs/protocol.md for the texts of each version. */
export type NixMessage =
	/** `these N derivations will be built:`; the paths follow, a message each. */
	| {readonly kind: 'plan-builds'; readonly count: number | undefined}
	/** `these N paths will be fetched (…)`; compressed and unpacked bytes, rounded as Nix prints them. */
	| {
			readonly kind: 'plan-fetches';
			readonly count: number | undefined;
			readonly downloadBytes: number;
			readonly unpackedBytes: number;
	  }
	/** `don't know how to build these paths:` */
	| {readonly kind: 'plan-unknown'}
	| {readonly kind: 'plan-derivation'; readonly path: string}
	| {readonly kind: 'plan-path'; readonly path: string}
	| {
			readonly kind: 'build-failed';
			/** Undefined where Nix does not say it: `timed out after 2 seconds`. */
			readonly derivation: string | undefined;
			/** What Nix names in place of the derivation (Nix ≤ 2.3, forbidden references). */
			readonly outputPath: string | undefined;
			readonly reason: BuildFailureReason;
			/** The end of the log that the message repeats, without its `> `. */
			readonly logTail: readonly string[];
			/** Store URI of the builder, when the message is the one that a remote build failed with. */
			readonly storeUri: string | undefined;
	  }
	| {readonly kind: 'dependency-failed'; readonly derivation: string; readonly message: string}
	/** `build of 'a', 'b' failed`: the last words of a command that wanted several. */
	| {readonly kind: 'builds-failed'; readonly derivations: readonly string[]; readonly message: string}
	| {readonly kind: 'interrupted'; readonly message: string}
	/** A program that Nix ran: the post-build hook, git. The derivation is not named. */
	| {
			readonly kind: 'program-failed';
			readonly program: string;
			readonly exitCode: number | undefined;
			readonly signal: number | undefined;
			readonly message: string;
	  }
	/** A store path could not be had from any substituter. */
	| {
			readonly kind: 'substitution-failed';
			readonly path: string | undefined;
			readonly derivation: string | undefined;
			readonly message: string;
	  }
	/** A cache that does not answer, or answers wrong; `retrying` when Nix tries again by itself. */
	| {
			readonly kind: 'substituter-problem';
			readonly severity: 'error' | 'warning';
			readonly uri: string;
			readonly retrying: boolean;
			readonly message: string;
	  }
	| {readonly kind: 'evaluating-file'; readonly file: string}
	/** Any other error: of evaluation, of the command line, of the store. */
	| {readonly kind: 'error'; readonly message: string}
	| {readonly kind: 'warning'; readonly message: string}
	| {readonly kind: 'trace'; readonly message: string}
	| {readonly kind: 'note'; readonly message: string}
	/** Everything else: what Nix says of its work. */
	| {readonly kind: 'info'; readonly message: string};

/**
 * @param text The message as Nix renders it, with or without colours.
 * @param rawText Its `raw_msg`, which only errors have: they have neither trace nor prefix there.
 * @returns Its meaning, whatever the verbosity level: a daemon's messages all arrive at level 0.
 */
export function parseMessage(text: string, rawText?: string): NixMessage {
	const {severity, core} = messageCore(text, rawText);
	switch (severity) {
		case 'error':
			return parseError(core);
		case 'warning':
			return parseSubstituterProblem(core, 'warning') ?? {kind: 'warning', message: core};
		case 'trace':
		case 'note':
			return {kind: severity, message: core};
		default:
			return parsePlanLine(core) ?? parseEvaluatingFile(core) ?? {kind: 'info', message: core};
	}
}

function parseError(core: string): NixMessage {
	return (
		parseInterrupted(core) ??
		parseRemoteFailure(core) ??
		parseBuildsFailed(core) ??
		parseDependencyFailure(core) ??
		parseLocalFailure(core) ??
		parseProgramFailure(core) ??
		parseSubstitutionFailure(core) ??
		parseSubstituterProblem(core, 'error') ?? {kind: 'error', message: core}
	);
}

function parseInterrupted(core: string): NixMessage | undefined {
	return /^interrupted by the user\b/.test(core) ? {kind: 'interrupted', message: core} : undefined;
}

/** `build of '<drv>' on '<uri>' failed: <why>`: the true reason of a remote build, before the hook's own exit status. */
function parseRemoteFailure(core: string): NixMessage | undefined {
	const match = /^build of ["']([^"']+)["'] on ["']([^"']+)["'] failed: ?(.*)$/s.exec(core);
	if (match === null) {
		return undefined;
	}

	const [, outer = '', storeUri, why = ''] = match;
	const derivation = quotedDerivation(outer);
	const inner = messageCore(why, why).core;
	const dependency = parseDependencyFailure(inner);
	if (dependency !== undefined) {
		return dependency;
	}

	const failure = parseBuildFailure(inner);
	return {
		kind: 'build-failed',
		derivation: failure?.derivation ?? derivation,
		outputPath: failure?.outputPath,
		reason: failure?.reason ?? otherReason(inner),
		logTail: failure?.logTail ?? [],
		storeUri,
	};
}

function parseBuildsFailed(core: string): NixMessage | undefined {
	const match = /^build of ((?:["'][^"']+["'](?:, )?)+) failed$/.exec(core);
	if (match === null) {
		return undefined;
	}

	const derivations = [...match[1]!.matchAll(/["']([^"']+)["']/g)].map(
		([, name = '']) => quotedDerivation(name) ?? name,
	);
	return {kind: 'builds-failed', derivations, message: core};
}

const dependencyPatterns: readonly RegExp[] = [
	// Nix 2.4 to 2.28, Lix
	/^\d+ dependenc(?:y|ies) of derivation ["']([^"']+)["'] failed to build/,
	// Nix ≤ 2.3
	/^cannot build derivation ["']([^"']+)["']: \d+ dependenc(?:y|ies) couldn't be built/,
	// Nix ≥ 2.29
	/^Cannot build ["']([^"']+)["']\.\s+Reason: \d+ dependenc(?:y|ies) failed\b/,
];

function parseDependencyFailure(core: string): NixMessage | undefined {
	for (const pattern of dependencyPatterns) {
		const derivation = quotedDerivation(pattern.exec(core)?.[1] ?? '');
		if (derivation !== undefined) {
			return {kind: 'dependency-failed', derivation, message: core};
		}
	}

	return undefined;
}

function parseLocalFailure(core: string): NixMessage | undefined {
	const failure = parseBuildFailure(core);
	return failure === undefined ? undefined : {kind: 'build-failed', ...failure, storeUri: undefined};
}

function parseProgramFailure(core: string): NixMessage | undefined {
	const match =
		/^(?:post-build hook |executing )?(?:program )?["']([^"']+)["'] (?:failed (?:with exit code (\d+)|due to signal (\d+))|died abnormally)/.exec(
			core,
		);
	if (match === null) {
		return undefined;
	}

	const [, program = '', exitCode, signal] = match;
	return {kind: 'program-failed', program, exitCode: toNumber(exitCode), signal: toNumber(signal), message: core};
}

function parseSubstitutionFailure(core: string): NixMessage | undefined {
	const derivation = /^some substitutes for the outputs of derivation ["']([^"']+)["'] failed/.exec(core)?.[1];
	if (derivation !== undefined) {
		return {kind: 'substitution-failed', path: undefined, derivation: quotedDerivation(derivation), message: core};
	}

	const path =
		/^path ["']([^"']+)["'] (?:is required, but (?:it has no known derivation|there is no substituter)|does not exist and cannot be created)/.exec(
			core,
		)?.[1] ?? /^some references of path ["']([^"']+)["'] could not be realised/.exec(core)?.[1];
	return path === undefined ? undefined : {kind: 'substitution-failed', path, derivation: undefined, message: core};
}

const substituterPatterns: readonly RegExp[] = [
	/^(?:unable to download|unable to upload to|cannot download|cannot upload|failed to download) ["']([^"']+)["']/,
	/^unable to query (?:info|metadata) .*? ["']([^"']+)["']/,
	/^["']([^"']+)["'] does not appear to be a binary cache/,
	/^disabling binary cache ["']([^"']+)["']/,
	/^(?:ignoring|could not (?:connect to|query)) (?:the )?(?:untrusted )?(?:binary cache|substituter) ["']([^"']+)["']/,
	/^(?:binary cache|substituter) ["']([^"']+)["']/,
	/^(?:cannot|failed to) connect to ["']([^"']+)["']/,
];

function parseSubstituterProblem(core: string, severity: 'error' | 'warning'): NixMessage | undefined {
	// A warning may repeat the error it is about: "warning: error: unable to download …".
	const message = core.replace(/^error: /, '');
	for (const pattern of substituterPatterns) {
		const uri = pattern.exec(message)?.[1];
		if (uri !== undefined) {
			return {kind: 'substituter-problem', severity, uri, retrying: /\bretrying\b/.test(message), message};
		}
	}

	return undefined;
}

function parseEvaluatingFile(core: string): NixMessage | undefined {
	const file = /^evaluating file ["'](.*)["']$/.exec(core)?.[1];
	return file === undefined ? undefined : {kind: 'evaluating-file', file};
}

function toNumber(digits: string | undefined): number | undefined {
	return digits === undefined ? undefined : Number(digits);
}
