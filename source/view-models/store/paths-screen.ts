import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type PathsUi = {readonly list: ListUi};

export const pathsScreen: Screen<PathsUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['paths'],
};
