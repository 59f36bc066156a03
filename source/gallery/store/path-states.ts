import type {ExplorerEntry} from './explorer-entries.js';

export const pathStates: readonly ExplorerEntry[] = [];
