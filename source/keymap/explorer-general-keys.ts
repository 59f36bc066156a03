import type {ExplorerKey} from './explorer-keys.js';
import {quit, showHelp, suspend} from './shared-keys.js';

/** Keys that mean the same on every screen of the explorer; the last of the footer. */
export const generalKeys: readonly ExplorerKey[] = [
	{
		bindings: [{keys: ['s'], action: 'sort'}],
		description: 'next sort column',
		place: 'list',
		section: 'Lists',
		footer: {places: ['usage', 'roots', 'paths', 'optimise', 'generations'], text: 'sort', weight: 3},
	},
	{
		bindings: [{keys: ['S'], action: 'sort-reverse'}],
		description: 'reverse the sort',
		place: 'list',
		section: 'Lists',
	},
	{
		bindings: [{keys: ['/'], action: 'find'}],
		description: 'filter, find path',
		place: 'everywhere',
		section: 'Everywhere',
		footer: {places: ['usage', 'roots', 'paths'], text: 'filter', weight: 6},
	},
	{
		bindings: [{keys: ['r'], action: 'refresh'}],
		description: 'read again',
		place: 'everywhere',
		section: 'Everywhere',
		footer: {places: ['overview', 'changed'], text: 'read again', shortText: 'reread', weight: 2},
	},
	{
		bindings: [{keys: ['tab'], action: 'other-half'}],
		description: 'builds, store',
		place: 'monitor',
		section: 'Everywhere',
		footer: {places: ['monitor'], text: 'builds', weight: 7},
	},
	showHelp,
	quit,
	suspend,
];
