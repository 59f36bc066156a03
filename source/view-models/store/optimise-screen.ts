import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type OptimiseUi = {readonly list: ListUi};

export const optimiseScreen: Screen<OptimiseUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['optimise'],
};
