import type {MonitorKey} from './monitor-keys.js';

/** Keys while text is typed, and of the help page. */
export const monitorTextKeys: readonly MonitorKey[] = [
	{
		bindings: [
			{keys: ['up', 'k'], action: 'up'},
			{keys: ['down', 'j'], action: 'down'},
		],
		description: 'scroll help',
		place: 'help',
		section: undefined,
		footer: {places: ['help'], text: 'scroll', weight: 5},
	},
	{
		bindings: [{keys: ['?', 'escape', 'q', 'backspace'], action: 'help'}],
		description: 'close help',
		place: 'help',
		section: undefined,
		footer: {places: ['help'], text: 'close', weight: 10},
	},
	{
		bindings: [{keys: ['enter'], action: 'accept'}],
		description: 'search',
		place: 'typing',
		section: undefined,
		footer: {places: ['typing'], text: 'search', weight: 9},
	},
	{
		bindings: [{keys: ['escape'], action: 'cancel'}],
		description: 'cancel',
		place: 'typing',
		section: undefined,
		footer: {places: ['typing'], text: 'cancel', weight: 9},
	},
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
	{
		bindings: [{keys: ['backspace'], action: 'erase'}],
		description: 'erase',
		place: 'typing',
		section: undefined,
	},
];
