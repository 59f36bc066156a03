import type {PlanAnswer, PlanSizes} from '../analyses/answers/plan.js';
import type {ExplorerData, Need, Run} from './explorer-data.js';

/** A store that is being looked at on a screen. */
export type ExplorerSession = {
	readonly data: ExplorerData;
	/** Milliseconds since 1970. */
	now(): number;
	/** Called when a frame is due. */
	subscribe(listener: () => void): () => void;
	frameNumber(): number;
	requestFrame(): void;
	/** What the frame that was drawn shows; questions that are new are asked. */
	need(needs: readonly Need[]): void;
	/** Reads the store again, when it has changed or when it is forced. */
	refresh(isForced: boolean): void;
	collect(plan: PlanAnswer, expected: PlanSizes | undefined): void;
	runOptimise(): void;
	/** Stops what runs; what is done so far stays. */
	stop(): void;
	/** The result of the last run has been seen. */
	dismissRun(): void;
	undo(id: number): void;
	pin(path: string, name: string): void;
	unpin(name: string): void;
	/** Something is being done to the store, so that leaving has to be asked for. */
	readonly isRunning: boolean;
	/** What has been done to the store, the oldest first. */
	readonly done: readonly Run[];
	/** Stops what runs, and waits a moment for it to write down what it has done. */
	close(): Promise<void>;
};
