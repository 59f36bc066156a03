import type {BuildState, OngoingActivity} from '../build/build-state.js';
import {formatBytes} from '../formats/bytes.js';
import {countOf, formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {truncateMiddle} from '../formats/width.js';
import {plainLine, spreadLine} from './cells.js';
import {fittingSpans} from './counts.js';

/** Words at the left of these lines: `Evaluating`, `Planning`. */
const labelWidth = 10;

/** A pipe that is silent for so long gets an explanation. */
const silentPipeMs = 15_000;

/** So many of the things that go on at once are shown. */
const maximumOngoing = 4;

/**
 * What goes on beside builds and transfers: evaluating, planning, asking caches, fetching sources, waiting for locks.
 * Without these lines the first minutes of many builds are blank.
 */
export function preparingLines(state: BuildState, columns: number, signs: Signs, now: number): Line[] {
	if (state.end !== undefined) {
		return [];
	}

	const lines: Line[] = [];
	const room = columns - 2 - labelWidth - 2;
	const add = (label: string, content: readonly Span[]) => {
		lines.push(plainLine([span(label.padEnd(labelWidth), 'bold'), span('  '), ...content], columns, signs));
	};

	const {evaluation, plan, buildCounts, downloadCounts} = state;
	if (evaluation.active) {
		const current = plainText(evaluation.current ?? '').replace(/^.*\/nix\/store\/[a-z0-9]{32}-/, '');
		const files = evaluation.files > 0 ? countOf(evaluation.files, 'file') : '';
		add('Evaluating', [span(truncateMiddle(current === '' ? files : current, room, signs.cut), 'muted')]);
	}

	const nothingStarted =
		buildCounts.waiting === buildCounts.total &&
		downloadCounts.planned + downloadCounts.completed === downloadCounts.total;
	if (
		plan.announced &&
		nothingStarted &&
		downloadCounts.completed === 0 &&
		buildCounts.total + downloadCounts.total > 0
	) {
		const forms = [true, false].map((withUnpacked) => () => [span(planWords(state, withUnpacked))]);
		add('Planning', fittingSpans(forms, room));
	}

	for (const {host, asked, answered} of state.cacheQueries) {
		if (answered < asked) {
			const label = lines.length === 0 ? 'Querying' : '';
			add(label, [
				span(`asking ${plainText(host)}: ${formatCount(answered)} of ${countOf(asked, 'path')} answered`, 'muted'),
			]);
		}
	}

	for (const activity of state.ongoing.slice(0, maximumOngoing)) {
		lines.push(ongoingLine(activity, columns, signs, now));
	}

	if (state.ongoing.length > maximumOngoing) {
		lines.push(
			plainLine([span(`${signs.cut} ${state.ongoing.length - maximumOngoing} more`, 'muted')], columns, signs),
		);
	}

	return lines;
}

function planWords({buildCounts, downloadCounts, plan}: BuildState, withUnpacked: boolean): string {
	const sizes = [
		...(plan.downloadBytes > 0 ? [formatBytes(plan.downloadBytes)] : []),
		...(plan.unpackedBytes > 0 && withUnpacked ? [`${formatBytes(plan.unpackedBytes)} unpacked`] : []),
	];
	return [
		...(buildCounts.total > 0 ? [`${countOf(buildCounts.total, 'derivation')} to build`] : []),
		...(downloadCounts.total > 0
			? [`${countOf(downloadCounts.total, 'path')} to fetch${sizes.length > 0 ? ` (${sizes.join(', ')})` : ''}`]
			: []),
	].join(', ');
}

function ongoingLine(
	{text, startedAt, done, expected}: OngoingActivity,
	columns: number,
	signs: Signs,
	now: number,
): Line {
	const progress =
		expected > 0 ? `${formatBytes(done)} of ${formatBytes(expected)}  ` : done > 0 ? `${formatBytes(done)}  ` : '';
	return spreadLine(
		[span(signs.running, 'running'), span(' '), span(plainText(text))],
		[span(progress, 'muted'), span(formatDuration(now - startedAt, {running: true}))],
		columns,
		signs,
	);
}

/** What to do when a pipe stays silent: Nix's log goes to stderr, and `|` alone takes stdout. */
export function silenceLines(state: BuildState, title: string, columns: number, signs: Signs, now: number): Line[] {
	if (state.end !== undefined || state.lastEventAt !== undefined || now < silentPipeMs) {
		return [];
	}

	if (title !== '') {
		return [
			plainLine(
				[span(signs.warning, 'warning'), span(` Nothing has arrived for ${formatDuration(now, {running: true})}`)],
				columns,
				signs,
			),
		];
	}

	return [
		plainLine(
			[
				span(signs.warning, 'warning'),
				span(
					` Nothing has arrived for ${formatDuration(now, {running: true})}. nixscope reads Nix's log, which goes to stderr:`,
				),
			],
			columns,
			signs,
		),
		plainLine(
			[span('    nix build --log-format internal-json -v '), span('|&', 'bold'), span(' nixscope')],
			columns,
			signs,
		),
	];
}

/** Newest text of the stream that has no end yet: a question, the progress of git. */
export function partialTextLine(state: BuildState, columns: number, signs: Signs): Line[] {
	const text = state.end === undefined && state.partialText !== undefined ? plainText(state.partialText).trimEnd() : '';
	return text === '' ? [] : [plainLine([span(text)], columns, signs)];
}

/** Without edges the tree is a list; who wonders why should know. */
export function missingGraphLine(state: BuildState, columns: number, signs: Signs): Line[] {
	const isSettled = state.end === undefined && state.buildCounts.running > 0;
	return isSettled && state.builds.length > 1 && state.builds.every(({hasGraph}) => !hasGraph)
		? [plainLine([span('What needs what is not known: the derivations cannot be read here', 'muted')], columns, signs)]
		: [];
}

/** An error that belongs to no build: of the evaluation, of a cache. The log tab has all of it. */
export function errorLine(state: BuildState, columns: number, signs: Signs): Line[] {
	const error = state.errors.findLast(({build}) => build === undefined);
	return error === undefined
		? []
		: [
				plainLine(
					[
						span(signs.failed, 'failed-sign'),
						span(' '),
						span(plainText(error.message.split('\n', 1)[0] ?? ''), 'failed'),
					],
					columns,
					signs,
				),
			];
}
