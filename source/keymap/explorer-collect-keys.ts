import type {ExplorerKey} from './explorer-keys.js';

/** Keys with which something is dropped, deleted, put back. */
export const collectKeys: readonly ExplorerKey[] = [
	{
		bindings: [{keys: ['d'], action: 'drop'}],
		description: 'drop roots…',
		place: 'everywhere',
		section: 'Collect',
		footer: {
			places: ['usage', 'roots', 'path', 'generations'],
			text: 'drop…',
			weight: 8,
		},
	},
	{
		bindings: [{keys: ['g'], action: 'collect-dead'}],
		description: 'collect the dead…',
		place: 'everywhere',
		section: 'Collect',
		footer: {places: ['overview'], text: 'collect dead', weight: 8},
	},
	{
		bindings: [{keys: ['F'], action: 'free'}],
		description: 'free N GiB…',
		place: 'everywhere',
		section: 'Collect',
		footer: {places: ['overview', 'roots'], text: 'free N GiB', weight: 7},
	},
	{
		bindings: [{keys: ['u'], action: 'undo'}],
		description: 'undo a drop',
		place: 'everywhere',
		section: 'Collect',
		footer: {places: ['undo-ready', 'result-dropped'], text: 'put back', weight: 9},
	},
	{
		bindings: [{keys: ['enter'], action: 'go-on'}],
		description: 'go on',
		place: 'collect',
		section: undefined,
		footer: {places: ['collect-ready'], text: 'go on…', weight: 9},
	},
	{
		bindings: [{keys: ['h'], action: 'hold'}],
		description: 'hold 14 days',
		place: 'collect',
		section: 'Collect',
		footer: {places: ['collect-roots'], text: 'hold 14 days instead', shortText: 'hold', weight: 8},
	},
	{
		bindings: [{keys: ['m'], action: 'only-marked'}],
		description: 'marked, or all',
		place: 'collect-all',
		section: 'Collect',
		footer: {places: ['collect-all'], text: 'only the marked', shortText: 'marked', weight: 6},
	},
	{
		bindings: [{keys: ['m'], action: 'only-marked'}],
		description: 'all that is dead again',
		place: 'collect-marked',
		section: undefined,
		footer: {places: ['collect-marked'], text: 'all that is dead', shortText: 'all dead', weight: 6},
	},
	{
		bindings: [{keys: ['escape', 'backspace'], action: 'back'}],
		description: 'leave the plan',
		place: 'collect',
		section: undefined,
		footer: {places: ['collect-end'], text: 'leave, nothing changed', shortText: 'leave', weight: 9},
	},
	{
		bindings: [{keys: ['y'], action: 'confirm'}],
		description: 'do it',
		place: 'dialog',
		section: undefined,
	},
	{
		bindings: [{keys: ['h'], action: 'hold'}],
		description: 'hold instead',
		place: 'dialog',
		section: undefined,
	},
	{
		bindings: [{keys: ['escape', 'n', 'q', 'backspace'], action: 'back'}],
		description: 'keep everything',
		place: 'dialog',
		section: undefined,
	},
	{
		bindings: [{keys: ['s'], action: 'stop'}],
		description: 'stop',
		place: 'running',
		section: 'Collect',
		footer: {places: ['running'], text: 'stop after this path', shortText: 'stop', weight: 9},
	},
	{
		bindings: [{keys: ['enter', 'escape', 'backspace'], action: 'back'}],
		description: 'back to the list',
		place: 'result',
		section: undefined,
		footer: {places: ['result'], text: 'back', weight: 9},
	},
];
