import type {ExplorerEntry} from './explorer-entries.js';

export const collectStates: readonly ExplorerEntry[] = [];
