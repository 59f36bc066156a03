import {adjacencyOf, reversed} from '../../../source/store/adjacency.js';
import type {PathTable} from '../../../source/store/path-table.js';
import type {Root} from '../../../source/store/root.js';
import type {KeepSettings} from '../../../source/store/store-graph.js';
import type {StoreReading} from '../../../source/store/store-reading.js';

export type SmallPath = {
	/** NAR bytes; unknown without. */
	readonly size?: number;
	/** Names. */
	readonly references?: readonly string[];
	readonly deriver?: string;
	readonly outputs?: readonly string[];
	readonly registeredAt?: number;
};

export type SmallStore = {
	/** By name: `firefox-145.0`. The order is that of registration. */
	readonly paths: Readonly<Record<string, SmallPath>>;
	readonly roots?: readonly Root[];
	readonly currentGenerations?: Readonly<Record<string, number>>;
	readonly settings?: KeepSettings;
	readonly unregistered?: readonly string[] | null;
	readonly unreadable?: readonly string[];
	readonly address?: StoreReading['address'];
};

const STORE = '/nix/store';

/** The digest of the nth path: 32 characters. */
export function digest(id: number): string {
	return String(id).padStart(32, '0');
}

/** A root that holds the path with that target, as `baseName` or name of `reading`. */
export function rootOf(link: string, target: string | null, more: Partial<Root> = {}): Root {
	return {
		kind: 'result',
		link,
		entry: null,
		target,
		state: target === null ? 'dangling' : 'live',
		protected: false,
		protection: null,
		modifiedAt: null,
		process: null,
		generation: null,
		...more,
	};
}

/** Targets of roots are names of paths; they become store paths. */
export function smallReading(store: SmallStore): StoreReading {
	const names = Object.keys(store.paths);
	const paths = Object.values(store.paths);
	const idOf = (name: string): number => {
		const id = names.indexOf(name);
		if (id === -1) {
			throw new Error(`no path is called ${name}`);
		}

		return id;
	};
	const edges = (of: (path: SmallPath) => readonly string[]) => {
		const found = paths.flatMap((path, id) => of(path).map((name) => [id, idOf(name)] as const));
		return adjacencyOf(
			names.length,
			found.map(([source]) => source),
			found.map(([, target]) => target),
		);
	};
	const references = edges(({references = []}) => references);
	const unreadable = store.unreadable ?? [];
	return {
		address: store.address ?? {
			kind: 'local',
			storeDirectory: STORE,
			realStoreDirectory: STORE,
			stateDirectory: '/nix/var/nix',
			chroot: '',
			uri: undefined,
		},
		way: 'read-only',
		readAt: 0,
		graph: {
			names: smallTable(names),
			narSizes: Float64Array.from(paths, ({size}) => size ?? 0),
			isSized: Uint8Array.from(paths, ({size}) => (size === undefined ? 0 : 1)),
			registrationTimes: Float64Array.from(paths, ({registeredAt}) => registeredAt ?? Number.NaN),
			references,
			referrers: reversed(references),
			refersToItself: new Uint8Array(names.length),
			derivers: Int32Array.from(paths, ({deriver}) => (deriver === undefined ? -1 : idOf(deriver))),
			outputs: edges(({outputs = []}) => outputs),
		},
		roots: {
			roots: (store.roots ?? []).map((root) => ({
				...root,
				target:
					root.target === null || !names.includes(root.target)
						? root.target
						: `${STORE}/${digest(idOf(root.target))}-${root.target}`,
			})),
			currentGenerations: new Map(Object.entries(store.currentGenerations ?? {})),
			unreadable,
			temporaryDigests: new Set(),
		},
		settings: store.settings ?? {keepOutputs: false, keepDerivations: true},
		unregistered: store.unregistered === undefined ? [] : store.unregistered,
		unreadable,
	};
}

function smallTable(names: readonly string[]): PathTable {
	const baseNames = names.map((name, id) => `${digest(id)}-${name}`);
	const offsets = Uint32Array.from([0, ...baseNames].keys(), (count) => baseNames.slice(0, count).join('').length);
	return {
		storeDirectory: STORE,
		count: names.length,
		bytes: new TextEncoder().encode(baseNames.join('')),
		offsets,
		baseName: (id) => baseNames[id]!,
		name: (id) => names[id]!,
		path: (id) => `${STORE}/${baseNames[id]}`,
		isDerivation: (id) => names[id]!.endsWith('.drv'),
		findBaseName: (baseName) => baseNames.indexOf(baseName),
		findDigest: (wanted) => baseNames.findIndex((baseName) => baseName.startsWith(wanted)),
	};
}
