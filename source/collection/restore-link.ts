import {lstatSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
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

		if (there === 'same') {
			return {outcome: 'there', remark: null};
		}

		// Nix may have made it anew, and shorter, when it was registered.
		if (standing(folder.at(name), noted) === 'other') {
			unlinkSync(folder.at(name));
			make(folder.at(name), noted);
		}

		return {outcome: 'restored', remark: restoreTimes(folder, name, noted) ?? null};
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

/** Fails when something stands there. */
function make(file: string, {text, file: content}: NotedLink): void {
	if (text !== null) {
		symlinkSync(Buffer.from(text, 'latin1'), file);
	} else if (content !== null) {
		writeFileSync(file, Buffer.from(content.bytes, 'base64'), {flag: 'wx', mode: content.mode});
	}
}

function reasonOf(error: unknown): string {
	return error instanceof StoreError ? error.message : fileReason(error);
}
