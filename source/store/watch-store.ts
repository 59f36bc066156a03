import type {LocalStore} from './store-address.js';

/** What has changed: valid paths, or what holds them. */
export type StoreChange = 'database' | 'roots';

export type StoreWatch = {
	/** Ends it; nothing is told from then on. */
	close(): Promise<void>;
};

/**
 * Tells when a store changes: its database, and the links that may be roots. The store's folder is never watched.
 * Changes that follow each other closely are told once.
 *
 * @param options.environment Tells where profiles of the user are.
 */
export function watchStore(
	_store: LocalStore,
	_options: {
		readonly onChange: (what: StoreChange) => void;
		readonly environment?: NodeJS.ProcessEnv | undefined;
	},
): StoreWatch {
	return {close: async () => {}};
}
