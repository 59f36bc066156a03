import {collectScreen} from './collect-screen.js';
import {generationsScreen} from './generations-screen.js';
import {optimiseScreen} from './optimise-screen.js';
import {overviewScreen} from './overview-screen.js';
import {pathScreen} from './path-screen.js';
import {pathsScreen} from './paths-screen.js';
import {rootsScreen} from './roots-screen.js';
import {undoScreen} from './undo-screen.js';
import {usageScreen} from './usage-screen.js';

/** Every screen of the explorer. */
export const screens = {
	overview: overviewScreen,
	usage: usageScreen,
	roots: rootsScreen,
	paths: pathsScreen,
	path: pathScreen,
	optimise: optimiseScreen,
	generations: generationsScreen,
	collect: collectScreen,
	undo: undoScreen,
} as const;

/** The tabs, by number. */
export const tabs = [
	{screen: 'overview', title: 'Overview'},
	{screen: 'usage', title: 'Usage'},
	{screen: 'roots', title: 'Roots'},
	{screen: 'paths', title: 'Paths'},
	{screen: 'optimise', title: 'Optimise'},
	{screen: 'generations', title: 'Generations'},
] as const;
