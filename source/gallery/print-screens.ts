import {lineText} from '../formats/line-layout.js';
import {paintLine} from '../formats/paint.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {galleryFrame} from './gallery-frame.js';
import {type GalleryScreen, galleryScreens} from './gallery-screens.js';
import {explorerGalleryFrame} from './store/explorer-gallery-frame.js';

export type PrintOptions = {
	readonly size: {readonly columns: number; readonly rows: number};
	readonly theme: FrameTheme;
	/** Without SGR sequences, and with a bar at the right edge. */
	readonly isPlain: boolean;
};

/**
 * Screens of the gallery as they would stand in a terminal, to be looked at.
 *
 * @param prefix Of their names; `store-` for all of the explorer.
 * @returns One text per screen; none when no name begins so.
 */
export function printedScreens(prefix: string, {size, theme, isPlain}: PrintOptions): string[] {
	return galleryScreens
		.filter(({name}) => name.startsWith(prefix))
		.map((screen) => {
			const lines = linesOf(screen, {size, theme}).map((line) =>
				isPlain ? `${lineText(line)}▏` : paintLine(line, {colour: theme.colour}),
			);
			return [`== ${screen.name}: ${screen.description}`, ...lines, ''].join('\n');
		});
}

function linesOf(screen: GalleryScreen, view: Pick<PrintOptions, 'size' | 'theme'>) {
	return screen.half === 'builds'
		? galleryFrame(screen.entry, {...view, mode: 'full'}).lines
		: explorerGalleryFrame(screen.entry, view).lines;
}
