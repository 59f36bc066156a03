import {plainText} from '../../formats/sanitise.js';
import {storePathName} from '../../parsers/store-path.js';

/** A store path as people call it: without folder and digest. */
export function pathName(storePath: string): string {
	return plainText(storePathName(storePath));
}
