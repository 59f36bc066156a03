import {access, readFile} from 'node:fs/promises';
import path from 'node:path';
import {decoded, parseStoreUri} from '../parsers/store-uri.js';
import {errorCode} from './error-code.js';
import {fileReason} from './file-reason.js';

/** A binary cache that can be asked. */
export type CacheQuestion = {
	/**
	 * @returns What `nix-cache-info` says of its store directory; null when it does not say.
	 * @throws CacheFailure
	 */
	storeDirectory(signal: AbortSignal): Promise<string | null>;
	/**
	 * @param digest The first 32 characters of a base name.
	 * @throws CacheFailure
	 */
	has(digest: string, signal: AbortSignal): Promise<boolean>;
};

/** A cache gave no answer; in words that follow a colon. */
export class CacheFailure extends Error {
	override readonly name = 'CacheFailure';
}

/** Milliseconds for the first answer of a cache, which may not be there at all; and for each one after it. */
const FIRST_PATIENCE = 3000;
const PATIENCE = 10_000;

/** How HTTP says that a file is not there; S3 says 403 (HttpBinaryCacheStore::fileExists). */
const MISSING = new Set([403, 404, 410]);
/** HEAD is not for every server. */
const NO_HEAD = new Set([405, 501]);

const reasons: Readonly<Record<string, string>> = {
	ENOTFOUND: 'no such host',
	EAI_AGAIN: 'its name is not known now',
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection lost',
	UND_ERR_SOCKET: 'connection lost',
	EHOSTUNREACH: 'no way to the host',
	ENETUNREACH: 'no network',
	ETIMEDOUT: 'no answer',
	UND_ERR_CONNECT_TIMEOUT: 'no answer',
};

/** @throws CacheFailure for a kind of store that is not asked. */
export function cacheQuestion(uri: string): CacheQuestion {
	const {scheme, location} = parseStoreUri(uri);
	switch (scheme) {
		case 'file':
			return folderQuestion(path.resolve(decoded(location)));
		case 'http':
		case 'https':
			return webQuestion(`${scheme}://${location.replace(/\/+$/u, '')}`);
		default:
			throw new CacheFailure(`stores of the kind ${scheme || 'unknown'} are not asked`);
	}
}

function folderQuestion(folder: string): CacheQuestion {
	return {
		async storeDirectory() {
			try {
				return storeDirectoryIn(await readFile(path.join(folder, 'nix-cache-info'), 'utf8'));
			} catch (error) {
				throw new CacheFailure(errorCode(error) === 'ENOENT' ? 'it is no binary cache' : fileReason(error));
			}
		},
		async has(digest) {
			try {
				await access(path.join(folder, `${digest}.narinfo`));
				return true;
			} catch (error) {
				if (errorCode(error) === 'ENOENT') {
					return false;
				}

				throw new CacheFailure(fileReason(error));
			}
		},
	};
}

function webQuestion(address: string): CacheQuestion {
	let method: 'HEAD' | 'GET' = 'HEAD';
	return {
		async storeDirectory(signal) {
			const response = await request(`${address}/nix-cache-info`, 'GET', FIRST_PATIENCE, signal);
			if (MISSING.has(response.status)) {
				throw new CacheFailure('it is no binary cache');
			}

			return storeDirectoryIn(await textOf(response));
		},
		async has(digest, signal) {
			const file = `${address}/${digest}.narinfo`;
			// Another question may meanwhile find out that there is no HEAD.
			const used = method;
			let response = await request(file, used, PATIENCE, signal);
			if (NO_HEAD.has(response.status) && used === 'HEAD') {
				await response.body?.cancel();
				method = 'GET';
				response = await request(file, method, PATIENCE, signal);
			}

			await response.body?.cancel();
			if (response.ok || MISSING.has(response.status)) {
				return response.ok;
			}

			throw new CacheFailure(`HTTP ${response.status}`);
		},
	};
}

async function request(file: string, method: string, patience: number, signal: AbortSignal): Promise<Response> {
	const late = AbortSignal.timeout(patience);
	try {
		return await globalThis.fetch(file, {method, signal: AbortSignal.any([signal, late])});
	} catch (error) {
		throw new CacheFailure(late.aborted ? `no answer within ${patience / 1000} s` : reasonOf(error));
	}
}

async function textOf(response: Response): Promise<string> {
	if (!response.ok) {
		await response.body?.cancel();
		throw new CacheFailure(`HTTP ${response.status}`);
	}

	try {
		return await response.text();
	} catch (error) {
		throw new CacheFailure(reasonOf(error));
	}
}

/** `fetch failed` has its reason below it. */
function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return reasons[errorCode(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
}

function storeDirectoryIn(text: string): string | null {
	return /^StoreDir:[ \t]*(.*?)[ \t\r]*$/mu.exec(text)?.[1] ?? null;
}
