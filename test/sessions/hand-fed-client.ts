import type {AskOptions, StoreClient} from '../../source/workers/store-client.js';

/** A question that waits for the test to answer it. */
export type Asked = {
	readonly kind: string;
	readonly request: unknown;
	readonly isCancelled: boolean;
	answer(answer: unknown): void;
	fail(message: string): void;
	tell(event: Parameters<NonNullable<AskOptions['onEvent']>>[0]): void;
};

/** A client whose questions the test answers by hand, in the order that it likes. */
export type HandFedClient = StoreClient & {
	/** All questions so far, the newest last. */
	readonly asked: readonly Asked[];
	/** The newest question of a kind. @throws Error when there is none. */
	last(kind: string): Asked;
	readonly isClosed: boolean;
};

export function handFedClient(): HandFedClient {
	const asked: Asked[] = [];
	let isClosed = false;
	return {
		ask: (kind, request, {onEvent, signal} = {}) =>
			new Promise((resolve, reject) => {
				asked.push({
					kind,
					request,
					get isCancelled() {
						return signal?.aborted === true;
					},
					answer: (answer) => resolve(answer as never),
					fail: (message) => reject(new Error(message)),
					tell: (event) => onEvent?.(event),
				});
			}),
		async askJson() {},
		async close() {
			isClosed = true;
		},
		asked,
		last(kind) {
			const found = asked.findLast((question) => question.kind === kind);
			if (found === undefined) {
				throw new Error(`nobody has asked for ${kind}: ${asked.map((question) => question.kind).join(', ')}`);
			}

			return found;
		},
		get isClosed() {
			return isClosed;
		},
	};
}

/** Everything that follows from an answer has happened. */
export function settled(): Promise<void> {
	return new Promise((resolve) => void setImmediate(resolve));
}
