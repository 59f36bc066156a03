import path from 'node:path';
import {temporaryFolder} from '../temporary-folder.js';
import {type BigStore, makeBigStore} from './big-store.js';

const referencesEach = 9.3;
let made: BigStore | undefined;

/** The store of 300,000 paths, made once a run. */
export function storeOf300k(): BigStore {
	made ??= makeBigStore(path.join(temporaryFolder(), 'store-300k'), 300_000, referencesEach);
	return made;
}
