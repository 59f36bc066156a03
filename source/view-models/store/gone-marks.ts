import {countOf} from '../../formats/count.js';
import {shortPath} from '../../reports/store/root-words.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {Notice, SharedUi} from './screen.js';

/** Links that are no longer to be marked, and what there is to say of it. */
export type GoneMarks = {readonly links: readonly string[]; readonly notice: Notice | undefined};

/**
 * Marked roots that were removed elsewhere, or may not be dropped any more, as soon as the store has been read again.
 * Of those that the last collection has dropped there is nothing to say.
 */
export function goneMarks(data: ExplorerData, {marks}: SharedUi, home: string): GoneMarks | undefined {
	const {answer, isCurrent, request} = data.slot('joint', 'joint');
	const links = answer?.gone.filter((link) => marks.has(link)) ?? [];
	if (!isCurrent || links.length === 0 || request?.links.length !== marks.size) {
		return undefined;
	}

	const {run} = data;
	const dropped = new Set(run?.kind === 'collect' ? run.result?.droppedRoots.map(({link}) => link) : []);
	const [first, ...others] = links.filter((link) => !dropped.has(link));
	const verb = others.length === 0 ? 'is' : 'are';
	const more = others.length === 0 ? '' : ` and ${countOf(others.length, 'other root')}`;
	return {
		links,
		notice:
			first === undefined
				? undefined
				: `${shortPath(first, home)}${more} ${verb} gone, or may not be dropped any more: no longer marked`,
	};
}

/** Choices of the user without these marks. */
export function withoutMarks(shared: SharedUi, {links, notice}: GoneMarks): SharedUi {
	return {
		...shared,
		marks: new Set([...shared.marks].filter((link) => !links.includes(link))),
		notice: notice ?? shared.notice,
	};
}
