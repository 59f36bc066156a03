import {accessSync, constants, existsSync} from 'node:fs';
import path from 'node:path';
import {chrootOf, decoded, parseStoreUri, type StoreUri} from '../parsers/store-uri.js';
import {homeFolder, lastSetting, readNixConfFiles} from './nix-conf-files.js';
import {sshAddress} from './ssh-address.js';
import type {LocalStore, StoreAddress} from './store-address.js';
import {StoreError} from './store-error.js';

/** Schemes whose store paths nobody lists. */
const unlistable: ReadonlySet<string> = new Set(['http', 'https', 's3']);

/**
 * Finds the store that is meant, as Nix does: `--store`, else the setting `store` of NIX_CONFIG or a nix.conf, else
 * NIX_REMOTE, else the store of this machine, whose folders NIX_STORE_DIR and NIX_STATE_DIR may name (resolveStoreConfig
 * in src/libstore/store-registration.cc). The daemon's store is read from its folders.
 *
 * @throws StoreError for a store that cannot be read, with what can be done.
 */
export function storeAddress(
	options: {
		/** The value of `--store`. */
		readonly store: string | undefined;
		/** The value of `--snapshot`, which counts before any store. */
		readonly snapshot: string | undefined;
	},
	environment: NodeJS.ProcessEnv,
): StoreAddress {
	if (options.snapshot !== undefined) {
		return {kind: 'snapshot', file: path.resolve(options.snapshot)};
	}

	const text = options.store ?? configuredStore(environment);
	const uri = parseStoreUri(text);
	switch (uri.scheme) {
		case 'auto':
		case 'local':
		case 'unix':
			return localStore(text, uri, environment, options.store !== undefined);
		case 'ssh':
		case 'ssh-ng':
			return {kind: 'ssh', host: sshAddress(uri, text).host, uri: text};
		case 'file':
			return {kind: 'binary-cache', folder: path.resolve(decoded(uri.location)), uri: text};
		case '':
			throw new StoreError(`${text} is no store that Nix knows; a folder is written with a slash: --store ./${text}`);
		default:
			throw new StoreError(
				unlistable.has(uri.scheme)
					? `${text} cannot be listed: a binary cache answers only for paths that one names; use a local store, ssh-ng://HOST or file:///FOLDER`
					: `stores of the kind ${uri.scheme}:// cannot be read; use a local store, ssh-ng://HOST or file:///FOLDER`,
			);
	}
}

/** @returns The store that Nix uses when nobody names one. */
function configuredStore(environment: NodeJS.ProcessEnv): string {
	return lastSetting(readNixConfFiles(environment), 'store')?.value ?? environment.NIX_REMOTE ?? 'auto';
}

/**
 * Whether Nix would ask its daemon about the store, and so touch nothing itself: opening a store makes folders and a
 * database where there are none.
 */
export function asksDaemon({uri, stateDirectory}: LocalStore, environment: NodeJS.ProcessEnv): boolean {
	const {scheme} = parseStoreUri(uri ?? configuredStore(environment));
	const isAutomatic = scheme === 'auto' && !isWritable(stateDirectory);
	return scheme === 'unix' || (isAutomatic && existsSync(socketOf(stateDirectory, environment)));
}

/**
 * @returns The socket by which Nix would reach its daemon about the store; undefined where it would not ask it.
 */
export function daemonSocket(store: LocalStore, environment: NodeJS.ProcessEnv): string | undefined {
	if (!asksDaemon(store, environment)) {
		return undefined;
	}

	const {scheme, location} = parseStoreUri(store.uri ?? configuredStore(environment));
	return scheme === 'unix' && location !== '' ? decoded(location) : socketOf(store.stateDirectory, environment);
}

function socketOf(stateDirectory: string, environment: NodeJS.ProcessEnv): string {
	return environment.NIX_DAEMON_SOCKET_PATH || path.join(stateDirectory, 'daemon-socket/socket');
}

function localStore(text: string, uri: StoreUri, environment: NodeJS.ProcessEnv, isAsked: boolean): LocalStore {
	const {parameters} = uri;
	const storeDirectory = path.resolve(
		parameters.get('store') || environment.NIX_STORE_DIR || environment.NIX_STORE || '/nix/store',
	);
	const stateDirectory = path.resolve(environment.NIX_STATE_DIR || '/nix/var/nix');
	const named = chrootOf(uri);
	const root = named ?? usersOwnRoot(uri, stateDirectory, environment);
	// Nix's commands would take the store that is configured, unless they are told.
	const isOverriding = isAsked && !isPlain(parseStoreUri(configuredStore(environment)));
	const isNamed = isOverriding || (isAsked && uri.scheme === 'unix');
	const isUsual = root === undefined && isPlain(uri) && !isNamed;
	return {
		kind: 'local',
		storeDirectory,
		realStoreDirectory: path.resolve(
			parameters.get('real') || (root === undefined ? storeDirectory : path.join(root || '/', 'nix/store')),
		),
		stateDirectory: path.resolve(
			parameters.get('state') || (root === undefined ? stateDirectory : path.join(root || '/', 'nix/var/nix')),
		),
		chroot: root ?? '',
		uri: isUsual ? undefined : named === undefined && root !== undefined ? root : absoluteUri(text, uri),
	};
}

/** The store of this machine, with or without its daemon. */
function isPlain({scheme, location, parameters}: StoreUri): boolean {
	return ['auto', 'local', 'unix'].includes(scheme) && location === '' && parameters.size === 0;
}

/** A relative folder would mean another store in another working directory. */
function absoluteUri(text: string, {scheme, location}: StoreUri): string {
	const question = text.indexOf('?');
	return scheme === 'local' && location !== '' && !text.includes('://')
		? decoded(location) + (question === -1 ? '' : text.slice(question))
		: text;
}

/**
 * On a machine without a store Nix works, for an ordinary user, in a chroot store below the user's data folder.
 *
 * @returns Its root where that is so.
 */
function usersOwnRoot(
	{scheme, parameters}: StoreUri,
	stateDirectory: string,
	environment: NodeJS.ProcessEnv,
): string | undefined {
	const isMovable =
		scheme === 'auto' &&
		parameters.size === 0 &&
		process.geteuid?.() !== 0 &&
		environment.NIX_STORE_DIR === undefined &&
		environment.NIX_STATE_DIR === undefined;
	if (!isMovable || existsSync(socketOf(stateDirectory, environment)) || existsSync(stateDirectory)) {
		return undefined;
	}

	const home = homeFolder(environment);
	const data = environment.XDG_DATA_HOME || (home === undefined ? undefined : path.join(home, '.local/share'));
	const folder = environment.NIX_DATA_HOME || (data === undefined ? undefined : path.join(data, 'nix'));
	const root = folder === undefined ? undefined : path.join(folder, 'root');
	return root !== undefined && existsSync(root) ? root : undefined;
}

export function isWritable(folder: string): boolean {
	try {
		accessSync(folder, constants.R_OK | constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
