import type {ExplorerEntry} from './explorer-entries.js';

export const overviewStates: readonly ExplorerEntry[] = [];
