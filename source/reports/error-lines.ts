import type {BuildState, NixError} from '../build/build-state.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {plainLines, sanitiseLines} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {wrapColumns} from '../formats/width.js';
import {failedBuilds} from './build-facts.js';
import {quoteLines} from './failure-text.js';

type Options = {readonly columns: number; readonly signs: Signs};

/** Longer errors lose whole frames of their trace. */
const maximumErrorLines = 24;
const maximumErrors = 3;
const maximumTextLines = 12;

/** What Nix says when it could not even plan: its errors, or the last text it wrote before its logger was ready. */
export function evaluationFailureLines(state: BuildState, options: Options): Line[] {
	if (state.errors.length > 0) {
		return quoteErrors(state.errors, {...options, indent: 0});
	}

	const texts = state.notices.flatMap((notice) => (notice.kind === 'text' ? [notice.text] : []));
	return quoteErrorLines(texts.slice(-maximumTextLines).flatMap(sanitiseLines), {...options, indent: 0});
}

/** Errors that are not about one build or download and not a mere consequence of one. */
export function otherErrorLines(state: BuildState, options: Options): Line[] {
	const hasFailures = state.buildCounts.failed + state.downloadCounts.failed + state.uploadCounts.failed > 0;
	const reasons = failedBuilds(state).map(({status}) => status.reason.message);
	const others = state.errors.filter(
		({build, message}) =>
			build === undefined &&
			!isInterruption(message) &&
			!(hasFailures && isConsequence(message)) &&
			!reasons.some((reason) => reason.includes(message)),
	);
	return quoteErrors(others, {...options, indent: 2});
}

/** `error:` again only at the first line: what Nix prints, with its colours. */
function quoteErrors(errors: readonly NixError[], options: Options & {indent: number}): Line[] {
	const shown = errors.slice(0, maximumErrors).flatMap((error) => quoteErrorLines(errorText(error), options));
	const more = errors.length - maximumErrors;
	return more > 0 ? [...shown, line(span(`${' '.repeat(options.indent)}and ${more} more in the log`, 'muted'))] : shown;
}

/** Broken at the edge, not cut: the name of what is missing often stands at the end. */
function quoteErrorLines(texts: readonly string[], options: Options & {indent: number}): Line[] {
	const room = Math.max(1, options.columns - options.indent - 2);
	return quoteLines(
		texts.flatMap((text) => wrapColumns(text, room)),
		options,
	);
}

/** The line of an error that says what it is, without its trace. */
export function errorSummary({text}: Pick<NixError, 'text'>): string {
	const lines = plainLines(text.trimEnd());
	const last = lines.findLast((one) => /^\s*error: \S/.test(one)) ?? lines[0]!;
	return last.replace(/^\s*error:/, '').trim();
}

/** The whole text, or its first frames and the last one, where the error itself stands. */
export function errorText({text}: Pick<NixError, 'text'>): string[] {
	const lines = sanitiseLines(text.trimEnd());
	if (lines.length <= maximumErrorLines) {
		return lines;
	}

	const frames = framesOf(plainLines(text.trimEnd()));
	const last = frames.at(-1)!;
	const kept = [];
	for (const frame of frames.slice(0, -1)) {
		if (kept.length + frame.length > maximumErrorLines - Math.min(last.length, maximumErrorLines / 2)) {
			break;
		}

		kept.push(...frame);
	}

	const left = lines.length - kept.length - last.length;
	const ending = lines.slice(lines.length - last.length);
	return [...lines.slice(0, kept.length), ...(left > 0 ? [`       … ${left} more lines of the trace`] : []), ...ending];
}

/** Nix separates the frames of a trace by empty lines; a frame keeps the empty line behind it. */
function framesOf(lines: readonly string[]): string[][] {
	const frames: string[][] = [[]];
	for (const [index, text] of lines.entries()) {
		frames.at(-1)!.push(text);
		if (text.trim() === '' && index < lines.length - 1) {
			frames.push([]);
		}
	}

	return frames;
}

function isInterruption(message: string): boolean {
	return /^interrupted by the user/.test(message);
}

/** Says only that something else failed: `2 dependencies of derivation … failed to build`, `build of … failed`. */
function isConsequence(message: string): boolean {
	return /dependenc(?:y|ies) (?:of derivation .* )?failed|couldn't be built|^build of .* failed|^some substitutes/.test(
		message,
	);
}
