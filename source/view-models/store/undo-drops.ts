import type {UndoEntry, UndoState} from '../../analyses/answers/collect.js';

/** Links that were dropped together. */
export type Drop = {
	readonly id: number;
	/** In milliseconds since 1970. */
	readonly removedAt: number;
	readonly entries: readonly UndoEntry[];
	/** How many links are in each state. */
	readonly states: Readonly<Record<UndoState, number>>;
	/** Until when all that are held are held; null where none is. */
	readonly heldUntil: number | null;
};

/** The drops of a journal, in its order: the newest first. */
export function dropsOf(entries: readonly UndoEntry[]): Drop[] {
	const byId = Map.groupBy(entries, ({id}) => id);
	return Array.from(byId, ([id, own]) => {
		const states = {held: 0, valid: 0, collected: 0, restored: 0};
		for (const {state} of own) {
			states[state]++;
		}

		const times = own.flatMap(({state, heldUntil}) => (state === 'held' && heldUntil !== null ? [heldUntil] : []));
		return {
			id,
			removedAt: own[0]?.removedAt ?? 0,
			entries: own,
			states,
			heldUntil: times.length > 0 ? Math.min(...times) : null,
		};
	});
}

/** Something of it is not back yet. */
export function canBePutBack({states}: Drop): boolean {
	return states.held + states.valid + states.collected > 0;
}
