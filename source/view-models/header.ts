import type {BuildState, Outcome} from '../build/build-state.js';
import {formatDuration} from '../formats/duration.js';
import type {Line, Span} from '../formats/line.js';
import {lineWidth, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {spreadLine} from './cells.js';
import {countSpans, fittingSpans, joinGroups, transferCountSpans} from './counts.js';
import type {MonitorTab} from './monitor-ui.js';
import {progressRule} from './progress-rule.js';
import type {SpeedSampler} from './speed-sampler.js';

/** What a replay says of itself at the top; see ReplayControl of the session. */
export type ReplayFacts = {
	readonly paused: boolean;
	readonly speed: number;
	readonly positionMs: number;
	readonly durationMs: number;
};

export type HeaderInput = {
	readonly state: BuildState;
	readonly title: string;
	readonly tab: MonitorTab;
	readonly replay: ReplayFacts | undefined;
	readonly speeds: SpeedSampler;
	readonly columns: number;
	readonly signs: Signs;
	readonly now: number;
};

export const tabTitles: readonly (readonly [tab: MonitorTab, title: string])[] = [
	['tree', 'Tree'],
	['log', 'Log'],
	['transfers', 'Transfers'],
];

/** From here on the tabs have a row of their own beside the counts. */
const columnsForTabs = 76;

/** Three lines: what and how long, tabs and counts, and the rule that is the progress of the whole build. */
export function headerLines(input: HeaderInput): Line[] {
	const {state, title, columns, signs} = input;
	const name = title === '' ? [] : [span('  '), span(plainText(title), 'muted')];
	return [
		spreadLine([span('nixscope', 'bold'), ...name], clockSpans(input), columns, signs),
		columns < columnsForTabs ? narrowTabs(input) : wideTabs(input),
		{spans: progressRule(state, columns, signs)},
	];
}

function narrowTabs({state, tab, columns, signs}: HeaderInput): Line {
	const right = [span(tabTitles.find(([name]) => name === tab)?.[1] ?? '', 'muted')];
	const room = columns - 4 - lineWidth({spans: right});
	const options = {words: false, speeds: undefined};
	const counts = fittingSpans(
		[
			() => countSpans(state, {...options, transfers: true}, signs),
			() => countSpans(state, {...options, transfers: false}, signs),
		],
		room,
	);
	return spreadLine(counts, right, columns, signs);
}

function wideTabs({state, tab, speeds, columns, signs}: HeaderInput): Line {
	const tabs = tabTitles.flatMap(([name, title], index) => [
		span(index === 0 ? '' : '   '),
		...(name === tab
			? [span(String(index + 1), 'bold'), span(' '), span(title, 'current-tab')]
			: [span(`${index + 1} ${title}`, 'muted')]),
	]);
	const room = columns - 4 - lineWidth({spans: tabs});
	const counts =
		tab === 'transfers'
			? joinGroups(transferCountSpans(state, signs))
			: fittingSpans(
					[
						() => countSpans(state, {words: true, transfers: true, speeds: columns >= 160 ? speeds : undefined}, signs),
						() => countSpans(state, {words: true, transfers: true, speeds: undefined}, signs),
						() => countSpans(state, {words: false, transfers: true, speeds: undefined}, signs),
						() => countSpans(state, {words: false, transfers: false, speeds: undefined}, signs),
					],
					room,
				);
	return spreadLine(tabs, counts, columns, signs);
}

const outcomeWords: Record<Outcome, readonly [sign: 'built' | 'failed' | 'blocked', word: string]> = {
	succeeded: ['built', 'built'],
	failed: ['failed', 'failed'],
	interrupted: ['blocked', 'interrupted'],
	nothing: ['built', 'nothing to build'],
};

/** How long it has run, or how it ended; of a replay where it is, too. */
export function clockSpans({
	state,
	replay,
	signs,
	now,
}: Pick<HeaderInput, 'state' | 'replay' | 'signs' | 'now'>): Span[] {
	const elapsed = span(formatDuration(clockOf(state, now), {running: true}), 'bold');
	const [before, after] = replay === undefined ? [[], []] : replaySpans(replay, signs);
	if (state.end === undefined) {
		return [...before, elapsed, ...after];
	}

	const [sign, word] = outcomeWords[state.end.outcome];
	const tone = sign === 'built' ? 'built' : sign === 'failed' ? 'failed-sign' : 'interrupted';
	return [...before, span(signs[sign], tone), span(` ${word} after `, 'muted'), elapsed];
}

/** The clock of the build: it stands still when the build has ended. */
export function clockOf(state: BuildState, now: number): number {
	return state.end?.at ?? now;
}

/** Before and behind the clock, which is the place in the recording. */
function replaySpans(
	{paused, speed, positionMs, durationMs}: ReplayFacts,
	signs: Signs,
): [before: Span[], after: Span[]] {
	const rate = speed === Infinity ? 'at full speed' : `${signs.times}${speed}`;
	// A log that is still being read has no end yet.
	const total = durationMs > positionMs ? ` of ${formatDuration(durationMs, {running: true})}` : '';
	return [
		[span(paused ? 'paused' : 'replay', paused ? 'warning' : 'muted'), span(` ${rate}  `, 'muted')],
		[span(total, 'muted')],
	];
}
