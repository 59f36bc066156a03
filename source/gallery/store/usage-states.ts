import type {ExplorerEntry} from './explorer-entries.js';

export const usageStates: readonly ExplorerEntry[] = [];
