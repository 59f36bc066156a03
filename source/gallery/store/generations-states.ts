import type {ExplorerEntry} from './explorer-entries.js';

export const generationsStates: readonly ExplorerEntry[] = [];
