import {lstatSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../store/store-address.js';
import {isInStore} from '../store/store-path-of.js';

/** As the kernel: more links in one path are a loop. */
const MOST_LINKS = 40;

/**
 * Follows a file name through its links until it is a store path, or as far as it goes. A store path that is a link
 * itself is not followed; one that has more behind it is (`/run/current-system/sw/bin/firefox` ends in firefox). In a
 * chroot store links name the store as if it were the usual one; the files are those of the chroot.
 *
 * @param name Absolute.
 * @returns A store path, or a name below one; undefined when the file does not lead there.
 */
export function resolveIntoStore(
	name: string,
	{storeDirectory, realStoreDirectory}: Pick<LocalStore, 'storeDirectory' | 'realStoreDirectory'>,
): string | undefined {
	let {resolved, rest} = begin(path.normalize(name));
	for (let links = 0; rest.length > 0; ) {
		const [component, ...others] = rest;
		const next = path.join(resolved, component!);
		const isStorePath = others.length === 0 && path.dirname(next) === storeDirectory;
		const target = isStorePath ? undefined : readLink(real(next));
		if (target === undefined) {
			resolved = next;
			rest = others;
			continue;
		}

		if (++links > MOST_LINKS) {
			return undefined;
		}

		({resolved, rest} = begin(path.join(path.resolve(resolved, target), ...others)));
	}

	return isInStore(storeDirectory, resolved) ? resolved : undefined;

	/** What stands above the store is not looked at: `/nix` may be a link itself. */
	function begin(file: string): {resolved: string; rest: string[]} {
		const inStore = logical(file);
		const start = inStore === undefined ? '/' : storeDirectory;
		return {
			resolved: start,
			rest: path
				.relative(start, inStore ?? file)
				.split('/')
				.filter(Boolean),
		};
	}

	function real(file: string): string {
		return isInStore(storeDirectory, file) ? realStoreDirectory + file.slice(storeDirectory.length) : file;
	}

	function logical(file: string): string | undefined {
		if (isInStore(storeDirectory, file)) {
			return file;
		}

		return isInStore(realStoreDirectory, file) ? storeDirectory + file.slice(realStoreDirectory.length) : undefined;
	}
}

function readLink(file: string): string | undefined {
	try {
		return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
	} catch {
		return undefined;
	}
}
