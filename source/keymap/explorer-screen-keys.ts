import type {ExplorerKey} from './explorer-keys.js';

/** Keys of single screens of the explorer. */
export const screenKeys: readonly ExplorerKey[] = [
	{
		bindings: [{keys: ['space'], action: 'mark'}],
		description: 'mark',
		place: 'list',
		section: 'Lists',
		footer: {places: ['roots', 'generations'], text: 'mark', weight: 9},
	},
	{
		bindings: [
			{keys: ['A'], action: 'mark-all'},
			{keys: ['U'], action: 'unmark-all'},
		],
		description: 'mark all, none',
		place: 'list',
		section: 'Lists',
	},
	{
		bindings: [{keys: ['v'], action: 'which'}],
		description: 'live, dead; changed',
		place: 'list',
		section: 'Lists',
		footer: {places: ['paths'], text: 'live, dead', weight: 5},
	},
	{
		bindings: [{keys: ['n'], action: 'group'}],
		description: 'group by name',
		place: 'paths',
		section: 'Lists',
		footer: {places: ['paths'], text: 'group', weight: 4},
	},
	{
		bindings: [{keys: ['enter'], action: 'open'}],
		description: 'open, drill in, follow',
		place: 'list',
		section: undefined,
		footer: {places: ['overview', 'paths', 'undo'], text: 'open', weight: 9},
	},
	{
		bindings: [{keys: ['w'], action: 'why'}],
		description: 'why is it alive',
		place: 'everywhere',
		section: 'Store',
		footer: {places: ['usage', 'roots', 'paths'], text: 'why alive', shortText: 'why', weight: 7},
	},
	{
		bindings: [{keys: ['y'], action: 'show-command'}],
		description: 'show as command',
		place: 'everywhere',
		section: 'Store',
		footer: {places: ['path'], text: 'show as command', shortText: 'command', weight: 4},
	},
	{
		bindings: [{keys: ['b'], action: 'build-log'}],
		description: 'build log',
		place: 'path',
		section: 'Store',
		footer: {places: ['path'], text: 'build log', shortText: 'log', weight: 4},
	},
	{
		bindings: [{keys: ['c'], action: 'enlarge'}],
		description: 'enlarge the chart',
		place: 'overview',
		section: 'Store',
		footer: {places: ['overview'], text: 'chart', weight: 3},
	},
	{
		bindings: [{keys: ['p'], action: 'pin'}],
		description: 'pin, unpin',
		place: 'generations',
		section: 'Store',
		footer: {places: ['generations'], text: 'pin', weight: 5},
	},
	{
		bindings: [{keys: ['o'], action: 'optimise'}],
		description: 'optimise',
		place: 'optimise',
		section: 'Store',
		footer: {places: ['optimise'], text: 'optimise now…', shortText: 'optimise…', weight: 9},
	},
];
