import type {Build} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import {formatDuration} from '../formats/duration.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {displayWidth, padEnd, padStart, truncateEnd} from '../formats/width.js';
import {buildDuration} from './build-facts.js';

const shownBuilds = 6;
const durationColumns = 7;
const shortestMs = 100;
const gap = 2;
const indent = 4;
const minimumNameColumns = 16;
const minimumBarColumns = 6;
const maximumBarColumns = 40;
/** Below this there is no room for hosts beside name and bar. */
const columnsWithHosts = 90;

export type TimedBuild = {readonly build: Build; readonly duration: number};

/** The builds that ran longest, longest first; those that would be shown as 0.0s are left out. */
export function slowestBuilds(state: BuildState, limit: number): TimedBuild[] {
	return state.builds
		.map((build) => ({build, duration: buildDuration(build) ?? 0}))
		.filter(({duration}) => duration >= shortestMs)
		.sort((a, b) => b.duration - a.duration)
		.slice(0, limit);
}

/** A heading and a row for each: name, time, bar, host. Nothing for a single build: its time stands in the first line. */
export function slowestBuildLines(state: BuildState, {columns, signs}: {columns: number; signs: Signs}): Line[] {
	const slowest = slowestBuilds(state, shownBuilds);
	if (slowest.length < 2) {
		return [];
	}

	const layout = measure(slowest, columns);
	const longest = slowest[0]!.duration;
	const rows = slowest.map(({build, duration}) => {
		const name = truncateEnd(plainText(build.name), layout.name, signs.cut);
		const bar = layout.bar === 0 ? '' : lineBar(duration / longest, layout.bar, signs);
		const host = layout.host === 0 ? '' : truncateEnd(plainText(build.host ?? ''), layout.host, signs.cut);
		return line(
			span(' '.repeat(indent) + padEnd(name, layout.name + gap)),
			span(padStart(formatDuration(duration), durationColumns)),
			span(bar === '' ? '' : ' '.repeat(gap)),
			span(bar, 'size'),
			span(host === '' ? '' : ' '.repeat(gap + layout.bar - displayWidth(bar))),
			span(host, 'muted'),
		);
	});
	return [line(span('  '), span('Slowest builds', 'bold')), ...rows];
}

/** Name first, then bar, then host: the order in which they give way. */
function measure(slowest: readonly TimedBuild[], columns: number): {name: number; bar: number; host: number} {
	const longestName = Math.max(...slowest.map(({build}) => displayWidth(plainText(build.name))));
	const hosts = new Set(slowest.map(({build}) => build.host ?? ''));
	const host =
		columns < columnsWithHosts || (hosts.size === 1 && hosts.has('local'))
			? 0
			: Math.min(15, Math.max(...[...hosts].map((one) => displayWidth(plainText(one)))));
	// One cell stays free at the right edge.
	const room = columns - 1 - indent - gap - durationColumns - (host > 0 ? gap + host : 0);
	const name = Math.max(Math.min(longestName, room), Math.min(minimumNameColumns, longestName));
	const nameBesideBar = Math.min(name, Math.max(minimumNameColumns, Math.floor(room / 2)));
	const bar = Math.min(maximumBarColumns, room - gap - nameBesideBar);
	return columns <= 60 || bar < minimumBarColumns ? {name, bar: 0, host} : {name: nameBesideBar, bar, host};
}

/** In steps of half a cell, at least half a cell. */
function lineBar(share: number, columns: number, signs: Signs): string {
	const halves = Math.max(1, Math.round(share * columns * 2));
	return signs.barDone.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? signs.barHalf : '');
}
