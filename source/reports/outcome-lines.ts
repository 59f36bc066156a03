import type {BuildState} from '../build/build-state.js';
import {countOf, formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {flow, words} from '../formats/flow.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {plainLines, plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {buildStartedAt, sessionDuration} from './build-facts.js';

/** More roots than this are counted, not named. */
const namedRoots = 3;

/** The first line of the report: what came of it, and how long it took. More lines only where the window is narrow. */
export function outcomeLines(state: BuildState, {columns, signs}: {columns: number; signs: Signs}): Line[] {
	const layout = {columns, indent: 0, gap: 1};
	switch (state.end?.outcome) {
		case 'succeeded':
			return flow(succeeded(state, signs), layout);
		case 'nothing':
			return flow(nothing(state, signs), layout);
		case 'failed':
			return flow(failed(state, signs), layout);
		default:
			return flow(interrupted(state, signs), layout);
	}
}

/** Store paths of the roots that are built, in the order of the plan. */
export function builtOutputs(state: BuildState): string[] {
	const paths = state.roots
		.filter(({status}) => status.name === 'built')
		.flatMap(({outputs}) => outputs.flatMap(({path}) => (path === undefined ? [] : [plainText(path)])));
	return [...new Set(paths)];
}

function succeeded(state: BuildState, signs: Signs): Span[][] {
	const {built} = state.buildCounts;
	const fetched = state.downloadCounts.completed;
	const copied = state.uploadCounts.completed;
	const [verb, what] =
		built > 0
			? ['Built', rootNames(state, built)]
			: fetched > 0
				? ['Fetched', countOf(fetched, 'path')]
				: copied > 0
					? ['Copied', countOf(copied, 'path')]
					: ['Done', ''];
	return [[span(`${signs.built} ${verb}`, 'succeeded')], ...words(what, 'bold'), ...time(state, 'in')];
}

function nothing(state: BuildState, signs: Signs): Span[][] {
	const took = duration(state);
	const {waiting} = state.buildCounts;
	const {planned} = state.downloadCounts;
	// A dry run.
	const plan = [
		...(waiting > 0 ? [`${formatCount(waiting)} to build`] : []),
		...(planned > 0 ? [`${formatCount(planned)} to fetch`] : []),
	].join(', ');
	return [
		[span(`${signs.built} ${plan === '' ? 'Nothing to build' : 'Nothing was built'}`, 'succeeded'), span(plan && ':')],
		...words(plan),
		...(took === '' ? [] : [[span(` ${took}`, 'muted')]]),
	];
}

function failed(state: BuildState, signs: Signs): Span[][] {
	const builds = state.buildCounts;
	const [downloads, uploads] = [state.downloadCounts, state.uploadCounts];
	const say = (verb: string, separator: string, rest: string) =>
		sentence(state, span(`${signs.failed} ${verb}`, 'failed-sign'), separator, rest);
	if (builds.failed > 0) {
		return say('Build failed', ':', `${formatCount(builds.failed)} of ${countOf(builds.total, 'derivation')} failed`);
	}

	if (downloads.failed > 0) {
		return say('Fetch failed', ':', `${formatCount(downloads.failed)} of ${countOf(downloads.total, 'path')} failed`);
	}

	if (uploads.failed > 0) {
		return say('Copy failed', ':', `${formatCount(uploads.failed)} of ${countOf(uploads.total, 'path')} failed`);
	}

	const code = state.errors.length === 0 ? state.end?.exitCode : undefined;
	const rest = [code !== undefined && `exit code ${code}`, builds.built === 0 && 'nothing was built'];
	// Without a record nothing says that it was Nix.
	const who = state.recordCount > 0 ? 'Nix failed' : 'The command failed';
	return say(isEvaluationError(state) ? 'Evaluation failed' : who, ';', rest.filter(Boolean).join(', '));
}

function interrupted(state: BuildState, signs: Signs): Span[][] {
	const {built, failed: failedCount, running, waiting} = state.buildCounts;
	const ended = state.builds.filter(({status}) => status.name === 'interrupted' || status.name === 'cancelled');
	const stopped = ended.filter((build) => buildStartedAt(build) !== undefined).length;
	const notStarted = waiting + ended.length - stopped;
	const parts = [
		failedCount > 0 && `${formatCount(failedCount)} failed`,
		`${formatCount(built)} built`,
		stopped + running > 0 && `${formatCount(stopped + running)} stopped`,
		notStarted > 0 && `${formatCount(notStarted)} not started`,
	];
	const rest = state.builds.length > 0 ? parts.filter(Boolean).join(', ') : '';
	return sentence(state, span(`${signs.blocked} Interrupted`, 'interrupted'), ':', rest);
}

/** By what Nix says: most such errors have a trace or a place in a file. */
export function isEvaluationError(state: BuildState): boolean {
	return state.errors.some(({text}) => evaluationWords.test(plainLines(text).join('\n')));
}

const evaluationWords =
	/\bat [^\n]+:\d+(?::\d+)?:?\s*$|while (?:evaluating|calling)|undefined variable|syntax error|infinite recursion|\battribute '|does not provide attribute|Nix search path/m;

/** `a`, `a and b`, `a, b and 5 more`; a number where the graph, and so the roots among many, are not known. */
function rootNames({roots, builds}: BuildState, built: number): string {
	const names = roots.map(({name}) => plainText(name));
	const areKnown = builds.every(({hasGraph}) => hasGraph);
	if (names.length === 0 || (names.length > namedRoots && !areKnown)) {
		return countOf(built, 'derivation');
	}

	if (names.length > namedRoots) {
		return `${names.slice(0, namedRoots - 1).join(', ')} and ${names.length - namedRoots + 1} more`;
	}

	return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `✗ Build failed after 3s: 1 of 4 derivations failed`; the separator stands only before something. */
function sentence(state: BuildState, verb: Span, separator: string, rest: string): Span[][] {
	const items: Span[][] = [[verb], ...time(state, 'after')];
	items.at(-1)!.push(span(rest === '' ? '' : separator));
	return [...items, ...words(rest)];
}

/** Nothing where no time has passed: a raw log has no times. */
function time(state: BuildState, preposition: string): Span[][] {
	const text = duration(state);
	return text === '' ? [] : [[span(preposition)], [span(text, 'bold')]];
}

function duration(state: BuildState): string {
	const ms = sessionDuration(state);
	return ms > 0 ? formatDuration(ms) : '';
}
