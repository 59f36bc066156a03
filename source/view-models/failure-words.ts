import type {FailureReason} from '../build/build.js';
import {describeReason, shortReason} from '../formats/failure-words.js';
import {displayWidth} from '../formats/width.js';

/** Why a build failed, in full where there is room, without what stands in brackets or behind a colon, or in the shortest form. */
export function fittingReason(reason: FailureReason, columns: number): string {
	const full = describeReason(reason);
	const forms = [full, full.replace(/ \(.*\)$/, ''), full.replace(/: .*$/, ''), shortReason(reason)];
	return forms.find((form) => displayWidth(form) <= columns) ?? shortReason(reason);
}
