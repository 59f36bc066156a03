import type {ExplorerKey} from './explorer-keys.js';
import {cancelTyping, closeHelp, eraseTyped, leftRight, scrollHelp, upDown} from './shared-keys.js';

/** Keys that move, and those of text entry and help. */
export const movingKeys: readonly ExplorerKey[] = [
	{
		bindings: upDown,
		description: 'select',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['overview', 'usage', 'paths', 'optimise', 'undo'], text: 'select', weight: 4},
	},
	{
		bindings: leftRight,
		description: 'fold, other side',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['path'], text: 'side', weight: 6},
	},
	{
		bindings: [
			{keys: ['page-up', 'ctrl+b'], action: 'page-up'},
			{keys: ['page-down', 'ctrl+f'], action: 'page-down'},
		],
		description: 'a page',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [
			{keys: ['home'], action: 'first'},
			{keys: ['end', 'G'], action: 'last'},
		],
		description: 'first, last',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [{keys: ['enter'], action: 'open'}],
		description: 'open',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [{keys: ['escape', 'backspace'], action: 'back'}],
		description: 'back',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['usage', 'path', 'undo'], text: 'back', weight: 6},
	},
	{
		bindings: [
			{keys: ['1'], action: 'tab-overview'},
			{keys: ['2'], action: 'tab-usage'},
			{keys: ['3'], action: 'tab-roots'},
			{keys: ['4'], action: 'tab-paths'},
			{keys: ['5'], action: 'tab-optimise'},
			{keys: ['6'], action: 'tab-generations'},
		],
		description: 'tabs',
		place: 'everywhere',
		section: 'Everywhere',
	},
	closeHelp,
	scrollHelp,
	{
		bindings: [{keys: ['enter'], action: 'accept'}],
		description: 'take it',
		place: 'typing',
		section: undefined,
		footer: {places: ['typing'], text: 'take it', weight: 9},
	},
	cancelTyping,
	{
		bindings: [
			{keys: ['up'], action: 'up'},
			{keys: ['down'], action: 'down'},
		],
		description: 'select while typing',
		place: 'typing',
		section: undefined,
		footer: {places: ['typing'], text: 'select', weight: 5},
	},
	eraseTyped,
];
