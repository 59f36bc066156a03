import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {collectTitle} from '../../reports/store/collect-title.js';
import {optimiseTitle} from '../../reports/store/optimise-run-lines.js';
import {undoTitle} from '../../reports/store/undo-lines.js';
import type {Run} from '../../sessions/explorer-data.js';

type CollectRun = Extract<Run, {kind: 'collect'}>;

/** What stays in the terminal when the explorer has been left: what was done to the store, and how it is taken back. */
export function leavingLines(runs: readonly Run[], signs: Signs): Line[] {
	return runs.flatMap((run, place) => linesOf(run, runs.slice(place + 1), signs));
}

function linesOf(run: Run, later: readonly Run[], signs: Signs): Line[] {
	if (run.error !== undefined) {
		return [
			line(span(`${signs.failed} ${failures(run)}`, 'failed-sign')),
			line(span(`  ${plainText(run.error)}`, 'failed')),
		];
	}

	switch (run.kind) {
		case 'collect':
			return collectedLines(run, later, signs);
		case 'optimise':
			return run.result === undefined ? [] : optimiseTitle(run.result, signs);
		case 'undo':
			return run.result === undefined ? [] : [undoTitle(run.result, signs)];
	}
}

function failures(run: Run): string {
	switch (run.kind) {
		case 'collect':
			return 'Collecting failed';
		case 'optimise':
			return 'Optimising failed';
		case 'undo':
			return `Drop ${run.id} was not put back`;
	}
}

function collectedLines(run: CollectRun, later: readonly Run[], signs: Signs): Line[] {
	const {plan, expected, result} = run;
	if (result === undefined) {
		return [];
	}

	const paths = {length: plan.collects === 'none' ? 0 : plan.paths};
	return [
		...collectTitle({freed: result, removedRoots: plan.roots, paths, diskSize: expected.diskSize}, signs),
		...undoLine(run, later),
	];
}

/** Nothing where all is back; with a doubt where what the links led to may be deleted. */
function undoLine(run: CollectRun, later: readonly Run[]): Line[] {
	const {journalId = null, heldUntil = null} = run.result ?? {};
	const isBack = later.some(
		(one) =>
			one.kind === 'undo' && one.id === journalId && one.result?.links.every(({outcome}) => outcome !== 'failed'),
	);
	if (journalId === null || isBack) {
		return [];
	}

	const isSure = heldUntil !== null || ![run, ...later].some(hasDeletedNewlyDead);
	const words = isSure ? 'put back' : 'put back, as far as a cache has it';
	return [line(span(`  ${words}: `, 'muted'), span(`nixscope undo ${journalId}`, 'bold'))];
}

function hasDeletedNewlyDead(run: Run): boolean {
	return run.kind === 'collect' && (run.result?.deletedPaths ?? 0) > 0 && run.plan.newlyDead.paths > 0;
}
