import type {PlanAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import {flow} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {holdWords} from '../../reports/store/hold-words.js';
import {wrapped} from '../../reports/store/wrapped.js';
import {type CollectQuestion, knownSizes, USUAL_HOLD_MS} from './collect-state.js';
import {DIALOG_FRAME, dialogChoice, dialogLines} from './dialog.js';
import type {ScreenInput} from './screen.js';

const usualWidth = 66;

/** The plan as a question: what is gained, what can be undone and what not, and the key for each choice. */
export function collectDialog(question: CollectQuestion, shown: PlanAnswer, input: ScreenInput): Line[] {
	const {columns, rows, signs} = input;
	const plan = question.plan ?? shown;
	const holdMs = question.act === 'hold' ? USUAL_HOLD_MS : plan.holdMs;
	const width = Math.min(usualWidth, columns - 4);
	const inner = width - DIALOG_FRAME;
	const paragraphs = (holdMs === null ? dropParagraphs(plan, input) : holdParagraphs(plan, holdMs, input)).map((one) =>
		one.flatMap((sentence) => wrapped(sentence, {columns: inner})),
	);
	const choices = holdMs === null ? dropChoices(plan) : holdChoices(question, plan, holdMs, input);
	const all = [...paragraphs, choices];
	const spaced = all.flatMap((lines, index) => (index === 0 ? lines : [line(), ...lines]));
	// In a small window the choices stay whatever goes.
	const room = rows - 4;
	const body =
		spaced.length <= room ? spaced : [...paragraphs.flat().slice(0, Math.max(0, room - choices.length)), ...choices];
	return dialogLines({title: [span(title(plan, holdMs), 'bold')], body, width}, signs);
}

function title({roots, paths, complete, holdMs: _}: PlanAnswer, holdMs: number | null): string {
	const drop = roots.length > 0 ? `drop ${countOf(roots.length, 'root')}` : '';
	if (holdMs !== null) {
		return `Drop ${countOf(roots.length, 'root')} and hold ${roots.length === 1 ? 'it' : 'them'} ${holdWords(holdMs)}?`;
	}

	const remove = paths > 0 ? `delete ${complete ? '' : 'at most '}${countOf(paths, 'path')}` : '';
	const words = [drop, remove].filter(Boolean).join(' and ');
	return `${words[0]!.toUpperCase()}${words.slice(1)}?`;
}

function dropParagraphs(plan: PlanAnswer, {data}: ScreenInput): Line[][] {
	const {roots, paths, narSize, complete} = plan;
	const atMost = complete ? '' : 'at most ';
	const disk = knownSizes(data, plan)?.diskSize;
	const gain =
		disk == null ? [span('.')] : [span('; the disk gains '), span(`${atMost}${formatSize(disk)}`, 'bold'), span('.')];
	const frees = line(span(`Frees ${atMost}`), span(formatSize(narSize), 'bold'), span(' of NAR'), ...gain);
	const links = roots.length === 1 ? 'The link' : `The ${countOf(roots.length, 'link')}`;
	return [
		...(paths > 0 ? [[frees]] : []),
		[
			...(roots.length > 0
				? [line(span(`${links} can be put back with `), span('nixscope undo', 'bold'), span('.'))]
				: []),
			...(paths > 0 ? [line(...lostSpans(plan, data))] : []),
		],
	];
}

/** `Deleted paths cannot: 9.8 GiB can be fetched again, 21.8 GiB would have to be built again.` */
function lostSpans(plan: PlanAnswer, data: ScreenInput['data']): Span[] {
	const cannot = plan.roots.length > 0 ? 'Deleted paths cannot' : 'Deleted paths cannot be put back';
	const {answer, request} = data.slot('planSources', 'planSources');
	if (answer === undefined || request?.plan !== plan.id) {
		return [span(`${cannot}.`)];
	}

	const {fetchable, unavailable, unknown} = answer;
	const parts = [
		fetchable.paths > 0 ? `${formatSize(fetchable.narSize)} can be fetched again` : '',
		unavailable.paths > 0 ? `${formatSize(unavailable.narSize)} would have to be built again` : '',
		unknown.paths > 0 ? `of ${formatSize(unknown.narSize)} it is not known` : '',
	].filter(Boolean);
	return [span(`${cannot}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`)];
}

function dropChoices({roots, paths}: PlanAnswer): Line[] {
	const act = roots.length === 0 ? 'delete now' : paths > 0 ? 'drop and delete now' : 'drop now';
	const what = roots.length === 1 ? 'the root' : 'the roots';
	return [
		dialogChoice('y', act, true),
		...(roots.length > 0
			? [
					dialogChoice(
						'h',
						`hold ${what} ${holdWords(USUAL_HOLD_MS)}; delete nothing of ${roots.length === 1 ? 'it' : 'them'} yet`,
					),
				]
			: []),
		dialogChoice('Esc', 'keep everything'),
	];
}

function holdParagraphs({roots, newlyDead, complete}: PlanAnswer, holdMs: number, {now}: ScreenInput): Line[][] {
	const [it, keeps] = roots.length === 1 ? ['the link', 'it keeps'] : ['the links', 'they keep'];
	const size = `${complete ? '' : 'at most '}${formatSize(newlyDead.narSize)}`;
	return [
		[line(span(`Nothing is deleted: what ${keeps} stays until ${formatDay(now + holdMs)}.`))],
		[
			line(span('Until then '), span('nixscope undo', 'bold'), span(` is certain to put ${it} back.`)),
			line(span('The next collection after that deletes '), span(size, 'bold'), span(' of NAR.')),
		],
	];
}

function holdChoices(
	{plan, error}: CollectQuestion,
	shown: PlanAnswer,
	holdMs: number,
	{columns, signs}: ScreenInput,
): Line[] {
	const what = shown.roots.length === 1 ? 'it' : 'them';
	if (error !== undefined) {
		const width = Math.min(usualWidth, columns - 4) - DIALOG_FRAME;
		const items = plainText(error)
			.split(' ')
			.map((word) => [span(word, 'failed')]);
		return [
			...flow(items, {columns: width, indent: 2, gap: 1, label: [span(`${signs.failed} `, 'failed-sign')]}),
			dialogChoice('Esc', 'keep everything'),
		];
	}

	return [
		plan === undefined
			? {spans: [span(`  ${'y'.padEnd(5)}the hold is being planned${signs.cut}`, 'muted')]}
			: dialogChoice('y', `drop and hold ${what} ${holdWords(holdMs)}`, true),
		dialogChoice('Esc', 'keep everything'),
	];
}
