import type {Overview} from '../../analyses/lists/overview.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {spreadLine} from '../cells.js';
import type {ScreenInput} from './screen.js';
import {sizeSpans} from './size-spans.js';

/** The whole store, a bar of what is protected, live and dead, and the same in numbers. Three lines. */
export function totalLines({data, columns, signs}: ScreenInput): Line[] {
	const {answer} = data.slot('overview', 'overview');
	const total =
		answer === undefined
			? [span(signs.cut, 'muted')]
			: [span(formatSize(answer.narSize), 'bold'), span(' of NAR', 'muted')];
	const count = answer?.paths ?? data.status?.paths;
	const paths = count === undefined ? [] : [span(` in ${countOf(count, 'path')}`, 'muted')];
	const first = [span(' '), ...total, ...paths];
	return [
		spreadLine(first, firstThatFits(asides(), columns - 5 - lineWidth({spans: first})), columns, signs),
		{spans: [span('  '), ...totalBar(answer, Math.max(0, columns - 4), signs), span('  ')]},
		legendLine(),
	];

	/** The disk comes first: when it is full, that is why one is here. */
	function asides(): Span[][] {
		const links = data.slot('links', 'links').answer;
		const {answer: besides, event} = data.slot('beside', 'beside');
		const {disk} = besides ?? (event?.type === 'beside' ? event.beside : {disk: null});
		const saved =
			links === undefined || links === null || links.savedBytes === 0
				? []
				: [span('hard links save ', 'muted'), span(formatSize(links.savedBytes))];
		const free =
			disk === null
				? []
				: [span('disk ', 'muted'), span(formatSize(disk.free)), span(` free of ${formatSize(disk.total)}`, 'muted')];
		const gap = saved.length > 0 && free.length > 0 ? [span('   ')] : [];
		return [
			[...saved, ...gap, ...free, span(' ')],
			[...free, span(' ')],
			[...free.slice(0, 2), span(free.length === 0 ? '' : ' free ', 'muted')],
			[],
		];
	}

	function legendLine(): Line {
		return answer === undefined
			? spreadLine([span(` ${signs.cut}`, 'muted')], [], columns, signs)
			: spreadLine(
					firstThatFits(legends(answer, data.status?.isCollectable !== false, signs), columns - 3),
					[],
					columns,
					signs,
				);
	}
}

/** From the one with all words to the shortest. */
function legends(answer: Overview, isCollectable: boolean, signs: Signs): Span[][] {
	const {protected: held, otherLive, dead, collectable, complete} = answer;
	const collect =
		isCollectable && collectable.paths > 0 ? [span('   '), span('g', 'bold'), span(' collect', 'muted')] : [];
	const paths = (count: number, isShown: boolean) => (isShown ? [span(` ${countOf(count, 'path')}`, 'muted')] : []);
	const legend = (hasCounts: boolean, gap: string, ending: Span[], isShort = false): Span[] => [
		span(' '),
		span(signs.totalProtected, 'protected'),
		span(isShort ? ' ' : ' protected '),
		...sizeSpans(held.narSize, 'bold'),
		span(gap),
		span(signs.totalLive, 'built'),
		span(hasCounts ? ' other live ' : ' live '),
		...(complete ? [] : [span(isShort ? `${signs.atLeast} ` : 'at least ')]),
		...sizeSpans(otherLive.narSize, 'bold'),
		...paths(otherLive.paths, hasCounts),
		span(gap),
		span(signs.totalDead, 'muted'),
		span(complete ? ' dead ' : ' dead at most '),
		...sizeSpans(dead.narSize, 'bold'),
		...paths(dead.paths, hasCounts),
		...ending,
	];
	return [
		legend(true, '   ', collect),
		legend(true, '  ', []),
		legend(false, '   ', collect),
		legend(false, '  ', []),
		...(complete ? [] : [legend(false, '  ', [], true)]),
	];
}

function firstThatFits(choices: readonly Span[][], columns: number): Span[] {
	return choices.find((spans) => lineWidth({spans}) <= columns) ?? choices.at(-1)!;
}

function totalBar(answer: Overview | undefined, columns: number, signs: Signs): Span[] {
	if (answer === undefined || answer.narSize <= 0) {
		return [span(signs.barRest.repeat(columns), 'muted')];
	}

	const [held = 0, live = 0, dead = 0] = shares(
		[answer.protected.narSize, answer.otherLive.narSize, answer.dead.narSize],
		columns,
	);
	return [
		span(signs.totalProtected.repeat(held), 'protected'),
		span(signs.totalLive.repeat(live), 'built'),
		span(signs.totalDead.repeat(dead), 'muted'),
	].filter(({text}) => text !== '');
}

/** Cells for each part: together exactly `columns`, at least one for what is not nothing. */
export function shares(parts: readonly number[], columns: number): number[] {
	const total = parts.reduce((sum, part) => sum + part, 0);
	const cells = parts.map((part) => (part > 0 ? Math.max(1, Math.floor((part / total) * columns)) : 0));
	const lost = (index: number) => (parts[index]! / total) * columns - cells[index]!;
	for (let rest = columns - cells.reduce((sum, count) => sum + count, 0); rest !== 0; rest -= Math.sign(rest)) {
		const candidates = [...cells.keys()].filter((index) => parts[index]! > 0 && (rest > 0 || cells[index]! > 1));
		if (candidates.length === 0) {
			break;
		}

		const next = candidates.reduce((best, index) =>
			(rest > 0 ? lost(index) > lost(best) : lost(index) < lost(best)) ? index : best,
		);
		cells[next]! += Math.sign(rest);
	}

	return cells;
}
