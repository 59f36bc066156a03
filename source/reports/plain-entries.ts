import type {Build} from '../build/build.js';
import type {Notice} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {formatBytes} from '../formats/bytes.js';
import {countOf} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import {plainLines, plainText} from '../formats/sanitise.js';
import {padStart} from '../formats/width.js';
import {buildDuration, type FailedBuild, remoteHost} from './build-facts.js';
import {lastPhase, logTail} from './failure-text.js';
import {quoteForRunner} from './log-fold.js';
import type {TransferTotals} from './transfer-totals.js';

/** Something that happened, as lines of plain output; printed in the order of `at`. */
export type PlainEntry = {readonly at: number; readonly lines: readonly string[]};

const timeColumns = 7;
const verbColumns = 9;
const quoteIndent = ' '.repeat(timeColumns + 2);
const tailLines = 10;

/** ` 8m 23s  start    firefox`: the time since the begin, the verb, the rest. */
export function plainLine(at: number, verb: string, rest: string): string {
	const time = padStart(formatDuration(at, {running: true}), timeColumns);
	return `${time}  ${verb.padEnd(verbColumns - 1)} ${rest}`.trimEnd();
}

/** Behind a bar, so that foreign text is never taken for ours or for a command to a CI runner. */
export function plainQuote(text: string): string {
	return (quoteIndent + quoteForRunner(text)).trimEnd();
}

export function startEntry(build: Build, at: number): PlainEntry {
	return {at, lines: [plainLine(at, 'start', nameWithHost(build))]};
}

export function builtEntry(build: Build, at: number): PlainEntry {
	const duration = buildDuration(build);
	const time = duration === undefined ? '' : `  ${formatDuration(duration)}`;
	return {at, lines: [plainLine(at, 'built', nameWithHost(build) + time)]};
}

/** Name, reason and the end of the log. */
export function failedEntry(build: FailedBuild, logs: LogReader): PlainEntry {
	const {reason, stoppedAt} = build.status;
	const duration = buildDuration(build);
	const phase = lastPhase(build);
	const after = duration === undefined || duration < 100 ? '' : ` after ${formatDuration(duration)}`;
	const where = phase === undefined ? '' : ` in ${phase}`;
	const hashes = [
		...(reason.wanted === undefined ? [] : [`wanted  ${reason.wanted}`]),
		...(reason.got === undefined ? [] : [`got     ${reason.got}`]),
	];
	return {
		at: stoppedAt,
		lines: [
			plainLine(stoppedAt, 'FAILED', `${nameWithHost(build)}${after}${where}: ${describeReason(reason)}`),
			...[...hashes, ...logTail(build, logs, tailLines)].map(plainQuote),
		],
	};
}

/** Builds that cannot be built because one other failed, in one line. */
export function blockedEntry(builds: readonly Build[], culprit: Build | undefined, at: number): PlainEntry {
	const names = builds.slice(0, 3).map(({name}) => plainText(name));
	const more = builds.length - names.length;
	const all = more > 0 ? `${names.join(', ')} and ${more} more` : joinWithAnd(names);
	const verb = builds.length === 1 ? 'it needs' : 'they need';
	const cause = culprit === undefined ? 'a failed build' : plainText(culprit.name);
	return {at, lines: [plainLine(at, 'blocked', `${all}: ${verb} ${cause}`)]};
}

/** Downloads or uploads since the last such line, together. */
export function transferEntry(totals: TransferTotals, kind: 'download' | 'upload', at: number): PlainEntry {
	const [verb, preposition] = kind === 'download' ? ['fetched', 'from'] : ['uploaded', 'to'];
	const bytes = totals.bytes > 0 ? `, ${formatBytes(totals.bytes)}` : '';
	const hosts = totals.hosts.slice(0, 3).map(plainText).join(', ');
	const where = hosts === '' ? '' : ` ${preposition} ${hosts}`;
	return {at, lines: [plainLine(at, verb, countOf(totals.completed, 'path') + bytes + where)]};
}

export function failedTransferEntry(
	name: string,
	kind: 'download' | 'upload',
	message: string,
	at: number,
): PlainEntry {
	const verb = kind === 'download' ? 'fetch' : 'upload';
	const [first = '', ...rest] = plainLines(message);
	return {
		at,
		lines: [plainLine(at, 'FAILED', `${verb} of ${plainText(name)}${first && `: ${first}`}`), ...rest.map(plainQuote)],
	};
}

/** No output for minutes: worth a look, not yet a failure. */
export function silentEntry(build: Build, silence: number, phase: string | undefined, now: number): PlainEntry {
	const where = phase === undefined ? '' : ` in ${phase}`;
	const text = `${plainText(build.name)}: no output for ${formatDuration(silence, {running: true})}${where}`;
	return {at: now, lines: [plainLine(now, 'silent', text)]};
}

/** What Nix or a program around it said. */
export function noticeEntry(notice: Exclude<Notice, {kind: 'build-failed'}>): PlainEntry {
	const {kind, at, text} = notice;
	const [first = '', ...rest] = plainLines(text.trimEnd());
	if (kind === 'text') {
		return {at, lines: [first, ...rest].map(plainQuote)};
	}

	const said = kind === 'error' ? first.replace(/^error: ?/, '') : first;
	return {at, lines: [plainLine(at, kind, quoteForRunner(said).slice(2)), ...rest.map(plainQuote)]};
}

function nameWithHost(build: Build): string {
	const host = remoteHost(build);
	return plainText(host === undefined ? build.name : `${build.name} on ${host}`);
}

function joinWithAnd(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
