import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {displayWidth, padEnd, truncateMiddle, wrapColumns} from '../../formats/width.js';
import {pathName} from '../../reports/store/path-name.js';
import {rootName, rootSign} from '../../reports/store/root-words.js';
import {firstRoot, pathsBetween, soleRoot} from '../../reports/store/why-words.js';
import {emptyLine, plainLine, spreadLine} from '../cells.js';
import {freeing, verdict} from './path-words.js';
import type {ScreenInput} from './screen.js';

const labelColumns = 11;

/** Of a text below the verdict; what is longer is cut. */
function mostLines({rows}: ScreenInput): number {
	return rows < 14 ? 1 : rows < 22 ? 2 : 3;
}

/** A group of lines; of equal weight the last goes first where there is no room. */
type Block = {readonly lines: readonly Line[]; readonly weight: number};

/**
 * What the path is, why it is alive and what frees it.
 *
 * @param path As it was asked for; a name while the answer is not there.
 * @param room Rows for all of it: what is least important goes first.
 */
export function pathHead(path: string, answer: WhyAnswer | undefined, input: ScreenInput, room: number): Line[] {
	const {columns, signs} = input;
	const blank = {lines: [emptyLine(columns)], weight: 1};
	const blocks: Block[] = [
		{lines: titleLines(path, answer, input), weight: 9},
		{lines: pathLines(answer?.path ?? path, input), weight: 4},
		blank,
		...(answer === undefined
			? [{lines: [plainLine([span(` ${signs.cut}`, 'muted')], columns, signs)], weight: 9}]
			: answerBlocks(answer, input)),
		blank,
	];
	while (blocks.reduce((sum, {lines}) => sum + lines.length, 0) > room && blocks.length > 1) {
		const lowest = Math.min(...blocks.map(({weight}) => weight));
		blocks.splice(
			blocks.findLastIndex(({weight}) => weight === lowest),
			1,
		);
	}

	return blocks.flatMap(({lines}) => lines).slice(0, Math.max(1, room));
}

function titleLines(path: string, answer: WhyAnswer | undefined, {columns, signs}: ScreenInput): Line[] {
	const name = span(` ${pathName(answer?.path ?? path)}`, 'bold');
	const unknown = span(signs.cut, 'muted');
	const state: Span[] =
		answer === undefined
			? []
			: answer.live === true
				? [span('  live ', 'muted'), span(signs.running, 'built')]
				: answer.live === false
					? [span('  dead ', 'muted'), span(signs.waiting, 'muted')]
					: [span('  not known ', 'muted'), span('?', 'warning')];
	const size = (bytes: number | null | undefined) =>
		bytes === undefined ? unknown : bytes === null ? span('?', 'muted') : span(formatSize(bytes));
	const retains =
		answer !== undefined && answer.retainedSize === null
			? []
			: [
					span(`   retains ${answer?.complete === false ? 'at most ' : ''}`, 'muted'),
					answer === undefined ? unknown : size(answer.retainedSize),
				];
	const sizes = [
		span('NAR ', 'muted'),
		size(answer === undefined ? undefined : answer.narSize),
		span('   closure ', 'muted'),
		size(answer?.closureSize),
		...retains,
		span(' '),
	];
	const fits = lineWidth({spans: [name, ...state]}) + lineWidth({spans: sizes}) + 4 <= columns;
	return fits
		? [spreadLine([name, ...state], sizes, columns, signs)]
		: [spreadLine([name], state, columns, signs), plainLine([span(' '), ...sizes], columns, signs)];
}

/** To be copied: whole where two lines are enough. */
function pathLines(path: string, {columns, signs}: ScreenInput): Line[] {
	const text = plainText(path);
	const width = columns - 4;
	const rows = wrapColumns(text, width);
	const shown = rows.length <= 2 ? rows : [truncateMiddle(text, width, signs.cut)];
	return shown.map((row) => plainLine([span(` ${row}`, 'muted')], columns, signs));
}

function answerBlocks(answer: WhyAnswer, input: ScreenInput): Block[] {
	const {columns, signs} = input;
	const {main, about} = verdict(answer, input);
	const joined = [span(' '), ...main, span('  '), span(about, 'muted')];
	const isOneLine = lineWidth({spans: joined}) <= columns - 3;
	const aboutLines = flow(words(about, 'muted'), {columns: columns - 2, indent: 1, gap: 1});
	return [
		{lines: [plainLine(isOneLine ? joined : [span(' '), ...main], columns, signs)], weight: 9},
		...(isOneLine || about === '' ? [] : [{lines: finished(aboutLines, input, 2), weight: 3}]),
		...betweenBlock(answer, input),
		{lines: chainLines(answer, input), weight: 7},
		{lines: commandLines(answer, input), weight: 6},
		{lines: labelled('freeing it', freeing(answer, {home: input.home, canChange: canChange(input)}), input), weight: 8},
	].filter(({lines}) => lines.length > 0);
}

function canChange({data}: ScreenInput): boolean {
	return data.status?.isCollectable !== false;
}

/** What the one process that holds it runs. */
function commandLines(answer: WhyAnswer, {columns, signs}: ScreenInput): Line[] {
	const command = answer.live === true ? soleRoot(answer)?.process?.command : undefined;
	const text = plainText(command ?? '');
	return text === ''
		? []
		: [
				plainLine(
					[
						span(` ${padEnd('it runs', labelColumns)}`, 'muted'),
						span(truncateMiddle(text, columns - labelColumns - 4, signs.cut)),
					],
					columns,
					signs,
				),
			];
}

/** Through which paths all ways lead; left out where the shortest way says the same. */
function betweenBlock(answer: WhyAnswer, input: ScreenInput): Block[] {
	const between = answer.live === true ? pathsBetween(answer) : [];
	if (between.length === 0 || between.length >= answer.shortestChain.length - 2) {
		return [];
	}

	const names = between.map((name, index) => [span(index === 0 ? name : `${input.signs.neededBy} ${name}`)]);
	const seen = answer.complete ? 'lead' : 'that were seen lead';
	return [{lines: labelled('all ways', [...words(`${seen} through`), ...names], input), weight: 5}];
}

/** The shortest way from a root; where it is long, steps in its middle are counted. */
function chainLines(answer: WhyAnswer, input: ScreenInput): Line[] {
	const [link, ...steps] = answer.shortestChain;
	if (link === undefined) {
		return [];
	}

	const {signs, columns, home} = input;
	const root: SizedRoot | undefined = firstRoot(answer);
	const name = root === undefined ? plainText(link.path) : rootName(root, home);
	const sign = (root && rootSign(root, signs)) ?? span(signs.root);
	const width = columns - labelColumns - 4;
	const first = [sign, span(` ${truncateMiddle(name, width - 4, signs.cut)}`)];
	const others = steps.map(({path, via}, index): Span[] => [
		span(`${signs.arrow} `, 'muted'),
		...(via === 'deriver' || via === 'output' ? [span(`${via} `, `edge-${via}`)] : []),
		span(truncateMiddle(pathName(path), width - 12, signs.cut), index === steps.length - 1 ? 'bold' : 'plain'),
	]);
	// Both ends stay; the way from the root counts less than the last steps.
	for (let left = 0; left < others.length; left++) {
		const after = Math.max(1, Math.ceil((others.length - left) / 2));
		const before = Math.max(0, others.length - left - after);
		const shown =
			left === 0
				? others
				: [
						...others.slice(0, before),
						[span(`${signs.arrow} `, 'muted'), span(`${signs.cut} ${left} more`, 'muted')],
						...others.slice(others.length - after),
					];
		const lines = labelledLines('shortest', [first, ...shown], input);
		if (lines.length <= mostLines(input)) {
			return finished(lines, input);
		}
	}

	return labelled('shortest', [first, ...others], input);
}

function labelled(label: string, items: ReadonlyArray<readonly Span[]>, input: ScreenInput): Line[] {
	return finished(labelledLines(label, items, input), input);
}

function labelledLines(
	label: string,
	items: ReadonlyArray<readonly Span[]>,
	{columns, signs}: Pick<ScreenInput, 'columns' | 'signs'>,
): Line[] {
	const width = columns - 2 - 1 - labelColumns - 1;
	// An item that stands alone is cut; the others wrap.
	const fitting = items.map((item) =>
		item.length === 1 && displayWidth(item[0]!.text) > width
			? [{...item[0]!, text: truncateMiddle(item[0]!.text, width, signs.cut)}]
			: item,
	);
	return flow(fitting, {
		columns: columns - 2,
		indent: labelColumns + 1,
		gap: 1,
		label: [span(' '), span(padEnd(label, labelColumns), 'muted')],
	});
}

/** Lines as wide as the window, and so many at most: the last one says that there is more. */
function finished(lines: readonly Line[], input: ScreenInput, most = mostLines(input)): Line[] {
	const {columns, signs} = input;
	return lines.slice(0, most).map(({spans}, index) => {
		const isCut = index === most - 1 && lines.length > most;
		return plainLine(isCut ? [...spans, span(` ${signs.cut}`, 'muted')] : spans, columns, signs);
	});
}
