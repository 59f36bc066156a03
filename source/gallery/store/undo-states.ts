import type {ExplorerEntry} from './explorer-entries.js';

export const undoStates: readonly ExplorerEntry[] = [];
