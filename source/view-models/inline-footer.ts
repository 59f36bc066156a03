import type {BuildState} from '../build/build-state.js';
import {countOf, formatCount} from '../formats/count.js';
import type {Line, Span} from '../formats/line.js';
import {lineWidth, span, truncateLine} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {spreadLine} from './cells.js';
import {countSpans, fittingSpans} from './counts.js';
import {clockSpans, type ReplayFacts} from './header.js';
import {progressRule} from './progress-rule.js';

export type InlineFooterInput = {
	readonly state: BuildState;
	readonly replay: ReplayFacts | undefined;
	/** There is a keyboard: the hints stand in the rule. */
	readonly hasKeys: boolean;
	readonly columns: number;
	readonly signs: Signs;
	readonly now: number;
};

/** The rule with its two hints, and the status line: nearest to where the eye is. */
export function inlineFooter(input: InlineFooterInput): Line[] {
	const {state, columns, signs} = input;
	const clock = clockSpans(input);
	const room = columns - 4 - lineWidth({spans: clock});
	return [ruleWithHints(input), spreadLine(statusSpans(state, room, signs), clock, columns, signs)];
}

function ruleWithHints({state, hasKeys, columns, signs}: InlineFooterInput): Line {
	const hints = ` f full screen ${signs.dot} ? keys `;
	const tail = 2;
	if (!hasKeys || columns < 50) {
		return {spans: progressRule(state, columns, signs)};
	}

	return {
		spans: [
			...progressRule(state, columns - hints.length - tail, signs),
			span(hints, 'muted'),
			span(signs.barRest.repeat(tail), 'muted'),
		],
	};
}

function statusSpans(state: BuildState, room: number, signs: Signs): Span[] {
	const {buildCounts, downloadCounts, evaluation} = state;
	if (buildCounts.total + downloadCounts.total + state.uploadCounts.total === 0) {
		return evaluation.files > 0 ? [span(`${countOf(evaluation.files, 'file')} evaluated`)] : [];
	}

	const nothingStarted = buildCounts.waiting === buildCounts.total && downloadCounts.planned === downloadCounts.total;
	if (nothingStarted && state.end === undefined) {
		const toFetch =
			downloadCounts.total === 0
				? []
				: [
						span('  '),
						span(signs.download, 'download'),
						span(' '),
						span(formatCount(downloadCounts.total), 'bold'),
						span(' to fetch'),
					];
		const line = truncateLine(
			{
				spans: [
					span(signs.waiting, 'muted'),
					span(' '),
					span(formatCount(buildCounts.total), 'bold'),
					span(' to build'),
					...toFetch,
				],
			},
			room,
			signs.cut,
		);
		return [...line.spans];
	}

	const options = {speeds: undefined};
	return fittingSpans(
		[
			() => countSpans(state, {...options, words: true, transfers: true}, signs),
			() => countSpans(state, {...options, words: false, transfers: true}, signs),
			() => countSpans(state, {...options, words: false, transfers: false}, signs),
		],
		room,
	);
}
