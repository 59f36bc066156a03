/** Keys that both halves have, to the word: entries, and bindings for entries that differ in the rest. */

export const upDown = [
	{keys: ['up', 'k'], action: 'up'},
	{keys: ['down', 'j'], action: 'down'},
] as const;

export const leftRight = [
	{keys: ['left', 'h'], action: 'left'},
	{keys: ['right', 'l'], action: 'right'},
] as const;

export const showHelp = {
	bindings: [{keys: ['?'], action: 'help'}],
	description: 'this page',
	place: 'everywhere',
	section: 'Everywhere',
	footer: {places: ['everywhere'], text: 'all keys', shortText: 'keys', weight: 10},
} as const;

export const scrollHelp = {
	bindings: upDown,
	description: 'scroll help',
	place: 'help',
	section: undefined,
	footer: {places: ['help'], text: 'scroll', weight: 5},
} as const;

export const closeHelp = {
	bindings: [{keys: ['?', 'escape', 'q', 'backspace'], action: 'help'}],
	description: 'close help',
	place: 'help',
	section: undefined,
	footer: {places: ['help'], text: 'close', weight: 10},
} as const;

export const cancelTyping = {
	bindings: [{keys: ['escape'], action: 'cancel'}],
	description: 'cancel',
	place: 'typing',
	section: undefined,
	footer: {places: ['typing'], text: 'cancel', weight: 9},
} as const;

export const eraseTyped = {
	bindings: [{keys: ['backspace'], action: 'erase'}],
	description: 'erase',
	place: 'typing',
	section: undefined,
} as const;

export const quit = {
	bindings: [{keys: ['q'], action: 'quit'}],
	description: 'quit',
	place: 'everywhere',
	section: 'Everywhere',
	footer: {places: ['everywhere'], text: 'quit', weight: 10},
} as const;

export const suspend = {
	bindings: [{keys: ['ctrl+z'], action: 'suspend'}],
	description: 'suspend',
	place: 'everywhere',
	section: 'Everywhere',
} as const;
