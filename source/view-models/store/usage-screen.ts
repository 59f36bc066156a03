import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type UsageUi = {readonly list: ListUi};

export const usageScreen: Screen<UsageUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['usage'],
};
