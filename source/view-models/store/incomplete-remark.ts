import type {Completeness} from '../../analyses/answers/answer.js';
import {formatCount} from '../../formats/count.js';
import {plainText} from '../../formats/sanitise.js';

/** More than these are counted, not named. */
const MOST_NAMED = 3;

/** What could not be seen, in a sentence; nothing when everything was. */
export function incompleteRemark({complete, unreadable}: Pick<Completeness, 'complete' | 'unreadable'>): string[] {
	if (complete) {
		return [];
	}

	const named = unreadable.slice(0, MOST_NAMED).map(plainText);
	const more = unreadable.length - named.length;
	const what = `${named.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}` || 'some roots';
	return [`Cannot read ${what}: numbers are at most.`];
}
