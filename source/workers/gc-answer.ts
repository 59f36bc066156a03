import type {GcAnswer} from '../analyses/answers/answer.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {chooseRoots, type GcRequest} from '../collection/choose-roots.js';
import {gcPlan} from '../collection/gc-plan.js';
import {diskRemark} from '../collection/gc-remarks.js';
import {measureFreed} from '../store/freed-space.js';
import type {OnProgress} from '../store/progress.js';
import {momentOf} from './moment.js';

/** The plan of a collection, with what the files of the store say of it. Nothing is changed. */
export function gcAnswer(
	analysis: StoreAnalysis,
	request: GcRequest,
	{
		workingDirectory,
		onProgress,
		expiredHolds,
	}: {
		readonly workingDirectory: string;
		readonly onProgress: OnProgress;
		/** Links of holds whose time is over: they go with every collection. */
		readonly expiredHolds: readonly string[];
	},
): GcAnswer {
	const choice = chooseRoots(analysis, request, momentOf(analysis.reading), workingDirectory);
	const {address, roots} = analysis.reading;
	const expired = [...roots.roots.keys()].filter((place) => expiredHolds.includes(roots.roots[place]!.link));
	const {answer, baseNames} = gcPlan(analysis, [...new Set([...choice.roots, ...expired])]);
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
		],
	};
}
