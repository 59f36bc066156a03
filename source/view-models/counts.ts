import type {BuildState, TransferCounts} from '../build/build-state.js';
import {formatBytes, formatSpeed} from '../formats/bytes.js';
import {formatCount} from '../formats/count.js';
import type {Span, Tone} from '../formats/line.js';
import {lineWidth, span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import type {SpeedSampler} from './speed-sampler.js';
import {expectedBeside, totalAmount} from './transfer-amount.js';

export type CountOptions = {
	readonly words: boolean;
	readonly transfers: boolean;
	/** Bytes and speed behind the counts. */
	readonly speeds: SpeedSampler | undefined;
};

/** `● 3 running  ✗ 1 failed  ✓ 123 built  ○ 37 waiting  ↓ 12/14`: together they are all derivations of the plan. */
export function countSpans(state: BuildState, {words, transfers, speeds}: CountOptions, signs: Signs): Span[] {
	const {total, running, failed, built, waiting, cancelled, dependencyFailed, interrupted} = state.buildCounts;
	const groups: Span[][] = [];
	const add = (count: number, sign: string, tone: Tone, word: string) => {
		groups.push([span(sign, tone), span(' '), span(formatCount(count), 'bold'), span(words ? ` ${word}` : '')]);
	};

	const isLive = state.end === undefined;
	if (total > 0 && (isLive || running > 0)) {
		add(running, signs.running, 'running', 'running');
	}

	if (failed > 0) {
		add(failed, signs.failed, 'failed-sign', 'failed');
	}

	if (words) {
		for (const [count, tone, word] of [
			[dependencyFailed, 'failed', 'blocked'],
			[cancelled, 'muted', 'cancelled'],
			[interrupted, 'interrupted', 'interrupted'],
		] as const) {
			if (count > 0) {
				add(count, signs.blocked, tone, word);
			}
		}
	} else if (dependencyFailed + cancelled + interrupted > 0) {
		add(dependencyFailed + cancelled + interrupted, signs.blocked, dependencyFailed > 0 ? 'failed' : 'muted', '');
	}

	if (total > 0) {
		add(built, signs.built, 'built', 'built');
		if (isLive || waiting > 0) {
			add(waiting, signs.waiting, 'muted', isLive ? 'waiting' : 'not started');
		}
	}

	if (transfers) {
		groups.push(...transferCountSpans(state, signs));
	}

	if (speeds !== undefined && state.downloadCounts.total > 0) {
		groups.push(bytesSpans(state, speeds));
	}

	return joinGroups(groups);
}

/** `↓ 12/14` and `↑ 3/9`, each as a group of its own. */
export function transferCountSpans({downloadCounts, uploadCounts}: BuildState, signs: Signs): Span[][] {
	const group = ({completed, total}: TransferCounts, sign: string, tone: Tone) =>
		total === 0
			? []
			: [[span(sign, tone), span(' '), span(formatCount(completed), 'bold'), span(`/${formatCount(total)}`, 'muted')]];
	return [...group(downloadCounts, signs.download, 'download'), ...group(uploadCounts, signs.upload, 'upload')];
}

export function joinGroups(groups: readonly (readonly Span[])[]): Span[] {
	return groups
		.flatMap((group, index) => (index === 0 ? group : [span('  '), ...group]))
		.filter(({text}) => text !== '');
}

function bytesSpans(state: BuildState, speeds: SpeedSampler): Span[] {
	const amount = totalAmount(state.downloadCounts, state.plan.downloadBytes);
	const [number = '0', unit = 'B'] = formatBytes(amount.done).split(' ');
	const beside = expectedBeside(amount);
	const isShort = beside !== '' && !beside.includes(' ', 3);
	const speed = speeds.ofKind('download');
	return [
		span(isShort ? number : `${number} ${unit}`),
		span(` ${beside}${isShort ? ` ${unit}` : ''}${speed > 0 ? `  ${formatSpeed(speed)}` : ''}`, 'muted'),
	];
}

/** The first of some forms that fits, or the last. */
export function fittingSpans(forms: readonly (() => Span[])[], columns: number): Span[] {
	let spans: Span[] = [];
	for (const form of forms) {
		spans = form();
		if (lineWidth({spans}) <= columns) {
			return spans;
		}
	}

	return spans;
}
