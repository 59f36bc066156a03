import type {SizedRoot} from '../analyses/answers/answer.js';
import type {LocalStore} from '../store/store-address.js';

/** Which store a drop belongs to, so that an undo never mixes stores. */
export type JournalStore = Pick<LocalStore, 'storeDirectory' | 'realStoreDirectory' | 'stateDirectory'>;

/** A link as it was when it was dropped: all that is needed to make it again. */
export type NotedLink = {
	readonly link: string;
	/** The entry by which Nix found it; the same as the link for a direct root. */
	readonly entry: string;
	/** What the entry said (readlink), when it is not the link itself. */
	readonly entryText: string | null;
	/** The store path, absolute. */
	readonly target: string;
	readonly kind: SizedRoot['kind'];
	readonly generation: SizedRoot['generation'];
	/** What the link said (readlink), one character a byte; null for a regular file. */
	readonly text: string | null;
	/** Of a regular file; bytes in base 64. */
	readonly file: {readonly mode: number; readonly bytes: string} | null;
	/** Nanoseconds since 1970, in decimal. */
	readonly modifiedAt: string;
	readonly uid: number;
	readonly gid: number;
	/** Our own root that keeps the target meanwhile; null without a hold. */
	readonly holdLink: string | null;
	/** Milliseconds since 1970; null without a hold. */
	readonly heldUntil: number | null;
};

/**
 * One line of the journal. All but the first kind say of the links of a drop what became of them:
 *
 * - `restored`: they are back, or never went.
 * - `released`: their hold was dropped.
 * - `collected`: their targets are gone.
 */
export type JournalLine =
	| {
			readonly type: 'dropped';
			readonly version: 1;
			readonly id: number;
			/** Milliseconds since 1970. */
			readonly time: number;
			readonly store: JournalStore;
			readonly links: readonly NotedLink[];
	  }
	| {
			readonly type: 'restored' | 'released' | 'collected';
			readonly version: 1;
			readonly id: number;
			readonly time: number;
			/** The `link` of each. */
			readonly links: readonly string[];
	  };

/** @returns Undefined for a line that is torn, or of a newer nixscope. */
export function parseJournalLine(text: string): JournalLine | undefined {
	try {
		const line: unknown = JSON.parse(text);
		return isJournalLine(line) ? line : undefined;
	} catch {
		return undefined;
	}
}

function isJournalLine(value: unknown): value is JournalLine {
	if (!isRecord(value) || value.version !== 1 || !Number.isSafeInteger(value.id) || typeof value.time !== 'number') {
		return false;
	}

	const {type, links} = value;
	if (!Array.isArray(links)) {
		return false;
	}

	return type === 'dropped'
		? isRecord(value.store) && links.every(isNotedLink)
		: ['restored', 'released', 'collected'].includes(String(type)) && links.every((link) => typeof link === 'string');
}

function isNotedLink(value: unknown): boolean {
	return (
		isRecord(value) &&
		['link', 'entry', 'target', 'kind', 'modifiedAt'].every((key) => typeof value[key] === 'string') &&
		/^-?\d+$/.test(String(value.modifiedAt)) &&
		(typeof value.text === 'string' || isRecord(value.file))
	);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
