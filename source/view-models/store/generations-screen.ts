import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type GenerationsUi = {readonly list: ListUi};

export const generationsScreen: Screen<GenerationsUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['generations'],
};
