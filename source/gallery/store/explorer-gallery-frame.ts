import type {FrameTheme} from '../../view-models/frame-input.js';
import {type ExplorerFrame, explorerFrame} from '../../view-models/store/explorer-frame.js';
import {createExplorerStore, type ExplorerStore} from '../../view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../view-models/store/explorer-ui.js';
import {gone} from '../../view-models/store/reduce-explorer.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {galleryNow} from './fake-data.js';

export const galleryHome = '/home/anna';

/** Goes where the entry says and presses its keys; what the last frame shows is returned. */
export function explorerGalleryFrame(
	entry: ExplorerEntry,
	{size, theme}: {readonly size: {readonly columns: number; readonly rows: number}; readonly theme: FrameTheme},
	store: ExplorerStore = explorerGalleryStore(entry),
): ExplorerFrame {
	const data = entry.data();
	const draw = () => {
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size,
			now: galleryNow,
			theme,
			home: galleryHome,
			hasMonitor: entry.hasMonitor === true,
		});
		store.setFacts(frame.facts);
		return frame;
	};

	let frame = draw();
	for (const action of entry.actions ?? []) {
		store.dispatch(action, data);
		frame = draw();
	}

	return frame;
}

export function explorerGalleryStore({destination, ui}: ExplorerEntry): ExplorerStore {
	const start = {...initialExplorerUi(), ...ui};
	return createExplorerStore(destination === undefined ? start : gone(start, destination));
}
