import type {CollectStage} from '../analyses/answers/collect.js';
import type {LocalStore} from '../store/store-address.js';
import {storeFlag} from './add-roots.js';
import {type NixEnd, runNixCommand} from './nix-command.js';
import {deletedName, freedSize, type NixRecord} from './nix-record.js';

export type DeleteOptions = {
	readonly store: LocalStore;
	readonly environment: NodeJS.ProcessEnv;
	readonly signal: AbortSignal;
	/** Nix says that it deletes an entry of the store's folder, by base name. */
	readonly onDeleting: (baseName: string) => void;
	readonly onStage: (stage: CollectStage) => void;
};

/** What Nix said of a deletion. */
export type Deletion = {
	/** Why it failed, in one line; null when Nix was through. */
	readonly reason: string | null;
	/** Bytes, rounded as Nix prints them; null when it did not say. */
	readonly freed: number | null;
	/** Base names that were not deleted, and why. */
	readonly refused: ReadonlyMap<string, string>;
};

/** `nix-store --gc`: whatever is dead. */
export async function deleteAllDead(options: DeleteOptions): Promise<Deletion> {
	const {isDone, reason, stdout} = await runDeletion(['--gc'], undefined, options);
	return {reason: isDone ? null : reason, freed: freedSize(stdout) ?? null, refused: new Map()};
}

/** One call of `nix-store --delete`, with its paths as arguments or, from Nix 2.15 on, on stdin. */
export function deleteBatch(paths: readonly string[], readsStdin: boolean, options: DeleteOptions): Promise<NixEnd> {
	return readsStdin
		? runDeletion(['--delete', '--stdin'], `${paths.join('\n')}\n`, options)
		: runDeletion(['--delete', ...paths], undefined, options);
}

function runDeletion(args: readonly string[], stdin: string | undefined, options: DeleteOptions): Promise<NixEnd> {
	const {store, environment, signal, onDeleting, onStage} = options;
	const [operation = '', ...others] = args;
	const onRecord = ({action, text}: NixRecord) => {
		if (action !== 'msg') {
			return;
		}

		const name = deletedName(text, store.storeDirectory);
		if (name !== undefined) {
			onDeleting(name);
		} else if (text.startsWith('deleting unused links')) {
			onStage('finishing');
		}
	};
	return runNixCommand(['nix-store', ...storeFlag(store), operation, ...others], {
		environment,
		signal,
		onRecord,
		...(stdin !== undefined && {stdin}),
	});
}
