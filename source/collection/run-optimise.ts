import type {OptimiseResult} from '../analyses/answers/plan.js';
import type {LocalStore} from '../store/store-address.js';
import {storeFlag} from './add-roots.js';
import {diskSpace, reservedSpace} from './disk-space.js';
import {runNixCommand} from './nix-command.js';
import {freedSize, linkedFiles, type NixRecord} from './nix-record.js';

export type OptimiseProgress = {
	/** Store paths. */
	readonly done: number;
	/** Undefined while Nix has not said. */
	readonly total: number | undefined;
	/** Files that were replaced by a link so far, and their bytes. */
	readonly linkedFiles: number;
	readonly savedBytes: number;
	readonly elapsedMs: number;
};

export type OptimiseOptions = {
	readonly store: LocalStore;
	readonly environment: NodeJS.ProcessEnv;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** At most ten times a second; always at first and at last. */
	readonly onProgress: (progress: OptimiseProgress) => void;
	readonly signal: AbortSignal;
};

/** Numbers of Nix's log (logging.hh): the activity of optimising a store, its progress, a file that was linked. */
const OPTIMISE_STORE = 106;
const PROGRESS = 105;
const FILE_LINKED = 100;
const PACE_MS = 100;

/** Runs `nix-store --optimise`. */
export async function runOptimise(options: OptimiseOptions): Promise<OptimiseResult> {
	const {store, environment, now, onProgress, signal} = options;
	const startedAt = now();
	const before = diskSpace(store.realStoreDirectory);
	const reservedBefore = reservedSpace(store);
	let activity: number | undefined;
	let counts = {done: 0, total: undefined as number | undefined, linkedFiles: 0, savedBytes: 0};
	let said: string | undefined;
	let toldAt = Number.NEGATIVE_INFINITY;
	const tell = () => {
		toldAt = now();
		onProgress({...counts, elapsedMs: toldAt - startedAt});
	};
	const onRecord = ({action, type, id, fields, text}: NixRecord) => {
		if (action === 'start' && type === OPTIMISE_STORE) {
			activity = id;
		} else if (action === 'msg' && linkedFiles(text) !== undefined) {
			said = text;
		} else if (action === 'result' && type === PROGRESS && id === activity) {
			counts = {...counts, done: Number(fields[0]), total: Number(fields[1]) || undefined};
		} else if (action === 'result' && type === FILE_LINKED) {
			counts = {
				...counts,
				linkedFiles: counts.linkedFiles + 1,
				savedBytes: counts.savedBytes + Number(fields[0]),
			};
		}

		if (Math.abs(now() - toldAt) >= PACE_MS) {
			tell();
		}
	};
	tell();
	const {isDone, reason} = await runNixCommand(['nix-store', ...storeFlag(store), '--optimise'], {
		environment,
		signal,
		onRecord,
	});
	tell();
	const isCancelled = !isDone && signal.aborted;
	return {
		outcome: isDone ? 'done' : isCancelled ? 'cancelled' : 'failed',
		reason: isDone || isCancelled ? null : reason,
		nixReportedSize: said === undefined ? null : (freedSize(said) ?? null),
		linkedFiles: said === undefined ? (isCancelled ? counts.linkedFiles : null) : (linkedFiles(said) ?? null),
		diskFreeBefore: before?.free ?? null,
		diskFreeAfter: diskSpace(store.realStoreDirectory)?.free ?? null,
		reserveFreed: reservedBefore - reservedSpace(store),
		durationMs: now() - startedAt,
	};
}
