import {type DrawnStyle, drawnScreen, themeOf} from './drawn-screen.js';
import {galleryEntries} from './gallery-entries.js';
import {galleryFrame} from './gallery-frame.js';
import {goldenExplorerFrames} from './store/golden-explorer-frames.js';

/** A file of test/frames: screens of the gallery as text, one below the other. */
export type GoldenFile = {readonly name: string; readonly text: string};

type Variant = {
	readonly columns: number;
	readonly rows: number;
	readonly mode: 'inline' | 'full';
	readonly style: DrawnStyle;
	/** All screens when not given. */
	readonly entries?: readonly string[];
};

const variants: readonly Variant[] = [
	{columns: 60, rows: 15, mode: 'full', style: 'text'},
	{columns: 80, rows: 24, mode: 'full', style: 'text'},
	{columns: 120, rows: 36, mode: 'full', style: 'text'},
	{
		columns: 200,
		rows: 60,
		mode: 'full',
		style: 'text',
		entries: ['mid-build-speeds', 'log-search', 'transfers', 'help'],
	},
	{columns: 180, rows: 40, mode: 'full', style: 'text', entries: ['mid-build']},
	{columns: 60, rows: 15, mode: 'inline', style: 'text'},
	{columns: 80, rows: 24, mode: 'inline', style: 'text'},
	{columns: 120, rows: 40, mode: 'inline', style: 'text'},
	{columns: 40, rows: 10, mode: 'full', style: 'text', entries: ['mid-build', 'nothing-yet']},
	{
		columns: 100,
		rows: 30,
		mode: 'full',
		style: 'colour',
		entries: ['mid-build', 'selected', 'log-search', 'transfers', 'help', 'hostile'],
	},
	{columns: 180, rows: 40, mode: 'full', style: 'colour', entries: ['mid-build']},
	{
		columns: 100,
		rows: 45,
		mode: 'inline',
		style: 'colour',
		entries: ['evaluating', 'planning', 'mid-build', 'several-failures'],
	},
	{columns: 100, rows: 30, mode: 'full', style: 'no-colour', entries: ['mid-build', 'log-search']},
	{columns: 100, rows: 45, mode: 'inline', style: 'no-colour', entries: ['mid-build']},
	{columns: 100, rows: 45, mode: 'inline', style: 'ascii', entries: ['mid-build']},
	{columns: 80, rows: 24, mode: 'full', style: 'ascii'},
];

/** Every golden file as it should be now. */
export function goldenFrames(): GoldenFile[] {
	const ofBuilds = variants.map((variant) => {
		const {columns, rows, mode, style, entries} = variant;
		const shown = galleryEntries.filter(({name}) => entries === undefined || entries.includes(name));
		const theme = themeOf(style);
		return {
			name: `${mode}-${columns}x${rows}${style === 'text' ? '' : `-${style}`}.txt`,
			text: shown
				.map((entry) => drawnScreen(entry, galleryFrame(entry, {size: {columns, rows}, mode, theme}).lines, style))
				.join('\n'),
		};
	});
	return [...ofBuilds, ...goldenExplorerFrames()];
}
