import type {Progress} from '../store/progress.js';
import type {StoreAddress} from '../store/store-address.js';
import type {QuestionEvent, Questions, Replies} from './question.js';

/** What the store worker is started with. */
export type WorkerStart = {
	readonly address: StoreAddress;
	/** In which relative paths are understood. */
	readonly workingDirectory: string;
};

export type ToWorker =
	| {
			readonly type: 'ask';
			readonly id: number;
			readonly kind: keyof Questions;
			readonly request: Questions[keyof Questions];
			/** The answer is wanted as JSON text, in pieces, since it is only to be written. */
			readonly asJson: boolean;
	  }
	/** The answer to a question is no longer wanted, or what it does is to stop. */
	| {readonly type: 'cancel'; readonly id: number};

export type FromWorker =
	/** Of a reading that several questions may wait for. */
	| {readonly type: 'progress'; readonly progress: Progress}
	| {readonly type: 'event'; readonly id: number; readonly event: QuestionEvent}
	| {readonly type: 'answer'; readonly id: number; readonly answer: Replies[keyof Replies]}
	| {readonly type: 'json'; readonly id: number; readonly chunk: Uint8Array<ArrayBuffer>; readonly isLast: boolean}
	| {
			readonly type: 'error';
			readonly id: number;
			readonly message: string;
			/** The user can put it right; else it is a fault of the program, and there is a stack. */
			readonly isStoreError: boolean;
			readonly stack: string | undefined;
	  };
