import type {CollectResult} from '../analyses/answers/collect.js';
import {StoreError} from '../store/store-error.js';
import {deleteOnly} from './delete-only.js';
import {type DeleteOptions, type Deletion, deleteAllDead} from './delete-paths.js';
import type {ExecutablePlan, ExecuteOptions} from './execute-plan.js';
import {type LeftReason, leftReasons} from './left-reasons.js';
import {markCollected} from './mark-collected.js';
import type {KeptRoot} from './note-link.js';
import type {ProgressCounter} from './progress-counter.js';
import {stateFolder} from './state-folder.js';
import {listStore, listWhenStill, whatWent} from './store-listing.js';

/** So many paths are named in a result. */
const MOST_NAMED = 100;

type Figures = Pick<
	CollectResult,
	'deletedPaths' | 'deletedNarSize' | 'unplanned' | 'unplannedCount' | 'left' | 'leftCount' | 'nixReportedSize'
>;

export type Collected = {
	/** Why it failed, in one line; null when it did not. */
	readonly reason: string | null;
	readonly figures: Figures;
};

const NOTHING: Figures = {
	deletedPaths: 0,
	deletedNarSize: 0,
	unplanned: [],
	unplannedCount: 0,
	left: [],
	leftCount: 0,
	nixReportedSize: null,
};

/** Lets Nix delete, and looks at the store's folder before and after: what is gone is what cannot be seen any more. */
export async function collectPlanned(
	plan: ExecutablePlan,
	kept: readonly KeptRoot[],
	options: ExecuteOptions,
	progress: ProgressCounter,
): Promise<Collected> {
	const {store, planned} = plan;
	if (plan.collects === 'none') {
		return {reason: null, figures: NOTHING};
	}

	progress.stage('deleting');
	const before = await listStore(store.realStoreDirectory);
	const deletion = await runDeletion();
	options.onStep?.('deleted');
	progress.stage('finishing');
	const after = await (options.signal.aborted ? listWhenStill : listStore)(store.realStoreDirectory);
	const isDone = deletion.reason === null;
	const went = whatWent({before, after, said: progress.said, planned, isDone});
	noteCollected();
	const left = leftPaths(went.left, deletion);
	const deletedNarSize = went.deleted.reduce((sum, name) => sum + (planned.get(name) ?? 0), 0);
	return {
		reason: deletion.reason,
		figures: {
			deletedPaths: went.deleted.length,
			deletedNarSize,
			unplanned: went.unplanned.slice(0, MOST_NAMED).map((name) => `${store.storeDirectory}/${name}`),
			unplannedCount: went.unplanned.length,
			left: left.slice(0, MOST_NAMED).map(({name, narSize, reason}) => ({
				path: `${store.storeDirectory}/${name}`,
				narSize,
				reason,
			})),
			leftCount: left.length,
			nixReportedSize: deletion.freed,
		},
	};

	function runDeletion(): Promise<Deletion> {
		const deleteOptions: DeleteOptions = {
			store,
			environment: options.environment,
			signal: options.signal,
			onDeleting(name) {
				progress.deleting(name);
				options.onStep?.('deleting');
			},
			onStage: (stage) => progress.stage(stage),
		};
		return plan.collects === 'all-dead' ? deleteAllDead(deleteOptions) : deleteOnly([...planned.keys()], deleteOptions);
	}

	/** So that the list of undo tells what can only be fetched again. */
	function noteCollected(): void {
		try {
			markCollected(stateFolder(options.environment), store, options.now());
		} catch (error) {
			if (!(error instanceof StoreError)) {
				throw error;
			}

			progress.remark(error.message);
		}
	}

	/** What something holds directly first, then the largest. */
	function leftPaths(names: readonly string[], {reason, refused}: Deletion): readonly LeftPath[] {
		if (names.length === 0) {
			return [];
		}

		const words = options.signal.aborted ? 'stopped before it was deleted' : 'Nix ended before it was deleted';
		const reasonFor =
			reason === null
				? leftReasons(store, options.environment, {refused, keptLinks: new Set(kept.map(({link}) => link))})
				: (name: string): LeftReason => ({reason: refused.get(name) ?? words, holder: undefined});
		return names
			.map((name) => ({name, narSize: planned.get(name) ?? null, ...reasonFor(name)}))
			.sort(
				(a, b) =>
					Number(b.holder !== undefined) - Number(a.holder !== undefined) || (b.narSize ?? 0) - (a.narSize ?? 0),
			);
	}
}

type LeftPath = LeftReason & {readonly name: string; readonly narSize: number | null};
