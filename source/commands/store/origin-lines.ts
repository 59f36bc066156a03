import {formatAgo} from '../../formats/age.js';
import {formatDay} from '../../formats/day.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {SnapshotOrigin} from '../../store/store-reading.js';

/**
 * Of which store a snapshot is, and when it was taken: ages below count from then.
 *
 * @param now Milliseconds since 1970.
 */
export function originLines(origin: SnapshotOrigin | undefined, now: number): Line[] {
	if (origin === undefined) {
		return [];
	}

	const {host, storeDirectory, readAt} = origin;
	const when = `${formatDay(readAt)}, ${formatAgo(now - readAt)}`;
	return [line(span(plainText(`Snapshot of ${storeDirectory} on ${host}, taken ${when}`), 'muted')), line()];
}
