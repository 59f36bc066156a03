import {standsForOthers} from '../../analyses/answers/command-words.js';
import type {PlanAnswer} from '../../analyses/answers/plan.js';
import {countOf} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import {pageFlow, pageLine} from './collect-lines.js';
import type {ScreenInput} from './screen.js';

/** What is going to be run, in order; links of which there are many are counted, they stand in the list of roots. */
export function commandLines(plan: PlanAnswer | undefined, {columns, signs, ascii, home}: ScreenInput): Line[] {
	if (plan === undefined || plan.commands.length === 0) {
		return [];
	}

	const unlinked = plan.commands.filter(isUnlink);
	const steps: Span[][][] = [];
	for (const command of plan.commands) {
		if (!isUnlink(command)) {
			steps.push(
				command.map((word) => [
					span(standsForOthers(word) ? word.replace('…', ascii ? '...' : '…') : shellPath(word, home)),
				]),
			);
		} else if (command === unlinked[0]) {
			const what = unlinked.length === 1 ? shellPath(command[1] ?? '', home) : countOf(unlinked.length, 'link');
			const check = ['(checked', 'once', 'more:', 'same', 'target,', 'same', 'owner)'];
			steps.push([[span('unlink')], [span(what)], ...check.map((word) => [span(word, 'muted')])]);
		}
	}

	return [
		pageLine([span('Commands', 'bold')], columns, signs),
		...steps.flatMap((items, index) =>
			pageFlow(items, [span(`  ${String(index + 1).padEnd(3)}`, 'muted')], columns, signs),
		),
	];
}

function isUnlink([program]: readonly string[]): boolean {
	return program === 'rm';
}
