import type {FailureReason} from '../build/build.js';
import {formatBytes} from '../formats/bytes.js';
import {formatDuration} from '../formats/duration.js';
import {plainLines, plainText} from '../formats/sanitise.js';

/** Why a build failed, from the fullest form to the shortest; the first that fits is shown. */
export function failureWords(reason: FailureReason): readonly string[] {
	const {kind, exitCode, signal, limit} = reason;
	switch (kind) {
		case 'exit-code':
			return exitCode === undefined ? ['failed'] : [`exit code ${exitCode}`, `exit ${exitCode}`];
		case 'signal': {
			const number = signal ?? '?';
			const words = [`killed by signal ${number}`, `signal ${number}`] as const;
			// SIGKILL that nobody sent on purpose is mostly the kernel's out-of-memory killer.
			return signal === 9 ? [`${words[0]} (out of memory?)`, ...words] : words;
		}

		case 'timeout':
			return withLimit(limit && `timed out after ${formatDuration(limit * 1000)}`, 'timed out', 'timeout');
		case 'silence':
			return withLimit(limit && `no output for ${formatDuration(limit * 1000)}`, 'no output', 'silent');
		case 'no-output':
			return ['did not produce its outputs', 'no outputs', 'outputs'];
		case 'hash-mismatch':
			return ['hash mismatch', 'hash'];
		case 'log-limit':
			return withLimit(limit && `log larger than ${formatBytes(limit)}`, 'log too large', 'log size');
		case 'not-deterministic':
			return ['not deterministic: differs from the build before', 'not deterministic', 'differs'];
		case 'dependency':
			return ['a dependency failed', 'blocked'];
		case 'hook':
			return ['post-build hook failed', 'hook'];
		case 'system':
			return [firstLine(reason.message) || 'cannot be built here', 'cannot be built here', 'system'];
		case 'other':
			return [firstLine(reason.message) || 'failed', 'failed'];
	}
}

/** Nix does not always say the limit. */
function withLimit(full: string | 0 | undefined, ...shorter: string[]): string[] {
	return full ? [full, ...shorter] : shorter;
}

/** The fullest form that fits; else the shortest, which the column cuts. */
export function fittingWords(forms: readonly string[], columns: number): string {
	return forms.find((form) => form.length <= columns) ?? forms.at(-1) ?? '';
}

function firstLine(message: string): string {
	return plainText(plainLines(message).find((line) => line.trim() !== '') ?? '').trim();
}
