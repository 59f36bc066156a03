import {errorCode} from './error-code.js';

const words: Readonly<Record<string, string>> = {
	ENOENT: 'no such file or folder',
	ENOTDIR: 'no such file or folder',
	EISDIR: 'it is a folder',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space is left there',
	EDQUOT: 'the quota is used up',
	ELOOP: 'its links lead in a circle',
	ENAMETOOLONG: 'the name is too long',
	ERR_FS_FILE_TOO_LARGE: 'it is too large',
};

/** Why a file could not be read or written, in words that follow a colon. */
export function fileReason(error: unknown): string {
	return words[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}
