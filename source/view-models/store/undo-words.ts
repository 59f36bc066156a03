import type {UndoEntry} from '../../analyses/answers/collect.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {canBePutBack, type Drop} from './undo-drops.js';

/** What became of a drop: `held until 2026-12-05 14:02`, `still there`, `2 of 3 deleted`. */
export function dropStateWords({states, entries, heldUntil}: Drop, now: number): Span {
	const {held, valid, collected, restored} = states;
	const all = entries.length;
	if (restored === all) {
		return span('put back', 'muted');
	}

	if (held === all && heldUntil !== null) {
		return span(heldUntil <= now ? 'held until the next collection' : `held until ${formatDay(heldUntil)}`);
	}

	if (valid === all) {
		return span('still there');
	}

	if (collected === all) {
		return span(all === 1 ? 'its path is deleted' : 'their paths are deleted', 'muted');
	}

	const parts = [
		held > 0 ? `${held} held` : '',
		valid > 0 ? `${valid} still there` : '',
		collected > 0 ? `${collected} deleted` : '',
		restored > 0 ? `${restored} put back` : '',
	].filter(Boolean);
	return span(`of ${all}: ${parts.join(', ')}`);
}

/** What became of one link. @param isLong There is room for all words. */
export function linkStateWords({state, heldUntil}: UndoEntry, now: number, isLong: boolean): Span {
	switch (state) {
		case 'held': {
			const isOver = heldUntil !== null && heldUntil <= now;
			return span(isOver ? 'held until the next collection' : 'held: comes back for certain');
		}

		case 'valid':
			// Other roots may hold it.
			return span(
				isLong
					? 'still there: until a collection deletes it, unless other roots hold it'
					: 'still there: a collection may delete it',
			);
		case 'collected':
			return span('deleted: only from a cache', 'muted');
		case 'restored':
			return span('put back', 'muted');
	}
}

/** In front of a link. */
export function linkStateSign({state}: UndoEntry, signs: Signs): Span {
	switch (state) {
		case 'held':
			return span(signs.protected, 'protected');
		case 'valid':
			return span(signs.running, 'built');
		case 'collected':
			return span(signs.waiting, 'muted');
		case 'restored':
			return span(signs.built, 'built');
	}
}

/** What an undo does to each part of a drop, in sentences. */
export function undoPromises({states: {held, valid, collected, restored}}: Drop): string[] {
	const links = (count: number) => countOf(count, 'link');
	const verb = (count: number) => (count === 1 ? 'comes' : 'come');
	return [
		held > 0
			? `${links(held)} ${verb(held)} back for certain: nixscope holds what ${held === 1 ? 'it leads' : 'they lead'} to.`
			: '',
		valid > 0
			? `${links(valid)} ${verb(valid)} back: what ${valid === 1 ? 'it leads' : 'they lead'} to is still there.`
			: '',
		collected > 0
			? `${links(collected)} ${collected === 1 ? 'leads' : 'lead'} to deleted paths: Nix fetches ${collected === 1 ? 'that' : 'these'} from a cache that has ${collected === 1 ? 'it' : 'them'}; else ${collected === 1 ? 'it is' : 'they are'} lost.`
			: '',
		restored > 0 ? `${links(restored)} ${restored === 1 ? 'is' : 'are'} back already.` : '',
	].filter(Boolean);
}

/** In front of a drop. */
export function dropSign(drop: Drop, signs: Signs): Span | undefined {
	if (!canBePutBack(drop)) {
		return span(signs.built, 'built');
	}

	const {held, collected} = drop.states;
	return held > 0
		? span(signs.protected, 'protected')
		: collected > 0
			? span(signs.waiting, 'muted')
			: span(signs.running, 'built');
}
