import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {SharedUi} from './screen.js';

/** The marks without those of roots that the last collection has dropped. */
export function marksLeft({marks}: SharedUi, {run}: ExplorerData): Pick<SharedUi, 'marks'> {
	const dropped = run?.kind === 'collect' ? (run.result?.droppedRoots ?? []) : [];
	const left = new Set(marks);
	for (const {link} of dropped) {
		left.delete(link);
	}

	return {marks: left};
}
