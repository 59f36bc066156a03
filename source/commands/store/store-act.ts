import type {GcRequest} from '../../collection/choose-roots.js';

/** What a command does with a store, beyond printing an answer. */
export type StoreAct =
	| {readonly kind: 'explore'}
	/** @param holdMs For how long dropped roots are held; undefined: not at all, and what is dead is deleted. */
	| {readonly kind: 'collect'; readonly request: GcRequest; readonly holdMs: number | undefined}
	| {readonly kind: 'optimise'}
	/** @param id Of a drop; undefined: the newest. */
	| {readonly kind: 'undo'; readonly id: number | undefined}
	/** @param id Of a drop; undefined: all. */
	| {readonly kind: 'undo-list'; readonly id: number | undefined};
