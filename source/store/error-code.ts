/** @returns `ENOENT`, `EACCES`, …; empty for an error that is not the system's. */
export function errorCode(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether something is there, but not for this user. */
export function isForbidden(error: unknown): boolean {
	const code = errorCode(error);
	return code === 'EACCES' || code === 'EPERM';
}
