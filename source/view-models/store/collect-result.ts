import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {outcomeLines, outcomeRemarks} from '../../reports/store/collect-outcome.js';
import {collectTitle} from '../../reports/store/collect-title.js';
import {wrapped} from '../../reports/store/wrapped.js';
import type {Run} from '../../sessions/explorer-data.js';
import {emptyLine} from '../cells.js';
import {pageLine, pageRemark} from './collect-lines.js';
import {incompleteRemark} from './incomplete-remark.js';
import type {ScreenInput} from './screen.js';

/** What came of a collection: each number beside the one that was expected. */
export function resultPage(
	{plan, expected, result, error}: Extract<Run, {kind: 'collect'}>,
	input: ScreenInput,
): Line[] {
	const {columns, signs, now, home} = input;
	if (result === undefined) {
		return [
			emptyLine(columns),
			pageLine([span(signs.failed, 'failed-sign'), span(' '), span('Collecting failed', 'bold')], columns, signs),
			...pageRemark(plainText(error ?? ''), span(' '), columns, signs, 'failed'),
			emptyLine(columns),
			pageLine([span('What was done so far is not known: the store is read again.', 'muted')], columns, signs),
		];
	}

	const outcome = {
		...expected,
		freed: result,
		complete: plan.complete,
		narSize: plan.narSize,
		removedRoots: plan.roots,
		paths: {length: plan.collects === 'none' ? 0 : plan.paths},
		alreadyDead: {paths: {length: plan.alreadyDead.paths}, narSize: plan.alreadyDead.narSize},
		newlyDead: {paths: {length: plan.newlyDead.paths}, narSize: plan.newlyDead.narSize},
	};
	const options = {columns: columns - 4, signs, now, home, limit: Number.POSITIVE_INFINITY};
	const title = collectTitle(outcome, signs).flatMap((one) => wrapped(one, options));
	const remarks = [...outcomeRemarks(result, {home}), ...incompleteRemark(plan)].flatMap((text) =>
		pageRemark(text, span(signs.warning, 'warning'), columns, signs),
	);
	// The table brings its own two cells at the left.
	const table = outcomeLines(outcome, plan.collects === 'none', {...options, columns: columns - 2}).map(({spans}) =>
		pageLine(
			[
				{...spans[0], text: spans[0]?.text.replace(/^ {2}/, '') ?? '', tone: spans[0]?.tone ?? 'plain'},
				...spans.slice(1),
			],
			columns,
			signs,
		),
	);
	return [
		emptyLine(columns),
		...title.map(({spans}) => pageLine(spans, columns, signs)),
		...table,
		...(remarks.length > 0 ? [emptyLine(columns), ...remarks] : []),
	];
}
