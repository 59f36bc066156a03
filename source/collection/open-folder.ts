import {
	closeSync,
	constants,
	existsSync,
	fstatSync,
	lstatSync,
	openSync,
	readlinkSync,
	realpathSync,
	type Stats,
	statSync,
} from 'node:fs';
import path from 'node:path';
import {StoreError} from '../store/store-error.js';

/** A folder that is meant by its descriptor, whatever its name leads to by now. */
export type OpenFolder = {
	readonly descriptor: number;
	/** Where a name in it can be looked at, made and removed. */
	readonly at: (name: string) => string;
	/** Somebody other than this user and root decides what stands in it, or where its name leads. */
	readonly isForeign: boolean;
	readonly close: () => void;
};

/** Whether a root user could be led astray by names in a folder. @throws A system error. */
export function isForeignToRoot(folder: string): boolean {
	if (process.geteuid?.() !== 0) {
		return false;
	}

	const opened = openFolder(folder);
	opened.close();
	return opened.isForeign;
}

/**
 * Opens the folder of a link. Node has no unlinkat(2); `/proc/self/fd/N/NAME` is the same: the kernel goes on from the
 * open folder, and no name on the way can be swapped any more.
 *
 * @throws StoreError as root for a folder that another user's link leads to, which is not that user's own; on a system
 * without /proc for one that others may change under the feet of root; errors of the system otherwise.
 */
export function openFolder(folder: string, procDirectory = '/proc'): OpenFolder {
	// Folders on the way may be links by right; the last one is a real folder then, and must be.
	const real = realpathSync(folder);
	const descriptor = openSync(real, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
	const isForeign = isOfOthers(fstatSync(descriptor)) || parentsOf(real).some((parent) => isOfOthers(statSync(parent)));
	const own = path.join(procDirectory, 'self/fd', String(descriptor));
	const close = () => closeSync(descriptor);
	if (existsSync(own)) {
		if (process.geteuid?.() === 0 && isLedAstray(folder, own, fstatSync(descriptor))) {
			close();
			throw new StoreError(`another user's link leads to ${real}, which root does not follow`);
		}

		return {descriptor, at: (name) => `${own}/${name}`, isForeign, close};
	}

	if (isForeign && process.geteuid?.() === 0) {
		close();
		throw new StoreError(
			`${folder} is not safe to change as root, as others may at the same time and there is no /proc`,
		);
	}

	return {descriptor, at: (name) => path.join(real, name), isForeign, close};
}

/**
 * Whether somebody else's link leads root to where that user could do nothing: `~anna/src` to `/etc`. The descriptor says
 * where it led to in the end, whatever was swapped on the way.
 *
 * @param own By which /proc tells the name of the open folder.
 */
function isLedAstray(folder: string, own: string, {uid}: Stats): boolean {
	const named = path.resolve(folder);
	if (readlinkSync(own) === named) {
		return false;
	}

	// Up to the first of them nobody but root has a say.
	const stranger = [...parentsOf(named).reverse(), named].map(strangerAt).find((one) => one !== undefined);
	return stranger !== undefined && stranger !== uid;
}

/** @returns The user who decides where a name leads to; -1 when it may be several. */
function strangerAt(file: string): number | undefined {
	const [link, there] = [lstatSync(file), statSync(file)];
	const owner = [link, there].find(({uid}) => uid !== 0)?.uid;
	return owner ?? (isOfOthers(there) ? -1 : undefined);
}

function isOfOthers({uid, mode}: Stats): boolean {
	const isSticky = (mode & 0o1000) !== 0;
	return (uid !== 0 && uid !== process.geteuid?.()) || ((mode & 0o022) !== 0 && !isSticky);
}

function parentsOf(folder: string): string[] {
	const parent = path.dirname(folder);
	return parent === folder ? [] : [parent, ...parentsOf(parent)];
}
