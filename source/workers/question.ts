import type {PathsRequest} from '../analyses/answers/paths.js';
import type {GcRequest} from '../collection/choose-roots.js';
import type {RootFilter} from '../store/root-filter.js';

/** What can be asked of a store. PATHs are as typed by a person: store paths, links, profiles, `system-42`, package names. */
export type Questions = {
	why: {readonly paths: readonly string[]};
	roots: {readonly filter: RootFilter};
	paths: PathsRequest;
	usage: {readonly depth: number | undefined};
	closure: {readonly path: string};
	generations: Record<string, never>;
	diff: {readonly from: string; readonly to: string};
	gc: GcRequest;
	optimise: Record<string, never>;
	snapshot: {readonly file: string};
};
