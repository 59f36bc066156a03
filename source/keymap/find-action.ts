import type {KeyPlace} from './key-entry.js';
import {type KeyName, type KeyPress, keyName} from './key-name.js';
import type {MonitorAction} from './monitor-action.js';
import {monitorKeys} from './monitor-keys.js';

const byPlace = new Map<KeyPlace, Map<KeyName, MonitorAction>>();
for (const {bindings, place} of monitorKeys) {
	const actions = byPlace.get(place) ?? new Map<KeyName, MonitorAction>();
	byPlace.set(place, actions);
	for (const {keys, action} of bindings) {
		for (const key of keys) {
			actions.set(key, action);
		}
	}
}

/**
 * The action of a key.
 *
 * @param places Where the screen is now, the innermost first; while text is typed, `typing` alone.
 */
export function findAction(places: readonly KeyPlace[], input: string, key: KeyPress): MonitorAction | undefined {
	const name = keyName(input, key);
	for (const place of places) {
		const action = byPlace.get(place)?.get(name);
		if (action !== undefined) {
			return action;
		}
	}

	return undefined;
}
