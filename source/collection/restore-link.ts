import {
	closeSync,
	fchmodSync,
	fchownSync,
	lstatSync,
	openSync,
	readlinkSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {plainText} from '../formats/sanitise.js';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {StoreError} from '../store/store-error.js';
import type {AddRootsOptions} from './add-roots.js';
import type {NotedLink} from './journal-line.js';
import {restoreTimes} from './link-times.js';
import {contentOf} from './note-link.js';
import {type OpenFolder, openFolder} from './open-folder.js';
import {register} from './registration.js';

export type RestoredLink = {
	readonly outcome: 'restored' | 'there' | 'failed';
	/** Why it failed, or what is not as before, in words. */
	readonly remark: string | null;
};

/**
 * Puts one link back as it was: same text, time and owner, found by Nix as before. What it leads to must be valid, and be
 * held by something else meanwhile.
 */
export async function restoreLink(noted: NotedLink, options: AddRootsOptions): Promise<RestoredLink> {
	const failed = (remark: string): RestoredLink => ({outcome: 'failed', remark});
	let folder: OpenFolder;
	try {
		folder = openFolder(path.dirname(noted.link));
	} catch (error) {
		return failed(
			errorCode(error) === 'ENOENT'
				? `its folder ${plainText(path.dirname(noted.link))} is gone: make that first`
				: `its folder cannot be opened: ${reasonOf(error)}`,
		);
	}

	const name = path.basename(noted.link);
	try {
		const there = standing(folder.at(name), noted);
		if (there === 'other') {
			return failed('something else stands there now, which stays');
		}

		if (there === 'none') {
			make(folder.at(name), noted);
		}

		try {
			await register(noted, options);
		} catch (error) {
			return failed(`the link is back, but Nix does not know it as a root: ${reasonOf(error)}`);
		}

		const isOther = standing(folder.at(name), noted) === 'other';
		if (isOther && !isOfNix(folder.at(name), noted)) {
			return failed('something else stands there now, which stays');
		}

		if (isOther) {
			unlinkSync(folder.at(name));
			make(folder.at(name), noted);
		}

		const remark = isOther || there === 'none' ? restoreTimes(folder, name, noted) : undefined;
		return {outcome: there === 'same' ? 'there' : 'restored', remark: remark ?? null};
	} catch (error) {
		return failed(`it cannot be made: ${reasonOf(error)}`);
	} finally {
		folder.close();
	}
}

/** Whether a link of the journal stands where it was, as it was. */
export function standing(file: string, {text, file: content}: NotedLink): 'same' | 'other' | 'none' {
	const stat = lstatSync(file, {bigint: true, throwIfNoEntry: false});
	if (stat === undefined) {
		return 'none';
	}

	const now = contentOf(file, stat);
	return now !== undefined && now.text === text && now.file?.bytes === content?.bytes ? 'same' : 'other';
}

/** Whether Nix made the link anew, and shorter, when it registered it. */
function isOfNix(file: string, {target}: NotedLink): boolean {
	return lstatSync(file).isSymbolicLink() && readlinkSync(file) === target;
}

/** Fails when something stands there. */
function make(file: string, noted: NotedLink): void {
	if (noted.text !== null) {
		symlinkSync(Buffer.from(noted.text, 'latin1'), file);
	} else if (noted.file !== null) {
		makeFile(file, noted.file, noted);
	}
}

/** Nobody else opens it before it has its owner again, and it never runs as somebody: its content may be anybody's. */
function makeFile(file: string, {mode, bytes}: NonNullable<NotedLink['file']>, {uid, gid}: NotedLink): void {
	const descriptor = openSync(file, 'wx', 0o600);
	try {
		writeFileSync(descriptor, Buffer.from(bytes, 'base64'));
		try {
			fchownSync(descriptor, uid, gid);
		} catch {
			// Told by restoreTimes.
		}

		fchmodSync(descriptor, mode & 0o777);
	} catch (error) {
		unlinkSync(file);
		throw error;
	} finally {
		closeSync(descriptor);
	}
}

function reasonOf(error: unknown): string {
	return error instanceof StoreError ? error.message : fileReason(error);
}
