import type {ExplorerEntry} from './explorer-entries.js';

export const pathsStates: readonly ExplorerEntry[] = [];
