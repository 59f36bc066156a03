import {type DrawnStyle, drawnScreen, themeOf} from '../drawn-screen.js';
import type {GoldenFile} from '../golden-frames.js';
import {explorerEntries} from './explorer-entries.js';
import {explorerGalleryFrame} from './explorer-gallery-frame.js';

type Variant = {
	readonly columns: number;
	readonly rows: number;
	readonly style: DrawnStyle;
	/** All screens when not given. */
	readonly entries?: readonly string[];
};

/** One of each tab, and what is laid over them. */
const oneOfEach = [
	'overview',
	'usage',
	'roots-marked',
	'paths',
	'path',
	'optimise',
	'generations-diff',
	'collect-plan',
	'collect-question',
	'collect-running',
	'collect-result',
	'undo',
	'help',
];

const variants: readonly Variant[] = [
	{columns: 80, rows: 24, style: 'text'},
	{columns: 120, rows: 40, style: 'text'},
	{columns: 60, rows: 15, style: 'text', entries: oneOfEach},
	{columns: 200, rows: 60, style: 'text', entries: oneOfEach},
	{columns: 80, rows: 24, style: 'ascii', entries: [...oneOfEach, 'overview-loading', 'optimise-scanning']},
	{columns: 100, rows: 30, style: 'colour', entries: [...oneOfEach, 'roots-refused', 'overview-hostile']},
	{columns: 100, rows: 30, style: 'no-colour', entries: ['overview', 'roots-marked', 'path', 'collect-question']},
	{columns: 40, rows: 10, style: 'text', entries: ['overview']},
];

/** The golden files of the store explorer as they should be now. */
export function goldenExplorerFrames(): GoldenFile[] {
	return variants.map(({columns, rows, style, entries}) => {
		const shown = explorerEntries.filter(({name}) => entries === undefined || entries.includes(name));
		const view = {size: {columns, rows}, theme: themeOf(style)};
		return {
			name: `store-${columns}x${rows}${style === 'text' ? '' : `-${style}`}.txt`,
			text: shown.map((entry) => drawnScreen(entry, explorerGalleryFrame(entry, view).lines, style)).join('\n'),
		};
	});
}
