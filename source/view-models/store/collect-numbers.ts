import type {PathTotal, PlanAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {QuestionEvent} from '../../workers/question.js';
import {labelWidth, planRow} from './collect-lines.js';
import {type CollectState, knownSizes} from './collect-state.js';
import type {ScreenInput} from './screen.js';

type PlanState = Extract<CollectState, {kind: 'plan'}>;

/** How many paths die, and of how many bytes: already, once the roots are dropped, together. */
export function deleteLines({plan, request, isCurrent}: PlanState, {columns, signs}: ScreenInput): Line[] {
	const isHold = request.holdMs !== undefined;
	const number = (text: string | undefined, tone: 'plain' | 'bold' = 'plain'): Span =>
		text === undefined ? span(signs.cut, 'muted') : span(text, isCurrent ? tone : 'muted');
	const atMost = plan?.complete === false ? ', at most' : '';
	const row = (
		title: string,
		total: {readonly paths: number; readonly narSize: number} | undefined,
		tone: 'plain' | 'bold' = 'plain',
	) =>
		planRow(
			{
				label: [span(title + atMost, tone)],
				count: number(total && formatCount(total.paths), tone),
				size: number(total && formatSize(total.narSize), tone),
			},
			columns,
			signs,
		);
	const roots = plan?.roots.length ?? request.links.length;
	const rows = [
		...(isHold || (roots > 0 && plan?.alreadyDead.paths === 0)
			? []
			: [row(alreadyTitle(request.collects), plan?.alreadyDead)]),
		...(roots > 0 ? [row(onceTitle(roots, isHold, labelWidth(columns) - atMost.length), plan?.newlyDead)] : []),
	];
	return [
		planRow(
			{
				label: [span(isHold ? 'Later' : 'Delete', 'bold')],
				count: span('paths', 'muted'),
				size: span('NAR', 'muted'),
				indent: 2,
			},
			columns,
			signs,
		),
		...rows,
		...(rows.length > 1 ? [row('together', plan, 'bold')] : []),
	];
}

function alreadyTitle(collects: PlanAnswer['collects']): string {
	return collects === 'only-planned' ? 'dead already, and refers to these' : 'dead already';
}

function onceTitle(roots: number, isHold: boolean, room: number): string {
	const dropped = roots === 1 ? 'the root is' : `the ${countOf(roots, 'root')} are`;
	const [long, short] = isHold
		? ['dead once the hold is over', 'dead after the hold']
		: [`dead once ${dropped} dropped`, 'dead once dropped'];
	return long.length <= room ? long : short;
}

/** What the files and the caches say of a plan; each in its place before it is known. */
export function expectLines({plan, request, isCurrent}: PlanState, {data, columns, signs}: ScreenInput): Line[] {
	if (request.holdMs !== undefined || (plan !== undefined && plan.paths === 0)) {
		return [];
	}

	const atMost = plan?.complete === false ? ', at most' : '';
	const measuring = data.slot('planSizes', 'planSizes');
	const sizes = plan !== undefined && isCurrent ? knownSizes(data, plan) : undefined;
	const isKnown = sizes !== undefined || measuring.error !== undefined;
	const size = (bytes: number | null | undefined): Span =>
		isKnown ? (bytes == null ? span('?', 'muted') : span(formatSize(bytes))) : span(signs.cut, 'muted');
	const row = (title: string, bytes: Span, remark: string) =>
		planRow({label: [span(title)], size: bytes, remark: span(remark, 'muted')}, columns, signs);
	const isUnknown = isKnown && (sizes?.nixReportedSize ?? null) === null && (sizes?.diskSize ?? null) === null;
	const progress = [
		...(isKnown ? [] : progressWords(measuring.event)),
		...(isAsking(plan, isCurrent, data) ? progressWords(data.slot('planSources', 'planSources').event) : []),
	];
	const label = [span('Expect', 'bold'), span(progress.length > 0 ? `  ${progress.join('; ')}` : '', 'muted')];
	return [
		planRow({label, indent: 2}, columns, signs),
		row(`Nix reports as freed${atMost}`, size(sizes?.nixReportedSize), isUnknown ? 'not readable' : 'hard links once'),
		row(`the disk gains${atMost}`, size(sizes?.diskSize), isUnknown ? 'not readable' : 'blocks'),
		...sourceLines(plan, isCurrent, row, {data, signs}),
	];
}

function isAsking(plan: PlanAnswer | undefined, isCurrent: boolean, data: ExplorerData): boolean {
	const {request, error} = data.slot('planSources', 'planSources');
	return (
		plan !== undefined && plan.newlyDead.paths > 0 && error === undefined && !(isCurrent && request?.plan === plan.id)
	);
}

function sourceLines(
	plan: PlanAnswer | undefined,
	isCurrent: boolean,
	row: (title: string, bytes: Span, remark: string) => Line,
	{data, signs}: Pick<ScreenInput, 'data' | 'signs'>,
): Line[] {
	if (plan === undefined || plan.newlyDead.paths === 0) {
		return [];
	}

	const {answer, request, error} = data.slot('planSources', 'planSources');
	const sources = isCurrent && request?.plan === plan.id ? answer : undefined;
	const of = `of the ${formatSize(plan.newlyDead.narSize)}`;
	const atMost = plan.complete ? '' : ', at most';
	if (sources === undefined) {
		const wait = span(error === undefined ? signs.cut : '?', 'muted');
		return [row(`can be fetched again${atMost}`, wait, of), row(`must be built again${atMost}`, wait, of)];
	}

	const {fetchable, unavailable, unknown, unreachable} = sources;
	const why = unreachable.length > 0 ? `${plainText(unreachable.join(', '))} not reached` : 'too many to ask for';
	const part = (title: string, {paths, narSize}: PathTotal) =>
		paths > 0 || unknown.paths === 0 ? [row(title, span(formatSize(narSize)), of)] : [];
	return [
		...part(`can be fetched again${atMost}`, fetchable),
		...part(`must be built again${atMost}`, unavailable),
		...(unknown.paths > 0 ? [row(`not known: ${why}`, span(formatSize(unknown.narSize)), of)] : []),
	];
}

/** `asking cache.nixos.org: 388 of 1,204`, `measuring files: 12,000 of 195,318` */
function progressWords(event: QuestionEvent | undefined): string[] {
	switch (event?.type) {
		case 'caches':
			return [`asking ${plainText(event.cache)}: ${formatCount(event.done)} of ${formatCount(event.total)}`];
		case 'progress': {
			const {task, done, total} = event.progress;
			return [`${task}: ${formatCount(done)}${total === undefined ? '' : ` of ${formatCount(total)}`}`];
		}

		default:
			return [];
	}
}
