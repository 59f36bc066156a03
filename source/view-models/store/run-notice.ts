import type {ExplorerData} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import type {Notice, ScreenName} from './screen.js';

/** What has ended while the user looks at something else, and the key that leads to what came of it. */
export function runNotice({run}: ExplorerData, screen: ScreenName): Notice | undefined {
	if (run === undefined || run.kind === 'optimise' || run.kind === screen || isRunning(run)) {
		return undefined;
	}

	if (run.kind === 'undo') {
		const {id, error} = run;
		return error === undefined
			? {kind: 'done', text: `drop ${id} has been put back: u shows what came of it`}
			: `drop ${id} was not put back: u shows why`;
	}

	if (run.moved !== undefined) {
		return 'the store changed before anything was done: g shows the new plan';
	}

	return run.result?.outcome === 'done'
		? {kind: 'done', text: 'the collection is done: g shows what came of it'}
		: `the collection ${run.result?.outcome === 'cancelled' ? 'was stopped' : 'failed'}: g shows what was done`;
}

/** The result that is on the screen has been seen. */
export function isResultShown({run}: ExplorerData, screen: ScreenName): boolean {
	return run?.kind === screen && !isRunning(run);
}
