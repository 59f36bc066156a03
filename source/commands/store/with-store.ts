import {storeAddress} from '../../store/address-of.js';
import type {StoreAddress} from '../../store/store-address.js';
import {StoreError} from '../../store/store-error.js';
import {openStoreClient, type StoreClient} from '../../workers/store-client.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {OutputError} from '../write-out.js';
import {progressLine} from './progress-line.js';
import {openStatusLine, type StatusLine} from './status-line.js';

export type OpenStore = {
	readonly client: StoreClient;
	readonly address: StoreAddress;
	/** Says how far the reading is; to be ended before an answer is written. */
	readonly status: StatusLine;
};

/**
 * Opens the store that the options name for as long as a command works with it.
 *
 * @returns What the command returns; 1 after one line when the store cannot be read or has not got what was named.
 */
export async function withStore(options: Options, work: (open: OpenStore) => Promise<ExitStatus>): Promise<ExitStatus> {
	const status = openStatusLine(options);
	try {
		const {store, snapshot} = options;
		const address = storeAddress({store, snapshot}, process.env);
		const client = openStoreClient({
			address,
			workingDirectory: process.cwd(),
			onProgress: (progress) => status.show((signs) => progressLine(progress, signs)),
		});
		try {
			return await work({client, address, status});
		} finally {
			await client.close();
		}
	} catch (error) {
		status.end();
		if (error instanceof OutputError && error.isReaderGone) {
			return {code: 0};
		}

		// What the user can put right is one line; a fault of ours says where it happened.
		complain(
			error instanceof StoreError || error instanceof OutputError
				? error.message
				: `fault in nixscope, please report it: ${faultText(error)}`,
		);
		return {code: 1};
	}
}

function faultText(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
