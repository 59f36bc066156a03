import type {FrameTheme, MonitorFrame} from '../view-models/frame-input.js';
import {monitorFrame} from '../view-models/monitor-frame.js';
import type {MonitorUi} from '../view-models/monitor-ui.js';
import {createUiStore, type UiStore} from '../view-models/ui-store.js';
import type {GalleryEntry} from './gallery-entries.js';

export type GalleryView = {
	readonly size: {readonly columns: number; readonly rows: number};
	readonly mode: MonitorUi['mode'];
	readonly theme: FrameTheme;
};

/** Plays the moments of an entry and presses its keys; what the last frame shows is returned. */
export function galleryFrame(
	entry: GalleryEntry,
	view: GalleryView,
	store: UiStore = galleryStore(entry, view.mode),
): MonitorFrame {
	const moments = entry.moments();
	const draw = ({state, logs, now}: (typeof moments)[number]) => {
		const {title = '', replay, prompt} = entry;
		const frame = monitorFrame({
			...view,
			state,
			logs,
			now,
			ui: store.current(),
			memory: store.memory,
			title,
			replay,
			prompt,
		});
		store.setFacts(frame.facts);
		return frame;
	};

	let frame: MonitorFrame | undefined;
	for (const moment of moments) {
		frame = draw(moment);
	}

	for (const action of entry.actions ?? []) {
		store.dispatch(action);
		frame = draw(moments.at(-1)!);
	}

	return frame!;
}

export function galleryStore({ui = {}}: GalleryEntry, mode: MonitorUi['mode']): UiStore {
	return createUiStore({...ui, mode});
}
