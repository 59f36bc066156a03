import {formatBytes} from './bytes.js';
import {formatDuration} from './duration.js';
import {plainText} from './sanitise.js';

/** What the words need of a failure; FailureReason of build/build.ts has this shape. */
export type FailureFacts = {
	readonly kind: string;
	readonly exitCode: number | undefined;
	readonly signal: number | undefined;
	/** Seconds of a timeout, bytes of a log limit. */
	readonly limit: number | undefined;
	/** What Nix said, without colours; several lines. */
	readonly message: string;
};

/** SIGKILL: what the kernel sends when memory runs out. */
const killSignal = 9;

/** The reason in words, one line: `exit code 1`, `killed by signal 9 (out of memory?)`, `timed out after 1h 00m`. */
export function describeReason(reason: FailureFacts): string {
	const {exitCode, signal, limit, message} = reason;
	switch (reason.kind) {
		case 'exit-code':
			return exitCode === undefined ? 'the builder failed' : `exit code ${exitCode}`;
		case 'signal':
			return describeSignal(signal);
		case 'timeout':
			return limit === undefined ? 'timed out' : `timed out after ${formatLimit(limit)}`;
		case 'silence':
			return limit === undefined ? 'no output for too long' : `no output for ${formatLimit(limit)}`;
		case 'no-output':
			return `did not produce ${missingOutput(message)}`;
		case 'hash-mismatch':
			return 'hash mismatch';
		case 'log-limit':
			return limit === undefined ? 'log larger than allowed' : `log larger than ${formatBytes(limit)}`;
		case 'not-deterministic':
			return 'not deterministic: differs from the build before';
		case 'system':
			return describeSystem(message);
		case 'dependency':
			return 'a dependency failed';
		default:
			return firstSentence(message) || (reason.kind === 'hook' ? 'the build hook failed' : 'failed');
	}
}

/** The reason where there is no room: `exit 1`, `signal 9`, `timeout`, `hash`. At most 10 cells. */
export function shortReason({kind, exitCode, signal}: FailureFacts): string {
	switch (kind) {
		case 'exit-code':
			return exitCode === undefined ? 'failed' : `exit ${exitCode}`;
		case 'signal':
			return signal === undefined ? 'signal' : `signal ${signal}`;
		case 'timeout':
			return 'timeout';
		case 'silence':
			return 'silence';
		case 'no-output':
			return 'no output';
		case 'hash-mismatch':
			return 'hash';
		case 'log-limit':
			return 'log limit';
		case 'not-deterministic':
			return 'differs';
		case 'system':
			return 'system';
		case 'dependency':
			return 'blocked';
		case 'hook':
			return 'hook';
		default:
			return 'failed';
	}
}

function describeSignal(signal: number | undefined): string {
	if (signal === undefined) {
		return 'killed by a signal';
	}

	return `killed by signal ${signal}${signal === killSignal ? ' (out of memory?)' : ''}`;
}

function formatLimit(seconds: number): string {
	return formatDuration(seconds * 1000, {running: true});
}

/** Nix names the output since 2.4: `failed to produce output path for output 'out' at '…'`. */
function missingOutput(message: string): string {
	const name = /for output '([\w.+-]+)'/.exec(message)?.[1];
	return name === undefined ? 'its output' : `$${name}`;
}

/** Both forms name the systems: `a 'X' with features {…} is required to build …, but I am a 'Y'`, and since 2.31 a list. */
function describeSystem(message: string): string {
	const required = /a '([^']+)' with features/.exec(message)?.[1] ?? /Required system: '([^']+)'/.exec(message)?.[1];
	const current = /I am a '([^']+)'/.exec(message)?.[1] ?? /Current system: '([^']+)'/.exec(message)?.[1];
	if (required !== undefined && current !== undefined && required !== current) {
		return plainText(`needs ${required}; this machine is ${current}`);
	}

	const features = /(?:with|Required) features:? \{([^}]+)\}/.exec(message)?.[1];
	return features === undefined
		? reasonLine(message) || 'not for this system'
		: plainText(`needs the features ${features}`);
}

/** What stands behind `Reason:`, else the first line. */
function firstSentence(message: string): string {
	return reasonLine(message) || plainText(message.split('\n', 1)[0]!).trim();
}

function reasonLine(message: string): string {
	return plainText(/Reason: ([^\n]*)/.exec(message)?.[1] ?? '')
		.trim()
		.replace(/\.$/, '');
}
