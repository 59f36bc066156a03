import {collectKeys} from './explorer-collect-keys.js';
import {generalKeys} from './explorer-general-keys.js';
import {movingKeys} from './explorer-moving-keys.js';
import type {ExplorerAction, ExplorerPlace, ExplorerSection} from './explorer-places.js';
import {screenKeys} from './explorer-screen-keys.js';
import {actionFinder} from './find-action.js';
import type {KeyEntry} from './key-entry.js';

export type ExplorerKey = KeyEntry<ExplorerAction, ExplorerPlace, ExplorerSection>;

/** Every key of the store explorer, in the order of the footer. Dispatch, footer, help and README come from it. */
export const explorerKeys: readonly ExplorerKey[] = [...movingKeys, ...screenKeys, ...collectKeys, ...generalKeys];

/** What changes a store, or leads to that. */
const changing: ReadonlySet<ExplorerAction> = new Set(['drop', 'collect-dead', 'free', 'undo', 'optimise', 'pin']);

/** Keys for a store that can only be looked at: footer and help name no others. */
export const lookingKeys: readonly ExplorerKey[] = explorerKeys.filter(
	({bindings, place}) =>
		!bindings.some(({action}) => changing.has(action)) &&
		!['collect', 'collect-all', 'collect-marked', 'running', 'result'].includes(place),
);

export const findExplorerAction = actionFinder(explorerKeys);
