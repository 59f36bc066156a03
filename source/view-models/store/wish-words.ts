import type {GcRequest} from '../../collection/choose-roots.js';
import {formatAge} from '../../formats/age.js';
import {formatSize} from '../../formats/bytes.js';

/** What is marked for a wish: `marks roots until 20.0 GiB of NAR die; nothing is dropped yet`. */
export function wishWords({freeBytes, filter: {olderThanMs}}: GcRequest): string {
	const which = olderThanMs === undefined ? 'roots' : `generations older than ${formatAge(olderThanMs)}`;
	const until = freeBytes === undefined ? '' : ` until ${formatSize(freeBytes)} of NAR are dead`;
	return `marks ${which}${until}; nothing is dropped yet`;
}
