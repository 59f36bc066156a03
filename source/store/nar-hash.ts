import {createHash, type Hash} from 'node:crypto';
import {closeSync, openSync, readlinkSync, readSync} from 'node:fs';
import type {FilePath} from './folder-names.js';
import {nixBase32} from './nix-base32.js';

/** What a NAR tells apart (besides folders). */
export type FileKind = 'regular' | 'executable' | 'symlink';

const buffer = Buffer.allocUnsafe(1 << 18);
const padding = Buffer.alloc(8);
const beginning: Record<FileKind, Buffer> = {
	regular: Buffer.concat(['nix-archive-1', '(', 'type', 'regular', 'contents'].map(narString)),
	executable: Buffer.concat(['nix-archive-1', '(', 'type', 'regular', 'executable', '', 'contents'].map(narString)),
	symlink: Buffer.concat(['nix-archive-1', '(', 'type', 'symlink', 'target'].map(narString)),
};
const ending = narString(')');

/**
 * The SHA-256 of the NAR of one file or symlink in Nix's base 32: the name that it has, or would have, in `.links`
 * (Nix: optimise-store.cc; the format: archive.cc).
 *
 * @param size As lstat has it.
 * @throws A system error when it cannot be read, and an Error when it changes meanwhile.
 */
export function narHashOf(file: FilePath, kind: FileKind, size: number): string {
	const hash = createHash('sha256').update(beginning[kind]);
	if (kind === 'symlink') {
		hash.update(narString(readlinkSync(file, {encoding: 'buffer'})));
	} else {
		hash.update(narLength(size));
		addContents(hash, file, size);
		hash.update(padding.subarray(0, -size & 7));
	}

	return nixBase32(hash.update(ending).digest());
}

function addContents(hash: Hash, file: FilePath, size: number): void {
	const descriptor = openSync(file, 'r');
	try {
		let rest = size;
		while (rest > 0) {
			const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, rest), null);
			if (count === 0) {
				throw new Error('the file became shorter while it was read');
			}

			hash.update(buffer.subarray(0, count));
			rest -= count;
		}
	} finally {
		closeSync(descriptor);
	}
}

/** Length, bytes, zeros up to a multiple of eight. */
function narString(text: string | Buffer): Buffer {
	const bytes = Buffer.from(text as string);
	return Buffer.concat([narLength(bytes.length), bytes, padding.subarray(0, -bytes.length & 7)]);
}

function narLength(length: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(length));
	return bytes;
}
