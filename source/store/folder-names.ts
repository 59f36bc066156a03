import {opendirSync, readdirSync} from 'node:fs';

/** The name of a file, or a path: bytes where it is not UTF-8. */
export type FilePath = string | Buffer;

/**
 * The entries of a folder, without `.` and `..`.
 *
 * @throws A system error.
 */
export function folderNames(folder: FilePath): FilePath[] {
	const names: FilePath[] = readdirSync(folder);
	return names.some(isGarbled) ? readdirSync(folder, {encoding: 'buffer'}) : names;
}

/** The same in the order in which the file system has them, as readdir(3) tells. Takes twice as long. */
export function folderNamesInDiskOrder(folder: FilePath): FilePath[] {
	const names = namesInDiskOrder(folder, 'utf8');
	return names.some(isGarbled) ? namesInDiskOrder(folder, 'buffer' as 'utf8') : names;
}

export function joinPath(folder: FilePath, name: FilePath): FilePath {
	return typeof folder === 'string' && typeof name === 'string'
		? `${folder}/${name}`
		: Buffer.concat([Buffer.from(folder as string), Buffer.from('/'), Buffer.from(name as string)]);
}

function namesInDiskOrder(folder: FilePath, encoding: 'utf8'): FilePath[] {
	const handle = opendirSync(folder as string, {encoding, bufferSize: 256});
	try {
		const names: FilePath[] = [];
		for (let entry = handle.readSync(); entry !== null; entry = handle.readSync()) {
			names.push(entry.name);
		}

		return names;
	} finally {
		handle.closeSync();
	}
}

/** Bytes that are no UTF-8 come as the replacement character, and the file cannot be found by that. */
function isGarbled(name: FilePath): boolean {
	return typeof name === 'string' && name.includes('\uFFFD');
}
