import type {ExplorerData, Need} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';

/**
 * Comparing files takes minutes: once it was begun it goes on while the user looks at other screens, until there is a
 * first answer. While something is done to the store it has to wait.
 */
export function scanNeeds(data: ExplorerData): Need[] {
	const {answer, event, error} = data.slot('optimise', 'optimise');
	const isUnderWay = event !== undefined && answer === undefined && error === undefined;
	return isUnderWay && !isRunning(data.run) ? [{slot: 'optimise', kind: 'optimise', request: {}}] : [];
}
