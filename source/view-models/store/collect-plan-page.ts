import type {PlanAnswer} from '../../analyses/answers/plan.js';
import {formatClock} from '../../formats/clock.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import {words} from '../../formats/flow.js';
import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {holdWords} from '../../reports/store/hold-words.js';
import {rootLabel, shortPath} from '../../reports/store/root-words.js';
import {emptyLine, spreadLine} from '../cells.js';
import {commandLines} from './collect-commands.js';
import {pageFlow, pageLine, pageRemark} from './collect-lines.js';
import {deleteLines, expectLines} from './collect-numbers.js';
import {dropLine} from './collect-roots.js';
import {type CollectState, isWorthIt} from './collect-state.js';
import {incompleteRemark} from './incomplete-remark.js';
import type {ScreenInput} from './screen.js';

type PlanState = Extract<CollectState, {kind: 'plan'}>;

/** A plan before it is carried out: all of it, however long. */
export function planPage(state: PlanState, input: ScreenInput): Line[] {
	const {plan, error, moved} = state;
	const {columns, rows, signs} = input;
	const head = [headLine(plan, input), ...movedLines(moved, input)];
	if (error !== undefined) {
		return [
			...head,
			emptyLine(columns),
			...pageRemark(error, span(signs.failed, 'failed-sign'), columns, signs, 'bold'),
		];
	}

	if (plan !== undefined && !isWorthIt(plan)) {
		return [...head, emptyLine(columns), ...nothingLines(plan, input)];
	}

	const drop = dropLines(state, input);
	const numbers = [deleteLines(state, input), expectLines(state, input)];
	const rest = [refusedLines(plan, input), commandLines(plan, input), remarks(plan, input)];
	// What has to be looked for is never below a long list: of that as much comes first as leaves room for the numbers.
	const most = Math.max(6, Math.floor(rows / 3));
	const first = drop.length > most ? [...drop.slice(0, most - 1), moreLine(drop.length - most + 1, input)] : drop;
	const sections = [head, first, ...numbers, ...rest, drop.length > most ? drop : []].filter(({length}) => length > 0);
	const spaced = sections.flatMap((lines, index) => (index === 0 ? lines : [emptyLine(columns), ...lines]));
	return spaced.length <= rows ? spaced : sections.flat();
}

/** `Collect  a plan; nothing has changed yet      roots read 14:02:11, again before anything is done` */
function headLine(plan: PlanAnswer | undefined, {columns, signs}: ScreenInput): Line {
	const read = plan === undefined ? '' : `roots read ${formatClock(plan.readAt)}`;
	const long = `${read}, again before anything is done`;
	const right = columns >= 90 ? long : columns >= 76 ? read : '';
	return spreadLine(
		[span(' '), span('Collect', 'bold'), span('  a plan; nothing has changed yet', 'muted')],
		plan === undefined || right === '' ? [] : [span(`${right} `, 'muted')],
		columns,
		signs,
	);
}

function movedLines(moved: readonly string[], {columns, signs}: ScreenInput): Line[] {
	return moved.length === 0
		? []
		: pageRemark(
				`The store changed: ${moved.join('; ')}: read it again`,
				span(signs.warning, 'warning'),
				columns,
				signs,
				'bold',
			);
}

function nothingLines(plan: PlanAnswer, input: ScreenInput): Line[] {
	const {data, columns, signs} = input;
	const {paths = 0, rootCount = 0} = data.status ?? {};
	const isOfRoots = plan.refused.length > 0 || plan.collects !== 'all-dead';
	const sentence = isOfRoots
		? 'There is no root to drop.'
		: `Nothing is dead. All ${countOf(paths, 'path')} are held by ${countOf(rootCount, 'root')}.`;
	const next = isOfRoots ? ' chooses roots that free a size' : ' chooses roots to drop that free a size';
	return [
		pageLine([span(sentence, 'bold')], columns, signs),
		...refusedLines(plan, input).flatMap((line, index) => (index === 0 ? [emptyLine(columns), line] : [line])),
		emptyLine(columns),
		pageLine([span('F', 'bold'), span(next, 'muted')], columns, signs),
		pageLine([span('3', 'bold'), span(' shows what each root holds', 'muted')], columns, signs),
	];
}

function dropLines({plan, request}: PlanState, input: ScreenInput): Line[] {
	const {columns, signs, now} = input;
	const roots = plan?.roots ?? [];
	if (plan === undefined && request.links.length > 0) {
		return [
			pageLine(
				[span(`Drop ${countOf(request.links.length, 'root')}`, 'bold'), span(`  ${signs.cut}`, 'muted')],
				columns,
				signs,
			),
		];
	}

	if (plan === undefined || roots.length === 0) {
		return [];
	}

	const it = roots.length === 1 ? 'it' : 'them';
	const isHold = plan.holdMs !== null;
	const isLost = !isHold && plan.newlyDead.paths > 0;
	const back = `puts ${it} back${isLost ? ` until ${roots.length === 1 ? 'its' : 'their'} paths are deleted` : ''}`;
	const title = `Drop ${countOf(roots.length, 'root')}${isHold ? `, held ${holdWords(plan.holdMs)}` : ''}`;
	const what = isHold
		? `nothing of ${it} is deleted before ${formatDay(now + plan.holdMs)};`
		: 'written to the journal first;';
	const items = [...words(what, 'muted'), [span('nixscope undo')], ...words(back, 'muted')];
	const kindWidth = roots.reduce((most, root) => Math.max(most, rootLabel(root).length), 0);
	const largestFirst = [...roots].sort((a, b) => (b.retainedSize ?? -1) - (a.retainedSize ?? -1));
	return [
		...pageFlow(items, [span(title, 'bold'), span('  ')], columns, signs),
		...largestFirst.map((root) => dropLine(root, kindWidth, input)),
	];
}

function moreLine(count: number, {columns, signs}: ScreenInput): Line {
	return pageLine([span(`  ${signs.cut} ${formatCount(count)} more below`, 'muted')], columns, signs);
}

function refusedLines(plan: PlanAnswer | undefined, {columns, signs, home}: ScreenInput): Line[] {
	const refused = plan?.refused ?? [];
	return refused.length === 0
		? []
		: [
				pageLine(
					[span(`${formatCount(refused.length)} ${refused.length === 1 ? 'stays' : 'stay'}`, 'bold')],
					columns,
					signs,
				),
				...refused.flatMap(({link, reason}) =>
					pageRemark(`${shortPath(link, home)} ${reason}`, span(`  ${signs.warning}`, 'warning'), columns, signs),
				),
			];
}

function remarks(plan: PlanAnswer | undefined, {columns, signs, home}: ScreenInput): Line[] {
	if (plan === undefined) {
		return [];
	}

	const short = (text: string) => (home === '' ? text : text.replaceAll(`${home}/`, '~/'));
	return [...incompleteRemark(plan), ...plan.remarks.map(short)].flatMap((text) =>
		pageRemark(text, span(signs.warning, 'warning'), columns, signs),
	);
}
