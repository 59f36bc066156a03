import type {GcAnswer} from '../analyses/answers/answer.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {chooseRoots} from '../collection/choose-roots.js';
import {HELD_ALREADY} from '../collection/drop-planned.js';
import {gcPlan} from '../collection/gc-plan.js';
import {diskRemark} from '../collection/gc-remarks.js';
import {measureFreed} from '../store/freed-space.js';
import {mayRemoveIn} from '../store/may-remove.js';
import type {OnProgress} from '../store/progress.js';
import {StoreError} from '../store/store-error.js';
import type {KnownHolds} from './known-holds.js';
import {momentOf} from './moment.js';
import type {Questions} from './question.js';

/** The plan of a collection, with what the files of the store say of it. Nothing is changed. @throws StoreError when a hold is to be held. */
export function gcAnswer(
	analysis: StoreAnalysis,
	request: Questions['gc'],
	{
		workingDirectory,
		onProgress,
		holds,
	}: {
		readonly workingDirectory: string;
		readonly onProgress: OnProgress;
		/** Those whose time is over go with every collection. */
		readonly holds: KnownHolds;
	},
): GcAnswer {
	const {address, roots} = analysis.reading;
	const choice = chooseRoots(analysis, request, momentOf(analysis.reading), workingDirectory, mayRemoveIn(address));
	const held = choice.roots.map((place) => roots.roots[place]!).find(({kind}) => kind === 'nixscope-hold');
	if (request.holdMs !== undefined && held !== undefined) {
		throw new StoreError(`${held.link} ${HELD_ALREADY}`);
	}

	const expired =
		request.isOnly === true
			? []
			: [...roots.roots.keys()].filter((place) => holds.expired.includes(roots.roots[place]!.link));
	const {answer, baseNames} = gcPlan(
		analysis,
		[...new Set([...choice.roots, ...expired])],
		holds.links,
		request.isOnly,
	);
	const freed = address.kind === 'local' ? measureFreed({store: address, entries: baseNames}, {onProgress}) : null;
	return {
		...answer,
		nixReportedSize: freed?.nixReportedSize ?? null,
		diskSize: freed?.diskSize ?? null,
		wantedNarSize: request.freeBytes ?? null,
		remarks: [
			...choice.remarks,
			...diskRemark(request.freeBytes, {narSize: answer.narSize, diskSize: freed?.diskSize ?? null}),
			...answer.remarks,
			...holds.remarks,
		],
	};
}
