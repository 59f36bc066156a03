import type {ExplorerEntry} from './explorer-entries.js';

export const optimiseStates: readonly ExplorerEntry[] = [];
