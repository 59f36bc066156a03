import type {GcAnswer} from '../../analyses/answers/answer.js';
import {isAboutDeleting} from '../../collection/gc-remarks.js';
import type {Line} from '../../formats/line.js';
import {gcLines} from '../../reports/store/gc-lines.js';
import {type StoreDocument, storeReport} from '../../reports/store/store-report.js';
import type {StoreReportOptions} from '../../reports/store/store-report-options.js';
import {wrapped} from '../../reports/store/wrapped.js';
import type {SnapshotOrigin} from '../../store/store-reading.js';
import type {StoreClient} from '../../workers/store-client.js';
import {complain} from '../complain.js';
import type {Options} from '../option-table.js';
import {originLines} from './origin-lines.js';
import {limitOf, printLines, reportOptions} from './print-lines.js';
import type {StoreQuestion} from './store-question.js';
import type {OpenStore} from './with-store.js';

/** Asks, and prints the answer for people. */
export async function printStoreReport(
	{client, address, status}: OpenStore,
	question: StoreQuestion,
	options: Options,
): Promise<void> {
	const document = await ask(client, question, limitOf(options));
	const origin = snapshotOf(document);
	const now = Date.now();
	const reported = reportOptions(options, address, origin?.readAt ?? now);
	const report =
		document.kind === 'gc' ? planLines(document.answer, reported, options) : storeReport(document, reported);
	status.end();
	printLines([...originLines(origin, now).flatMap((one) => wrapped(one, reported)), ...report], options);
	const hint = patternHint(question, document);
	if (hint !== undefined) {
		complain(hint);
	}
}

function planLines(answer: GcAnswer, reported: StoreReportOptions, {holdMs}: Options): Line[] {
	const remarks = holdMs === undefined ? answer.remarks : answer.remarks.filter((remark) => !isAboutDeleting(remark));
	return gcLines({...answer, remarks}, reported, holdMs);
}

/** Who types a pattern is told why nothing is found. Names may well have a `?`, but never a `*`. */
function patternHint({kind, request}: StoreQuestion, document: StoreDocument): string | undefined {
	const isInVain = kind === 'paths' && document.kind === 'paths' && document.answer.matchCount === 0;
	return isInVain && /[*?]/.test(request.match)
		? `* and ? stand only for themselves: leave them out, a part of the name is enough`
		: undefined;
}

async function ask(client: StoreClient, question: StoreQuestion, limit: number): Promise<StoreDocument> {
	const {kind, request} = question;
	// The store's side then need not measure what is not shown.
	const asked = kind === 'paths' && Number.isFinite(limit) ? {...request, limit} : request;
	return {kind, answer: await client.ask(kind, asked as never)} as StoreDocument;
}

function snapshotOf({kind, answer}: StoreDocument): SnapshotOrigin | undefined {
	const some = kind === 'why' ? answer[0] : answer;
	return some !== undefined && 'snapshot' in some ? some.snapshot : undefined;
}
