import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type OverviewUi = {readonly list: ListUi};

export const overviewScreen: Screen<OverviewUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['overview'],
};
