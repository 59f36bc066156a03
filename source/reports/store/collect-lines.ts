import type {GcDoneAnswer} from '../../analyses/answers/plan.js';
import type {Line} from '../../formats/line.js';
import {line} from '../../formats/line-layout.js';
import {outcomeLines, outcomeRemarks} from './collect-outcome.js';
import {collectTitle} from './collect-title.js';
import {incompleteLines} from './incomplete-lines.js';
import {dropRows, planColumns} from './plan-rows.js';
import {remarkLines} from './remark-lines.js';
import type {StoreReportOptions} from './store-report-options.js';
import {tableLines} from './table.js';
import {wrapped} from './wrapped.js';

/**
 * What came of a plan: each number beside the one that was expected.
 *
 * @param isHold Roots were to be dropped and held, and nothing deleted.
 */
export function collectLines(answer: GcDoneAnswer, isHold: boolean, options: StoreReportOptions): Line[] {
	const {freed, complete} = answer;
	const dropped = dropRows(freed.droppedRoots, {label: 'dropped', complete}, options);
	return [
		...collectTitle(answer, options.signs).flatMap((one) => wrapped(one, options)),
		...(dropped.length > 0 ? [line(), ...tableLines(planColumns, dropped, options)] : []),
		...outcomeLines(answer, isHold, options),
		...remarkLines([...outcomeRemarks(freed, options), ...answer.remarks], options),
		...incompleteLines(answer, options),
	];
}
