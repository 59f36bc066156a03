import {analyse} from '../analyses/analyse.js';
import {createListCache} from '../analyses/lists/list-cache.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {databaseStamp} from '../store/database.js';
import type {RootsReading} from '../store/root.js';
import {readRoots, resolveRoots} from '../store/roots.js';
import type {LocalStore, StoreAddress} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import type {StoreReading} from '../store/store-reading.js';
import {type KnownHolds, knownHolds, NO_HOLDS} from './known-holds.js';
import {momentOf} from './moment.js';
import {openReading, type ReadingOptions} from './open-reading.js';

export type OpenStoreOptions = Omit<ReadingOptions, 'withEntries' | 'known'> & {
	readonly address: StoreAddress;
	/** In which relative paths of questions are understood. */
	readonly workingDirectory: string;
};

/** One store: as it was read last, and everything that was computed about that. */
export class OpenStore {
	readonly options: OpenStoreOptions;
	readonly listCache = createListCache();
	#analysis: StoreAnalysis | undefined;
	#holds: KnownHolds | undefined;
	#opening: Promise<StoreAnalysis> | undefined;

	constructor(options: OpenStoreOptions) {
		this.options = options;
	}

	/**
	 * Reads the store when that has not been done yet.
	 *
	 * @param withEntries The entries of the store's folder are looked at as well.
	 * @throws StoreError when it cannot be read.
	 */
	async analysis({withEntries}: {readonly withEntries: boolean}): Promise<StoreAnalysis> {
		await this.#opening;
		const known = this.#analysis;
		if (known !== undefined && (!withEntries || known.reading.unregistered !== null || !canList(known.reading))) {
			return known;
		}

		return this.reread({withEntries});
	}

	/** Reads it again: paths only when the database has changed. @throws StoreError */
	async reread({withEntries}: {readonly withEntries: boolean}): Promise<StoreAnalysis> {
		await this.#opening;
		this.#opening = this.#read(withEntries).finally(() => {
			this.#opening = undefined;
		});
		return this.#opening;
	}

	/** Whether the store is no longer what was read last, but for processes, which come and go; false before it was read. */
	hasMoved(): boolean {
		const {address, environment} = this.options;
		const known = this.#analysis?.reading;
		if (known === undefined || address.kind !== 'local') {
			return false;
		}

		const roots = resolveRoots(readRoots(address, {environment}), known.graph.names);
		return databaseStamp(address) !== known.stamp || withoutProcesses(roots) !== withoutProcesses(known.roots);
	}

	/** As of which ages count. */
	now(analysis: StoreAnalysis): number {
		return momentOf(analysis.reading);
	}

	/** As `holds`, as of the reading: for lists, which are asked for with every key. */
	holdsAsRead(): KnownHolds {
		this.#holds ??= this.holds();
		return this.#holds;
	}

	/** Holds of nixscope, of which nothing is known where the journal cannot be read. */
	holds(): KnownHolds {
		return this.options.address.kind === 'local' ? knownHolds(this.options.environment, Date.now()) : NO_HOLDS;
	}

	/** @throws StoreError for a store that is not on this machine. */
	local(what: string): LocalStore {
		const {address} = this.options;
		if (address.kind !== 'local') {
			throw new StoreError(`only a store of this machine can be ${what}`);
		}

		return address;
	}

	async #read(withEntries: boolean): Promise<StoreAnalysis> {
		const {address, environment, onProgress} = this.options;
		const known = this.#analysis?.reading;
		const reading = await openReading(address, {environment, onProgress, withEntries, known});
		this.#analysis = analyse(reading);
		this.#holds = undefined;
		return this.#analysis;
	}
}

/** As text, to be compared. */
function withoutProcesses({roots}: RootsReading): string {
	return JSON.stringify(roots.filter(({process}) => process === null));
}

function canList({address}: StoreReading): boolean {
	return address.kind === 'local';
}
