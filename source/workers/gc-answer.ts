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
	{workingDirectory, onProgress}: {readonly workingDirectory: string; readonly onProgress: OnProgress},
): GcAnswer {
	const choice = chooseRoots(analysis, request, momentOf(analysis.reading), workingDirectory);
	const {answer, baseNames} = gcPlan(analysis, choice.roots);
	const {address} = analysis.reading;
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
