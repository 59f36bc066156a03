import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {collectTitle} from '../../reports/store/collect-title.js';
import type {Run} from '../../sessions/explorer-data.js';

/** What stays in the terminal when the explorer has been left: what was done to the store, and how it is taken back. */
export function leavingLines(runs: readonly Run[], signs: Signs): Line[] {
	return runs.flatMap((run): Line[] => {
		if (run.kind !== 'collect' || run.result === undefined) {
			return [];
		}

		const {plan, result} = run;
		const paths = {length: plan.collects === 'none' ? 0 : plan.paths};
		const undo = [span('  put back: ', 'muted'), span(`nixscope undo ${result.journalId}`, 'bold')];
		return [
			...collectTitle({freed: result, removedRoots: plan.roots, paths, diskSize: run.expected.diskSize}, signs),
			...(result.journalId === null ? [] : [line(...undo)]),
		];
	});
}
