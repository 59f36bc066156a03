import {type BigIntStats, lstatSync, readdirSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import {isForbidden} from './error-code.js';
import type {RootState} from './root.js';
import type {LocalStore} from './store-address.js';
import {isInStore, isStorePathName, storePathOf} from './store-path-of.js';

/** What one entry below gcroots or profiles leads to. */
export type WalkedRoot = {
	readonly entry: string;
	readonly link: string;
	readonly target: string | null;
	readonly state: Exclude<RootState, 'invalid'>;
	/** Milliseconds since 1970. */
	readonly modifiedAt: number | null;
	/** It holds the path it is named after, whatever is in it. */
	readonly isRegularFile: boolean;
};

export type RootWalk = {
	readonly roots: readonly WalkedRoot[];
	/** Folders, or what stands in them, below gcroots and profiles that could not be looked at. */
	readonly unreadableFolders: readonly string[];
};

/**
 * All entries of gcroots and profiles, as Nix walks them (src/libstore/gc.cc, LocalStore::findRoots): only real folders
 * are entered; a link into the store is a root; from another link exactly one hop is followed, and the link found there
 * is the root then. Two entries with the same link are one root.
 *
 * Links of a chroot store name store paths as they are called inside, everything else as it is called outside.
 */
export function walkRoots(store: LocalStore): RootWalk {
	const walk = new Walk(store);
	walk.walk();
	return {roots: [...walk.roots.values()], unreadableFolders: walk.unreadableFolders};
}

/**
 * File names are kept as one character a byte (`latin1`), since a name need not be UTF-8 and must lead to the same file
 * again; they become text when a root is noted.
 */
class Walk {
	readonly roots = new Map<string, WalkedRoot>();
	readonly unreadableFolders: string[] = [];
	readonly #storeDirectory: string;
	readonly #walkedFolders: readonly string[];

	constructor(store: LocalStore) {
		this.#storeDirectory = toBytes(store.storeDirectory);
		this.#walkedFolders = ['gcroots', 'profiles'].map((name) => toBytes(path.join(store.stateDirectory, name)));
	}

	walk(): void {
		for (const folder of this.#walkedFolders) {
			this.#visit(folder);
		}
	}

	#visit(entry: string): void {
		const stat = lstat(entry);
		if (stat === 'missing') {
			return;
		}
		if (stat === 'forbidden') {
			this.unreadableFolders.push(toText(entry));
		} else if (stat.isDirectory()) {
			this.#visitFolder(entry);
		} else if (stat.isSymbolicLink()) {
			this.#visitLink(entry, stat);
		} else if (stat.isFile()) {
			this.#visitFile(entry, stat);
		}
	}

	#visitFolder(folder: string): void {
		let names: Buffer[];
		try {
			names = readdirSync(toFile(folder), {encoding: 'buffer'});
		} catch (error) {
			if (isForbidden(error)) {
				this.unreadableFolders.push(toText(folder));
			}
			return;
		}
		for (const name of names.map((name) => name.toString('latin1')).sort()) {
			this.#visit(`${folder}/${name}`);
		}
	}

	#visitLink(entry: string, stat: BigIntStats): void {
		const target = readLink(entry);
		if (target === undefined) {
			return;
		}
		if (isInStore(this.#storeDirectory, target)) {
			this.#note(entry, entry, stat, target);
			return;
		}
		const link = path.posix.resolve(path.posix.dirname(entry), target);
		const linkStat = lstat(link);
		if (linkStat === 'missing' || linkStat === 'forbidden') {
			const state = linkStat === 'missing' ? 'dangling' : 'unreadable';
			this.#add({entry, link, target: null, state, modifiedAt: Number(stat.mtimeMs), isRegularFile: false});
			return;
		}
		this.#note(entry, link, linkStat, linkStat.isSymbolicLink() ? readLink(link) : undefined);
	}

	#visitFile(entry: string, stat: BigIntStats): void {
		const name = path.posix.basename(entry);
		if (isStorePathName(name)) {
			const target = `${this.#storeDirectory}/${name}`;
			this.#add({
				entry,
				link: entry,
				target,
				state: 'live',
				modifiedAt: Number(stat.mtimeMs),
				isRegularFile: true,
			});
		}
	}

	#note(entry: string, link: string, stat: BigIntStats, linkTarget: string | undefined): void {
		const target = linkTarget === undefined ? undefined : storePathOf(this.#storeDirectory, linkTarget);
		this.#add({
			entry,
			link,
			target: target ?? null,
			state: target === undefined ? 'inert' : 'live',
			modifiedAt: Number(stat.mtimeMs),
			isRegularFile: false,
		});
	}

	#add(root: WalkedRoot): void {
		// As gcroots/profiles, which Nix makes, and profiles/default: what they lead to is walked on its own.
		const isElsewhere = root.state === 'inert' && root.link !== root.entry;
		if (isElsewhere && this.#walkedFolders.some((folder) => `${root.link}/`.startsWith(`${folder}/`))) {
			return;
		}
		const known = this.roots.get(root.link);
		// A profile's link leads to a generation's that has an entry of its own.
		if (known === undefined || root.entry === root.link) {
			this.roots.set(root.link, {...root, entry: toText(root.entry), link: toText(root.link)});
		}
	}
}

function lstat(file: string): BigIntStats | 'missing' | 'forbidden' {
	try {
		return lstatSync(toFile(file), {bigint: true});
	} catch (error) {
		return isForbidden(error) ? 'forbidden' : 'missing';
	}
}

function readLink(file: string): string | undefined {
	try {
		return readlinkSync(toFile(file), {encoding: 'buffer'}).toString('latin1');
	} catch {
		// Gone, or replaced, since it was looked at.
		return undefined;
	}
}

function toFile(bytes: string): Buffer {
	return Buffer.from(bytes, 'latin1');
}

function toBytes(text: string): string {
	return Buffer.from(text).toString('latin1');
}

function toText(bytes: string): string {
	return Buffer.from(bytes, 'latin1').toString();
}
