import {writeOut} from './write-out.js';

const SIGN = '\u001B[2m nixscope\u001B[0m';
const ERASE = '\r\u001B[K';

/**
 * Loading what draws takes a tenth of a second and more; that something has begun shows at once.
 *
 * @returns Takes the sign away again.
 */
export function showFirstSign(descriptor: 1 | 2): () => void {
	writeOut(descriptor, SIGN);
	return () => writeOut(descriptor, ERASE);
}
