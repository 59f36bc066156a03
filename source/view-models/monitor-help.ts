import type {Span, Tone} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {monitorKeys} from '../keymap/monitor-keys.js';
import {monitorSections} from '../keymap/monitor-places.js';
import {cell, joinCells} from './cells.js';
import {type HelpSubject, helpSectionColumns} from './help-page.js';

/** Below the keys of both halves. */
export const COLOUR_NOTE = "Colours are your terminal's own 16; every sign means the same without them.";

/** The keys of the monitor, and its signs. */
export function monitorHelp(signs: Signs): HelpSubject {
	return {keys: monitorKeys, sections: monitorSections, legend: legend(signs), notes: [COLOUR_NOTE]};
}

function legend(signs: Signs): Span[][] {
	const pairs: readonly (readonly [sign: string, tone: Tone, word: string])[] = [
		[signs.running, 'running', 'running'],
		[signs.built, 'built', 'built'],
		[signs.waiting, 'muted', 'waiting'],
		[signs.failed, 'failed-sign', 'failed'],
		[signs.download, 'download', 'download'],
		[signs.upload, 'upload', 'upload'],
		[signs.blocked, 'failed', 'blocked'],
		[signs.blocked, 'muted', 'cancelled'],
	];
	const half = helpSectionColumns / 2;
	const rows: Span[][] = [];
	for (let index = 0; index < pairs.length; index += 2) {
		const cells = pairs
			.slice(index, index + 2)
			.map(([sign, tone, word]) => cell(half, span(sign, tone), span(` ${word}`)));
		rows.push(joinCells(cells, signs));
	}

	const edges = [
		[span(signs.criticalBranch + signs.criticalStub, 'bold'), span(' on the longest chain')],
		[span(signs.treeBranch + signs.planned, 'muted'), span(' steps between left out')],
	];
	return [...rows, ...edges];
}
