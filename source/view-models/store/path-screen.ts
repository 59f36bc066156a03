import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type PathUi = {readonly list: ListUi};

export const pathScreen: Screen<PathUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['path'],
};
