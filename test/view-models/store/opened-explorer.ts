import {lineText} from '../../../source/formats/line-layout.js';
import {galleryNow} from '../../../source/gallery/store/fake-data.js';
import type {ExplorerData} from '../../../source/sessions/explorer-data.js';
import {explorerFrame} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../../source/view-models/store/explorer-ui.js';
import {gone} from '../../../source/view-models/store/reduce-explorer.js';
import type {Destination, ExplorerEffect, ScreenAction} from '../../../source/view-models/store/screen.js';

/** The explorer on one of its screens, with data that do not change: keys go in, frames come out. */
export function openedExplorer(
	data: ExplorerData,
	destination: Destination,
	size: {readonly columns: number; readonly rows: number} = {columns: 120, rows: 36},
) {
	const store = createExplorerStore(gone(initialExplorerUi(), destination));
	const effects: ExplorerEffect[] = [];
	const draw = () => {
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size,
			now: galleryNow,
			theme: {ascii: false, colour: true},
			home: '/home/anna',
			hasMonitor: false,
		});
		store.setFacts(frame.facts);
		return frame;
	};

	draw();
	return {
		effects,
		ui: () => store.current(),
		frame: draw,
		press(...actions: readonly ScreenAction[]) {
			for (const action of actions) {
				const effect = store.dispatch(action, data);
				if (effect !== undefined) {
					effects.push(effect);
				}

				draw();
			}
		},
		/** The text of each line, without spaces at the end. */
		text: () => draw().lines.map((line) => lineText(line).trimEnd()),
		/** The row with the cursor. */
		cursor: () =>
			draw()
				.lines.flatMap(({spans}) => spans)
				.filter(({tone}) => tone === 'cursor')
				.map(({text}) => text.trim()),
		request: (slot: string) => draw().needs.find((need) => need.slot === slot)?.request,
	};
}
