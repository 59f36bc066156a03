import {formatCount} from '../formats/count.js';
import type {Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import type {HiddenCounts} from './hidden-counts.js';
import {statusCodes, transferCodes} from './tree-statuses.js';

/** `○ 32 waiting  ✓ 122 built  ↓ 12 fetched`: what a counted line stands for, dim; with words or without. */
export function foldCountSpans(
	{builds, downloads, uploads}: HiddenCounts,
	signs: Signs,
	{words = true}: {readonly words?: boolean} = {},
): Span[] {
	const parts: [count: number, sign: string, word: string][] = [
		[builds[statusCodes.failed]!, signs.failed, 'failed'],
		[builds[statusCodes.running]!, signs.running, 'running'],
		[builds[statusCodes['dependency-failed']]!, signs.blocked, 'blocked'],
		[builds[statusCodes.cancelled]!, signs.blocked, 'cancelled'],
		[builds[statusCodes.interrupted]!, signs.blocked, 'interrupted'],
		[builds[statusCodes.planned]!, signs.waiting, 'waiting'],
		[builds[statusCodes.built]!, signs.built, 'built'],
		[downloads[transferCodes.running]!, signs.download, 'downloading'],
		[downloads[transferCodes.completed]!, signs.download, 'fetched'],
		[downloads[transferCodes.failed]!, signs.download, 'not fetched'],
		[downloads[transferCodes.planned]!, signs.download, 'to fetch'],
		[uploads[transferCodes.running]!, signs.upload, 'uploading'],
		[uploads[transferCodes.completed]!, signs.upload, 'sent'],
		[uploads[transferCodes.failed]!, signs.upload, 'not sent'],
		[uploads[transferCodes.planned]!, signs.upload, 'to send'],
	];
	const texts = parts
		.filter(([count]) => count > 0)
		.map(([count, sign, word]) => `${sign} ${formatCount(count)}${words ? ` ${word}` : ''}`);
	return [span(texts.join('  '), 'muted')];
}
