import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {collect} from './collect.js';
import {openExplorer} from './open-explorer.js';
import {optimise} from './optimise.js';
import type {StoreAct} from './store-act.js';
import {listUndo, undo} from './undo.js';

/** Carries out a command that does more with a store than print an answer. */
export function runStoreAct(act: StoreAct, options: Options): Promise<ExitStatus> {
	switch (act.kind) {
		case 'explore':
			return openExplorer(options);
		case 'collect':
			return collect(act, options);
		case 'optimise':
			return optimise(options);
		case 'undo':
			return undo(act.id, options);
		case 'undo-list':
			return listUndo(act.id, options);
	}
}
