import type {KeyEntry} from './key-entry.js';
import {type KeyName, type KeyPress, keyName} from './key-name.js';

/**
 * Finds the action of a key.
 *
 * @param places Where the screen is now, the innermost first; while text is typed, `typing` alone.
 */
export type FindAction<Action extends string, Place extends string> = (
	places: readonly Place[],
	input: string,
	key: KeyPress,
) => Action | undefined;

export function actionFinder<Action extends string, Place extends string>(
	entries: readonly KeyEntry<Action, Place>[],
): FindAction<Action, Place> {
	const byPlace = new Map<Place, Map<KeyName, Action>>();
	for (const {bindings, place} of entries) {
		const actions = byPlace.get(place) ?? new Map<KeyName, Action>();
		byPlace.set(place, actions);
		for (const {keys, action} of bindings) {
			for (const key of keys) {
				actions.set(key, action);
			}
		}
	}

	return (places, input, key) => {
		const name = keyName(input, key);
		for (const place of places) {
			const action = byPlace.get(place)?.get(name);
			if (action !== undefined) {
				return action;
			}
		}

		return undefined;
	};
}
