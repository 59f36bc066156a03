import type {QuestionEvent} from './question.js';

/** How an answer is waited for. */
export type AskContext = {
	/** The answer is no longer wanted, or what it does is to stop. */
	readonly signal: AbortSignal;
	/** Tells something on the way. */
	readonly onEvent: (event: QuestionEvent) => void;
};
