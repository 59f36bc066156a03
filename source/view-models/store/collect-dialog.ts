import type {PlanAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {holdWords} from '../../reports/store/hold-words.js';
import {type CollectQuestion, canBeHeld, knownSizes, USUAL_HOLD_MS} from './collect-state.js';
import {DIALOG_FRAME, dialogChoice, dialogLines} from './dialog.js';
import {dialogText} from './dialog-text.js';
import type {ScreenInput} from './screen.js';

const usualWidth = 66;
/** In front of the words of a choice. */
const choiceIndent = 7;

/** The plan as a question: what is gained, what can be undone and what not, and the key for each choice. */
export function collectDialog(question: CollectQuestion, shown: PlanAnswer, input: ScreenInput): Line[] {
	const {columns, rows, signs} = input;
	const plan = question.plan ?? shown;
	const holdMs = question.act === 'hold' ? USUAL_HOLD_MS : plan.holdMs;
	const width = Math.min(usualWidth, columns - 4);
	const inner = width - DIALOG_FRAME;
	const choices =
		holdMs === null
			? dropChoices(plan, question.plan !== undefined, inner, signs)
			: holdChoices(question, {shown: plan, holdMs, columns: inner}, signs);
	const paragraphs = (isShort: boolean) =>
		(holdMs === null ? dropParagraphs(plan, isShort, input) : holdParagraphs(plan, holdMs, isShort, input)).map((one) =>
			one.flatMap((sentence) => dialogText(sentence, inner)),
		);
	const spaced = [...paragraphs(false), choices].flatMap((lines, index) => (index === 0 ? lines : [line(), ...lines]));
	// In a small window the choices stay whatever goes.
	const room = rows - 4;
	const body = [spaced, [...paragraphs(false).flat(), ...choices], [...paragraphs(true).flat(), ...choices]].find(
		({length}) => length <= room,
	) ?? [
		...paragraphs(true)
			.flat()
			.slice(0, Math.max(0, room - choices.length)),
		...choices,
	];
	return dialogLines({title: [span(title(plan, holdMs), 'bold')], body, width}, signs);
}

function title({roots, paths, complete}: PlanAnswer, holdMs: number | null): string {
	const drop = roots.length > 0 ? `drop ${countOf(roots.length, 'root')}` : '';
	if (holdMs !== null) {
		return `Drop ${countOf(roots.length, 'root')} and hold ${roots.length === 1 ? 'it' : 'them'} ${holdWords(holdMs)}?`;
	}

	const remove = paths > 0 ? `delete ${complete ? '' : 'at most '}${countOf(paths, 'path')}` : '';
	const words = [drop, remove].filter(Boolean).join(' and ');
	return `${words[0]!.toUpperCase()}${words.slice(1)}?`;
}

function dropParagraphs(plan: PlanAnswer, isShort: boolean, {data}: ScreenInput): Line[][] {
	const {roots, paths, narSize, complete} = plan;
	const atMost = complete ? '' : 'at most ';
	const disk = knownSizes(data, plan)?.diskSize;
	const gain =
		disk == null ? [span('.')] : [span('; the disk gains '), span(`${atMost}${formatSize(disk)}`, 'bold'), span('.')];
	const frees = line(span(`Frees ${atMost}`), span(formatSize(narSize), 'bold'), span(' of NAR'), ...gain);
	return [
		...(paths > 0 ? [[frees]] : []),
		[
			...(roots.length > 0 ? [undoSentence(plan)] : []),
			...(paths > 0 ? [line(...lostSpans(plan, isShort, data))] : []),
		],
	];
}

/** What roots lead to goes with them, unless another root or a dead path holds it: then an undo needs a cache. */
function undoSentence({roots, paths, newlyDead}: PlanAnswer): Line {
	const isOne = roots.length === 1;
	const links = isOne ? 'the link' : `the ${countOf(roots.length, 'link')}`;
	const undo = span('nixscope undo', 'bold');
	if (paths === 0 || newlyDead.paths === 0) {
		return line(undo, span(` puts ${links} back.`));
	}

	const after = isOne
		? 'only if a cache has its path, or another root keeps it'
		: 'only those of which a cache has the path, or another root keeps it';
	return line(undo, span(` puts ${links} back until the paths are deleted; after that ${after}.`));
}

/** `Of what dies with them 9.8 GiB can be fetched again, 21.8 GiB would have to be built again.` */
function lostSpans(plan: PlanAnswer, isShort: boolean, data: ScreenInput['data']): Span[] {
	const cannot = 'Deleted paths cannot be put back';
	const {answer, request} = data.slot('planSources', 'planSources');
	if (isShort || plan.roots.length === 0 || answer === undefined || request?.plan !== plan.id) {
		return [span(`${cannot}.`)];
	}

	const {fetchable, unavailable, unknown} = answer;
	const atMost = plan.complete ? '' : 'at most ';
	const parts = [
		fetchable.paths > 0 ? `${atMost}${formatSize(fetchable.narSize)} can be fetched again` : '',
		unavailable.paths > 0 ? `${atMost}${formatSize(unavailable.narSize)} would have to be built again` : '',
		unknown.paths > 0 ? `of ${atMost}${formatSize(unknown.narSize)} it is not known` : '',
	].filter(Boolean);
	return [
		span(
			parts.length > 0
				? `Of what dies with ${plan.roots.length === 1 ? 'it' : 'them'} ${parts.join(', ')}.`
				: `${cannot}.`,
		),
	];
}

function dropChoices(plan: PlanAnswer, isReady: boolean, columns: number, signs: Signs): Line[] {
	const {roots, paths} = plan;
	const act = roots.length === 0 ? 'delete now' : paths > 0 ? 'drop and delete now' : 'drop now';
	const [what, it] = roots.length === 1 ? ['the root', 'it'] : ['the roots', 'them'];
	const hold = `hold ${what} ${holdWords(USUAL_HOLD_MS)}`;
	const long = `${hold}; delete nothing of ${it} yet`;
	return [
		isReady ? dialogChoice('y', act, true) : waiting('the store is read again', signs),
		...(canBeHeld(plan) ? [dialogChoice('h', long.length + choiceIndent <= columns ? long : `${hold} instead`)] : []),
		dialogChoice('Esc', 'keep everything'),
	];
}

function holdParagraphs(
	{roots, newlyDead, complete}: PlanAnswer,
	holdMs: number,
	isShort: boolean,
	{now}: ScreenInput,
): Line[][] {
	const it = roots.length === 1 ? 'the link' : 'the links';
	const size = `${complete ? '' : 'at most '}${formatSize(newlyDead.narSize)}`;
	const next = line(span('The next collection after that deletes '), span(size, 'bold'), span(' of NAR.'));
	return [
		[line(span(`Nothing is deleted before ${formatDay(now + holdMs)}.`))],
		[
			line(span('Until then '), span('nixscope undo', 'bold'), span(` is certain to put ${it} back.`)),
			...(isShort ? [] : [next]),
		],
	];
}

function holdChoices(
	{plan, error}: CollectQuestion,
	{shown, holdMs, columns}: {readonly shown: PlanAnswer; readonly holdMs: number; readonly columns: number},
	signs: Signs,
): Line[] {
	const leave = dialogChoice('Esc', 'keep everything');
	if (error !== undefined) {
		const label = [span(`${signs.failed} `, 'failed-sign')];
		return [...flow(words(plainText(error), 'failed'), {columns, indent: 2, gap: 1, label}), leave];
	}

	return [
		plan === undefined
			? waiting('the hold is being planned', signs)
			: dialogChoice('y', `drop and hold ${shown.roots.length === 1 ? 'it' : 'them'} ${holdWords(holdMs)}`, true),
		leave,
	];
}

/** The key of the act does nothing yet. */
function waiting(words: string, {cut}: Signs): Line {
	return line(span(`  ${'y'.padEnd(5)}${words}${cut}`, 'muted'));
}
