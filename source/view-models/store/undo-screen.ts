import {initialList, type ListUi} from './list-state.js';
import type {Screen} from './screen.js';

export type UndoUi = {readonly list: ListUi};

export const undoScreen: Screen<UndoUi> = {
	initial: {list: initialList('')},
	body: () => ({lines: [], needs: []}),
	reduce: () => undefined,
	places: () => ['undo'],
};
