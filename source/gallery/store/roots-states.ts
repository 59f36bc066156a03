import type {ExplorerEntry} from './explorer-entries.js';

export const rootsStates: readonly ExplorerEntry[] = [];
