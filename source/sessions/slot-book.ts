import type {StoreClient} from '../workers/store-client.js';
import type {Need, ShownKind, Slot} from './explorer-data.js';

type Entry = {
	kind: ShownKind;
	/** The newest need, as text. */
	wanted: string;
	need: Need;
	/** The need that is being asked, as text. */
	asked: string | undefined;
	cancel: AbortController | undefined;
	slot: Slot;
	/** The reading of the store to which the answer belongs. */
	generation: number;
};

/** What takes longer than that is told, in milliseconds; what is there sooner would only flicker. */
const SLOW_MS = 150;

const nothing: Slot = {answer: undefined, request: undefined, isCurrent: false, error: undefined, event: undefined};

/**
 * The answers that screens show, by slot. Of a slot one question is under way at most: when what is wanted changes
 * meanwhile, the newest is asked next, and those between are never asked.
 */
export class SlotBook {
	readonly #entries = new Map<string, Entry>();
	readonly #client: Pick<StoreClient, 'ask'>;
	readonly #onAnswer: () => void;
	readonly #onEvent: () => void;
	#generation = 0;

	/**
	 * @param onAnswer Something new is there.
	 * @param onEvent Something was told on the way.
	 */
	constructor(client: Pick<StoreClient, 'ask'>, onAnswer: () => void, onEvent: () => void) {
		this.#client = client;
		this.#onAnswer = onAnswer;
		this.#onEvent = onEvent;
	}

	read(name: string, kind: ShownKind): Slot {
		const entry = this.#entries.get(name);
		return entry?.kind === kind ? entry.slot : nothing;
	}

	/** The store was read again: every answer is of before, and asked for again when it is needed, as is what had failed. */
	outdate(): void {
		this.#generation++;
		for (const entry of this.#entries.values()) {
			entry.slot = {...entry.slot, isCurrent: false, error: undefined};
		}
	}

	/** Asks what is new of what a frame shows, and stops what no frame waits for. */
	need(needs: readonly Need[]): void {
		const names = new Set(needs.map(({slot}) => slot));
		for (const [name, entry] of this.#entries) {
			if (!names.has(name)) {
				entry.cancel?.abort();
			}
		}

		for (const need of needs) {
			const wanted = JSON.stringify(need.request);
			let entry = this.#entries.get(need.slot);
			if (entry === undefined || entry.kind !== need.kind) {
				entry?.cancel?.abort();
				entry = {
					kind: need.kind,
					wanted,
					need,
					asked: undefined,
					cancel: undefined,
					slot: nothing,
					generation: this.#generation,
				};
				this.#entries.set(need.slot, entry);
			} else if (entry.wanted !== wanted) {
				entry.slot = {...entry.slot, isCurrent: false, error: undefined};
				if (entry.asked !== wanted) {
					entry.cancel?.abort();
				}
			}

			entry.wanted = wanted;
			entry.need = need;
			this.#ask(entry);
		}
	}

	#ask(entry: Entry): void {
		if (entry.asked !== undefined || entry.slot.isCurrent || entry.slot.error !== undefined) {
			return;
		}

		const {need, wanted} = entry;
		const generation = this.#generation;
		const cancel = new AbortController();
		entry.asked = wanted;
		entry.cancel = cancel;
		const slow = setTimeout(() => {
			entry.slot = {...entry.slot, isSlow: true};
			this.#onEvent();
		}, SLOW_MS);
		slow.unref();
		const settle = (slot: Slot) => {
			clearTimeout(slow);
			entry.asked = undefined;
			entry.cancel = undefined;
			const isWanted = entry.wanted === wanted && generation === this.#generation;
			if (!cancel.signal.aborted || isWanted) {
				entry.slot = {
					...slot,
					isCurrent: isWanted && slot.error === undefined && !cancel.signal.aborted,
					isSlow: false,
				};
			}

			if (entry.wanted !== wanted || generation !== this.#generation) {
				this.#ask(entry);
			}

			this.#onAnswer();
		};
		this.#client
			.ask(need.kind, need.request as never, {
				signal: cancel.signal,
				onEvent: (event) => {
					entry.slot = {...entry.slot, event};
					this.#onEvent();
				},
			})
			.then(
				(answer) =>
					settle({...nothing, answer: answer as never, request: need.request as never, event: entry.slot.event}),
				(error: Error) => settle({...entry.slot, error: cancel.signal.aborted ? undefined : error.message}),
			);
	}
}
