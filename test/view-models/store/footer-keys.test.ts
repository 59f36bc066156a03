import test from 'ava';
import {explorerEntries} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame, explorerGalleryStore} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {explorerKeys} from '../../../source/keymap/explorer-keys.js';
import {explorerPlaces} from '../../../source/view-models/store/explorer-frame.js';

const size = {columns: 200, rows: 40};
const theme = {colour: true, ascii: false};
/** Where there is nothing to move in or to open, or keys of its own stand at the bottom. */
const isBare = ({name}: {readonly name: string}) =>
	/loading|failed|none|nothing|empty|jumped|scanning|not-here|unknown|optimise-done|generations-(one|comp|ch)|chart|help|moved/.test(
		name,
	);
/** There the keys of other places are not shown. */
const apart = new Set(['help', 'typing', 'collect', 'dialog']);

test('a key that the footer shows does something', (t) => {
	const silent: string[] = [];
	for (const entry of explorerEntries.filter((one) => !isBare(one))) {
		const data = entry.data();
		const store = explorerGalleryStore(entry);
		explorerGalleryFrame(entry, {size, theme}, store);
		const hasMonitor = entry.hasMonitor === true;
		const all = explorerPlaces(store.current(), data, hasMonitor);
		const places = apart.has(all[0]!) ? all.filter((place) => place !== 'everywhere') : all;
		for (const key of explorerKeys) {
			if (key.footer?.places.some((place) => places.includes(place)) !== true || !places.includes(key.place)) {
				continue;
			}

			const doesSomething = key.bindings.some(({action}) => {
				const own = explorerGalleryStore(entry);
				explorerGalleryFrame(entry, {size, theme}, own);
				// What is said already would be said again.
				own.set({...own.current(), shared: {...own.current().shared, notice: undefined, command: undefined}});
				const before = own.current();
				const effect = own.dispatch(action, data);
				return effect !== undefined || JSON.stringify(own.current()) !== JSON.stringify(before);
			});
			if (!doesSomething) {
				silent.push(`${entry.name}: ${key.bindings.map(({action}) => action).join(', ')}`);
			}
		}
	}

	t.deepEqual(silent, []);
});
