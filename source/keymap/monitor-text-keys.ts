import type {MonitorKey} from './monitor-keys.js';
import {cancelTyping, closeHelp, eraseTyped, scrollHelp} from './shared-keys.js';

/** Keys while text is typed, and of the help page. */
export const monitorTextKeys: readonly MonitorKey[] = [
	scrollHelp,
	closeHelp,
	{
		bindings: [{keys: ['enter'], action: 'accept'}],
		description: 'search',
		place: 'typing',
		section: undefined,
		footer: {places: ['typing'], text: 'search', weight: 9},
	},
	cancelTyping,
	{
		bindings: [{keys: ['alt+c'], action: 'toggle-case'}],
		description: 'match case',
		place: 'typing-search',
		section: undefined,
		footer: {places: ['typing-search'], text: 'case', weight: 5},
	},
	{
		bindings: [{keys: ['alt+r'], action: 'toggle-regex'}],
		description: 'regular expression',
		place: 'typing-search',
		section: undefined,
		footer: {places: ['typing-search'], text: 'regex', weight: 5},
	},
	eraseTyped,
];
