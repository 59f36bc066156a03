import type {ExplorerData, ShownKind, Slot} from '../../sessions/explorer-data.js';
import type {QuestionEvent, Questions, Replies} from '../../workers/question.js';

/** An answer that stands in a slot. */
export type FakeSlot<Kind extends ShownKind = ShownKind> = {
	readonly name: string;
	readonly kind: Kind;
	readonly answer?: Replies[Kind];
	readonly request?: Questions[Kind];
	readonly event?: QuestionEvent;
	readonly error?: string;
};

export function fakeSlot<Kind extends ShownKind>(
	name: string,
	kind: Kind,
	answer: Replies[Kind],
	request?: Questions[Kind],
): FakeSlot<Kind> {
	return request === undefined ? {name, kind, answer} : {name, kind, answer, request};
}

/** A question that is still being answered, or that could not be. */
export function fakePending(
	name: string,
	kind: ShownKind,
	{event, error}: {readonly event?: QuestionEvent; readonly error?: string},
): FakeSlot {
	return {name, kind, ...(event === undefined ? {} : {event}), ...(error === undefined ? {} : {error})};
}

/** 2026-11-21 14:02:11 UTC */
export const galleryNow = Date.UTC(2026, 10, 21, 14, 2, 11);

/** The store of the look, 420.3 GiB, as far as the slots tell. */
export function fakeData(slots: readonly FakeSlot[], change: Partial<Omit<ExplorerData, 'slot'>> = {}): ExplorerData {
	return {
		title: 'store /nix/store',
		status: {
			storeDirectory: '/nix/store',
			paths: 255_318,
			rootCount: 147,
			readAt: galleryNow,
			way: 'read-only',
			isCollectable: true,
			refusal: null,
			complete: true,
			unreadable: [],
			snapshot: null,
		},
		reading: undefined,
		failure: undefined,
		hasChanged: false,
		run: undefined,
		notice: undefined,
		...change,
		slot<Kind extends ShownKind>(name: string, kind: Kind) {
			const found = slots.find((slot) => slot.name === name && slot.kind === kind);
			return {
				answer: found?.answer,
				request: found?.request,
				isCurrent: found?.answer !== undefined,
				error: found?.error,
				event: found?.event,
			} as unknown as Slot<Kind>;
		},
	};
}
