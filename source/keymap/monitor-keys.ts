import {actionFinder} from './find-action.js';
import type {KeyEntry} from './key-entry.js';
import type {MonitorAction} from './monitor-action.js';
import type {KeyPlace, MonitorSection} from './monitor-places.js';
import {monitorTextKeys} from './monitor-text-keys.js';
import {leftRight, quit, showHelp, suspend, upDown} from './shared-keys.js';

export type MonitorKey = KeyEntry<MonitorAction, KeyPlace, MonitorSection>;

/** Every key of the monitor. Dispatch, footer, help page and README table are made from this table. */
export const monitorKeys: readonly MonitorKey[] = [
	{
		bindings: upDown,
		description: 'select',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['tree', 'transfers'], text: 'select', weight: 8},
	},
	{
		bindings: leftRight,
		description: 'fold, unfold',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['tree'], text: 'fold', weight: 5},
	},
	{
		bindings: [
			{keys: ['page-up'], action: 'page-up'},
			{keys: ['page-down'], action: 'page-down'},
		],
		description: 'a page',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [
			{keys: ['home'], action: 'first'},
			{keys: ['end'], action: 'last'},
		],
		description: 'first, last',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [{keys: ['enter'], action: 'open'}],
		description: 'open log, output',
		place: 'everywhere',
		section: 'Move',
		footer: {places: ['tree'], text: 'open log', shortText: 'log', weight: 9},
	},
	{
		bindings: [{keys: ['enter'], action: 'open-output'}],
		description: 'of what is built: its output in the store',
		place: 'output',
		section: undefined,
		footer: {places: ['output'], text: 'open in the store', shortText: 'open', weight: 9},
	},
	{
		bindings: [{keys: ['escape', 'backspace'], action: 'back'}],
		description: 'back',
		place: 'everywhere',
		section: 'Move',
	},
	{
		bindings: [
			{keys: ['1'], action: 'tab-tree'},
			{keys: ['2'], action: 'tab-log'},
			{keys: ['3'], action: 'tab-transfers'},
		],
		description: 'tabs',
		place: 'everywhere',
		section: 'Everywhere',
	},
	{
		bindings: [
			{keys: ['e'], action: 'next-failure'},
			{keys: ['E'], action: 'previous-failure'},
		],
		description: 'next, prev failure',
		place: 'everywhere',
		section: 'Builds',
		footer: {places: ['tree'], text: 'next failure', shortText: 'failure', weight: 7},
	},
	{
		bindings: [{keys: ['p'], action: 'pin-log'}],
		description: 'pin log below tree',
		place: 'tree',
		section: 'Builds',
		footer: {places: ['tree'], text: 'pin log', weight: 3},
	},
	{
		bindings: [{keys: ['v'], action: 'place-log'}],
		description: 'place the log',
		place: 'tree',
		section: 'Builds',
		footer: {places: ['tree'], text: 'log below, beside, off', shortText: 'place log', weight: 1},
	},
	{
		bindings: [{keys: ['y'], action: 'show-command'}],
		description: 'nix log command',
		place: 'everywhere',
		section: 'Builds',
	},
	{
		bindings: [
			{keys: ['n'], action: 'next-match'},
			{keys: ['N'], action: 'previous-match'},
		],
		description: 'next, prev match',
		place: 'everywhere',
		section: 'Log',
		footer: {places: ['search'], text: 'next, previous', shortText: 'next', weight: 8},
	},
	{
		bindings: [
			{keys: ['['], action: 'previous-phase'},
			{keys: [']'], action: 'next-phase'},
		],
		description: 'prev, next phase',
		place: 'log',
		section: 'Log',
		footer: {places: ['log'], text: 'phase', weight: 5},
	},
	{
		bindings: [{keys: ['w'], action: 'wrap'}],
		description: 'wrap or cut',
		place: 'log',
		section: 'Log',
		footer: {places: ['log'], text: 'wrap', weight: 4},
	},
	{
		bindings: [{keys: ['F'], action: 'follow'}],
		description: 'follow',
		place: 'everywhere',
		section: 'Log',
		footer: {places: ['log'], text: 'follow', weight: 6},
	},
	{
		bindings: [{keys: ['a'], action: 'messages'}],
		description: 'messages of Nix',
		place: 'log',
		section: 'Log',
		footer: {places: ['log'], text: 'messages', weight: 2},
	},
	{
		bindings: [{keys: ['o'], action: 'open-pager'}],
		description: 'open in $PAGER',
		place: 'everywhere',
		section: 'Log',
		footer: {places: ['log'], text: 'open in $PAGER', shortText: 'pager', weight: 3},
	},
	{
		bindings: [{keys: ['c', 'alt+c'], action: 'toggle-case'}],
		description: 'case of a search',
		place: 'search',
		section: 'Log',
	},
	{
		bindings: [{keys: ['r', 'alt+r'], action: 'toggle-regex'}],
		description: 'regex on, off',
		place: 'search',
		section: 'Log',
	},
	{
		bindings: [{keys: ['s'], action: 'sort'}],
		description: 'sort',
		place: 'everywhere',
		section: 'Everywhere',
		footer: {places: ['tree', 'transfers'], text: 'sort', weight: 2},
	},
	{
		bindings: [{keys: ['/'], action: 'find'}],
		description: 'find',
		place: 'everywhere',
		section: 'Everywhere',
		footer: {places: ['tree', 'log', 'transfers'], text: 'find', weight: 6},
	},
	{
		bindings: [{keys: ['tab'], action: 'other-half'}],
		description: 'builds, store',
		place: 'store',
		section: 'Everywhere',
		footer: {places: ['store'], text: 'store', weight: 6},
	},
	{
		bindings: [{keys: ['f'], action: 'toggle-full-screen'}],
		description: 'full screen',
		place: 'everywhere',
		section: 'Everywhere',
	},
	{
		bindings: [{keys: ['space'], action: 'replay-pause'}],
		description: 'pause',
		place: 'replay',
		section: 'Replay',
		footer: {places: ['replay'], text: 'pause', weight: 6},
	},
	{
		bindings: [
			{keys: ['+'], action: 'replay-faster'},
			{keys: ['-'], action: 'replay-slower'},
		],
		description: 'faster, slower',
		place: 'replay',
		section: 'Replay',
		footer: {places: ['replay'], text: 'speed', weight: 4},
	},
	{
		bindings: [{keys: ['='], action: 'replay-faster'}],
		description: 'faster, without Shift',
		place: 'replay',
		section: undefined,
	},
	{
		bindings: [
			{keys: [','], action: 'replay-back'},
			{keys: ['.'], action: 'replay-forward'},
		],
		description: 'back, forward',
		place: 'replay',
		section: 'Replay',
		footer: {places: ['replay'], text: 'seek', weight: 4},
	},
	showHelp,
	{
		bindings: [{keys: ['escape'], action: 'back'}],
		description: 'end search',
		place: 'search',
		section: undefined,
		footer: {places: ['search'], text: 'end search', weight: 9},
	},
	quit,
	suspend,
	...monitorTextKeys,
];

export const findMonitorAction = actionFinder(monitorKeys);
