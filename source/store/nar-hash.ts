import {createHash, hash as hashOf} from 'node:crypto';
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
	if (kind === 'symlink') {
		const target = readlinkSync(file, {encoding: 'buffer'});
		return nixBase32(sha256(Buffer.concat([beginning.symlink, narString(target), ending])));
	}

	const descriptor = openSync(file, 'r');
	try {
		const start = beginning[kind].copy(buffer);
		buffer.writeBigUInt64LE(BigInt(size), start);
		return nixBase32(hashContents(descriptor, start + 8, size));
	} finally {
		closeSync(descriptor);
	}
}

/**
 * A small file is hashed in one go, which takes half the time.
 *
 * @param start How much of the NAR is in the buffer already.
 */
function hashContents(descriptor: number, start: number, size: number): Uint8Array {
	const end = Buffer.concat([padding.subarray(0, -size & 7), ending]);
	if (start + size + end.length <= buffer.length) {
		readWhole(descriptor, start, size);
		end.copy(buffer, start + size);
		return sha256(buffer.subarray(0, start + size + end.length));
	}

	const hash = createHash('sha256').update(buffer.subarray(0, start));
	for (let rest = size; rest > 0; ) {
		const length = Math.min(buffer.length, rest);
		readWhole(descriptor, 0, length);
		hash.update(buffer.subarray(0, length));
		rest -= length;
	}

	return hash.update(end).digest();
}

function readWhole(descriptor: number, start: number, length: number): void {
	for (let done = 0; done < length; ) {
		const count = readSync(descriptor, buffer, start + done, length - done, null);
		if (count === 0) {
			throw new Error('the file became shorter while it was read');
		}

		done += count;
	}
}

function sha256(bytes: Uint8Array): Uint8Array {
	return hashOf('sha256', bytes, 'buffer');
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
