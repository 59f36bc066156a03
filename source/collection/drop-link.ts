import {lstatSync, unlinkSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {contentOf, type NotedRoot} from './note-link.js';
import {openFolder} from './open-folder.js';

/**
 * Removes a link, if it is the very one that was noted: same file, same text, same owner, same time. Its folder is held
 * open meanwhile, so that a root user is not led astray in folders that others can write.
 *
 * @returns Why it stays, in words that follow the link; undefined when it is gone.
 */
export function dropLink(noted: NotedRoot, procDirectory?: string): string | undefined {
	const {link} = noted.noted;
	try {
		const folder = openFolder(path.dirname(link), procDirectory);
		try {
			const file = folder.at(path.basename(link));
			if (!isSameLink(file, noted)) {
				return 'stays: something else stands there now';
			}

			unlinkSync(file);
			return undefined;
		} finally {
			folder.close();
		}
	} catch (error) {
		return errorCode(error) === 'ENOENT' ? 'is gone already' : `stays: ${fileReason(error)}`;
	}
}

/** @param file Where it is looked at. */
export function isSameLink(file: string, {noted, device, inode}: NotedRoot): boolean {
	const stat = lstatSync(file, {bigint: true});
	const content = contentOf(file, stat);
	return (
		stat.dev === device &&
		stat.ino === inode &&
		String(stat.mtimeNs) === noted.modifiedAt &&
		Number(stat.uid) === noted.uid &&
		content !== undefined &&
		content.text === noted.text &&
		content.file?.bytes === noted.file?.bytes
	);
}
