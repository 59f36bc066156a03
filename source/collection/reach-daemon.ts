import {createConnection} from 'node:net';
import {daemonSocket} from '../store/address-of.js';
import {errorCode} from '../store/error-code.js';
import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';

const PATIENCE_MS = 2000;

/** Other failures, as of a path that is too long for this kind of connection, say nothing of the daemon. */
const words: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'it does not run',
	ENOENT: 'it does not run',
	ENOTSOCK: 'no socket is there',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
};

/**
 * Sees that Nix's daemon can be reached, where an ordinary user's Nix would ask it: else roots would be dropped before
 * Nix fails.
 *
 * @throws StoreError when it cannot.
 */
export async function mustReachDaemon(
	store: LocalStore,
	environment: NodeJS.ProcessEnv,
	user = process.geteuid?.(),
): Promise<void> {
	const socket = user === 0 ? undefined : daemonSocket(store, environment);
	const reason = socket === undefined ? undefined : await refusalOf(socket);
	if (reason !== undefined) {
		throw new StoreError(`nothing was changed, since Nix's daemon cannot be reached at ${socket}: ${reason}`);
	}
}

function refusalOf(socket: string): Promise<string | undefined> {
	return new Promise((resolve) => {
		try {
			const connection = createConnection({path: socket});
			const finish = (reason: string | undefined) => {
				connection.destroy();
				resolve(reason);
			};
			connection.setTimeout(PATIENCE_MS, () => finish('it does not answer'));
			connection.once('connect', () => finish(undefined));
			connection.on('error', (error) => finish(words[errorCode(error)]));
		} catch {
			resolve(undefined);
		}
	});
}
