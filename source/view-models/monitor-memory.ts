import {createLogSearcher, type LogSearcher} from './log-search.js';
import {createSpeedSampler, type SpeedSampler} from './speed-sampler.js';
import {createTreeKeeper, type TreeKeeper} from './tree-model.js';

/** What the screen remembers from frame to frame, beside what the user chose; it changes as frames are made. */
export type MonitorMemory = {
	readonly tree: TreeKeeper;
	readonly speeds: SpeedSampler;
	readonly searcher: LogSearcher;
	/** Build (index) that the screen proposed last, while the user has chosen none. */
	proposed: number | undefined;
	/** First visible row of a tree that is higher than its place. */
	treeTop: number;
};

export function createMonitorMemory(): MonitorMemory {
	return {
		tree: createTreeKeeper(),
		speeds: createSpeedSampler(),
		searcher: createLogSearcher(),
		proposed: undefined,
		treeTop: 0,
	};
}
