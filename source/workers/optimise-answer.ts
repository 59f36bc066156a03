import type {OptimiseAnswer} from '../analyses/answers/answer.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {nixVersionSource} from '../store/nix-version.js';
import {scanOptimise} from '../store/optimise-scan.js';
import type {OnProgress} from '../store/progress.js';
import {StoreError} from '../store/store-error.js';

/**
 * What hard links save in the store, and what they would.
 *
 * @throws StoreError for a store whose files are not on this machine.
 */
export function optimiseAnswer(
	{reading}: StoreAnalysis,
	{environment, onProgress}: {readonly environment: NodeJS.ProcessEnv; readonly onProgress: OnProgress},
): OptimiseAnswer {
	const {address, graph} = reading;
	if (address.kind !== 'local') {
		throw new StoreError('only the files of a store of this machine can be compared: run nixscope optimise there');
	}

	return {version: 1, ...scanOptimise(address, graph.names, {onProgress, nixVersion: nixVersionSource(environment)})};
}
