import {type GalleryEntry, galleryEntries} from './gallery-entries.js';
import {type ExplorerEntry, explorerEntries} from './store/explorer-entries.js';

/** A screen of either half of the program, by name. */
export type GalleryScreen = {readonly name: string; readonly description: string} & (
	| {readonly half: 'builds'; readonly entry: GalleryEntry}
	| {readonly half: 'store'; readonly entry: ExplorerEntry}
);

/** All screens of the gallery: those of the monitor, then those of the explorer, whose names begin with `store-`. */
export const galleryScreens: readonly GalleryScreen[] = [
	...galleryEntries.map(
		(entry): GalleryScreen => ({
			half: 'builds',
			entry,
			name: entry.name,
			description: entry.description,
		}),
	),
	...explorerEntries.map(
		(entry): GalleryScreen => ({
			half: 'store',
			entry,
			name: `store-${entry.name}`,
			description: entry.description,
		}),
	),
];
