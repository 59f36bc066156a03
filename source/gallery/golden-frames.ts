import {lineText} from '../formats/line-layout.js';
import {paintLine} from '../formats/paint.js';
import {galleryEntries} from './gallery-entries.js';
import {galleryFrame} from './gallery-frame.js';

/** A file of test/frames: screens of the gallery as text, one below the other. */
export type GoldenFile = {readonly name: string; readonly text: string};

type Variant = {
	readonly columns: number;
	readonly rows: number;
	readonly mode: 'inline' | 'full';
	/** `text`: what stands where. `colour`, `no-colour`: with the SGR sequences, `ESC` written as `␛`. */
	readonly style: 'text' | 'colour' | 'no-colour' | 'ascii';
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
	return variants.map((variant) => {
		const {columns, rows, mode, style, entries} = variant;
		const shown = galleryEntries.filter(({name}) => entries === undefined || entries.includes(name));
		return {
			name: `${mode}-${columns}x${rows}${style === 'text' ? '' : `-${style}`}.txt`,
			text: shown.map((entry) => `== ${entry.name}: ${entry.description}\n${drawn(entry, variant)}`).join('\n'),
		};
	});
}

function drawn(entry: (typeof galleryEntries)[number], {columns, rows, mode, style}: Variant): string {
	const theme = {ascii: style === 'ascii', colour: style !== 'no-colour'};
	const {lines} = galleryFrame(entry, {size: {columns, rows}, mode, theme});
	const hasSgr = style === 'colour' || style === 'no-colour';
	const texts = lines.map((line) => (hasSgr ? paintLine(line, theme).replaceAll('\x1b', '␛') : lineText(line)));
	// A bar at the edge shows the width, and that no line is longer.
	return texts.map((text) => `${text}▏\n`).join('');
}
