import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type CollectUi = {readonly list: ListUi};

export const collectScreen: Screen<CollectUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['collect'],
};
