import type {LogReader} from '../build/log-index.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import {words} from '../formats/flow.js';
import type {Line, Span} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import {plainText, sanitise} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {displayWidth, truncateEnd} from '../formats/width.js';
import {buildDuration, type FailedBuild, remoteHost} from './build-facts.js';

/** Reasons up to this width stay on one line. */
const unbrokenReasonColumns = 40;

/** `failed in check on hydra1 after 42s: exit code 1`, as items for flow: a short reason stays on one line. */
export function failureItems(build: FailedBuild): Span[][] {
	return [...words(`failed${failurePlace(build)}:`, 'failed'), ...reasonItems(build)];
}

/** `exit code 1`, as items for flow. */
export function reasonItems(build: FailedBuild): Span[][] {
	const reason = describeReason(build.status.reason);
	return displayWidth(reason) <= unbrokenReasonColumns ? [[span(reason, 'failed')]] : words(reason, 'failed');
}

/** ` in check on hydra1 after 42s`; empty for a build that Nix refused to start. */
export function failurePlace(build: FailedBuild): string {
	const phase = lastPhase(build);
	const host = remoteHost(build);
	const duration = buildDuration(build);
	return [
		phase && ` in ${phase}`,
		host && ` on ${plainText(host)}`,
		duration !== undefined && duration >= shortestMs && ` after ${formatDuration(duration)}`,
	]
		.filter(Boolean)
		.join('');
}

/** Shorter times would be shown as 0.0s. */
const shortestMs = 100;

/** `check`; undefined for a builder without phases. */
export function lastPhase(build: FailedBuild): string | undefined {
	const phase = build.phases.at(-1)?.phase;
	return phase === undefined ? undefined : formatPhase(phase);
}

/**
 * The last lines of its log, oldest first, not sanitised, without blank ones at their end. Where the log has not come
 * along (an old daemon), the lines that Nix quotes in its message.
 */
export function logTail(build: FailedBuild, logs: LogReader, lineCount: number): string[] {
	if (build.log.length === 0) {
		const quoted = quotedLines(build.status.reason.message);
		return quoted.slice(Math.max(0, quoted.length - lineCount));
	}

	const tail: string[] = [];
	for (let index = build.log.length - 1; index >= 0 && tail.length < lineCount; index--) {
		const text = logs.line(build.log, index);
		if (tail.length > 0 || plainText(text).trim() !== '') {
			tail.unshift(text);
		}
	}

	return tail;
}

/** Nix marks them with `> ` below `last 10 log lines:`. */
function quotedLines(message: string): string[] {
	return message.split('\n').flatMap((text) => /^\s*> ?(.*)$/.exec(text)?.[1] ?? []);
}

export type QuoteOptions = {readonly columns: number; readonly indent: number; readonly signs: Signs};

/** Log lines behind a red bar, with their own colours, cut at the edge. */
export function quoteLines(texts: readonly string[], {columns, indent, signs}: QuoteOptions): Line[] {
	return texts.map((text) => {
		const shown = truncateEnd(sanitise(text), Math.max(1, columns - indent - 2), signs.cut);
		const bar = [span(' '.repeat(indent)), span(signs.quote, 'failed')];
		return shown === '' ? line(...bar) : line(...bar, span(' '), {text: shown, tone: 'plain', coloured: true});
	});
}

/** Both hashes of a mismatch, never cut: they are there to be copied. Empty for other failures. */
export function hashLines(build: FailedBuild, prefix: readonly Span[]): Line[] {
	const {kind, wanted, got} = build.status.reason;
	if (kind !== 'hash-mismatch') {
		return [];
	}

	const row = (label: string, hash: string | undefined) =>
		hash === undefined ? [] : [line(...prefix, span(label.padEnd(8), 'muted'), span(plainText(hash)))];
	return [...row('wanted', wanted), ...row('got', got)];
}
