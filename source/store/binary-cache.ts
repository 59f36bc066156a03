import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {baseNameOf, GraphBuilder, type PathRecord} from './graph-builder.js';
import type {OnProgress} from './progress.js';
import type {BinaryCache} from './store-address.js';
import {StoreError} from './store-error.js';
import type {StoreGraph} from './store-graph.js';

/** So many files are read between two words about it. */
const FILES_PER_PROGRESS = 1000;

/**
 * Reads the `.narinfo` files of a binary cache in a folder. There are no registration times and no GC roots in one.
 *
 * @throws StoreError when the folder is no binary cache, or a file in it is damaged.
 */
export async function readBinaryCache(
	{folder}: BinaryCache,
	{onProgress}: {readonly onProgress: OnProgress},
): Promise<StoreGraph> {
	const files = listFolder(folder).filter((name) => name.endsWith('.narinfo'));
	const information = textOf(path.join(folder, 'nix-cache-info'));
	if (files.length === 0 && information === undefined) {
		throw new StoreError(`${folder} is no binary cache: it has neither nix-cache-info nor .narinfo files`);
	}

	const builder = new GraphBuilder();
	let storeDirectory = fields(information ?? '').get('StoreDir');
	for (const [index, name] of files.entries()) {
		if (index % FILES_PER_PROGRESS === 0) {
			onProgress({task: 'reading the store', done: index, total: files.length});
		}

		const file = path.join(folder, name);
		const text = textOf(file);
		if (text === undefined) {
			// Somebody removed it since the folder was listed.
			continue;
		}

		const record = parseNarinfo(text);
		if (record === undefined || !builder.add(record)) {
			throw new StoreError(`${file} is damaged: copy its path into the cache again, or remove it`);
		}

		storeDirectory ??= path.dirname(fields(text).get('StorePath')!);
	}

	return builder.build(storeDirectory ?? '/nix/store');
}

/** @returns Undefined for text that is no complete narinfo; see NarInfo in src/libstore/nar-info.cc. */
export function parseNarinfo(text: string): PathRecord | undefined {
	const values = fields(text);
	const storePath = values.get('StorePath');
	const narSize = Number(values.get('NarSize'));
	if (storePath === undefined || !Number.isInteger(narSize) || narSize <= 0 || !text.endsWith('\n')) {
		return undefined;
	}

	const deriver = values.get('Deriver');
	return {
		baseName: baseNameOf(storePath),
		narSize,
		registrationTime: undefined,
		deriver: deriver === undefined || deriver === 'unknown-deriver' ? undefined : baseNameOf(deriver),
		references: (values.get('References') ?? '').split(' ').filter(Boolean).map(baseNameOf),
	};
}

function fields(text: string): Map<string, string> {
	return new Map([...text.matchAll(/^(\w+):[ \t]*(.*?)[ \t\r]*$/gm)].map(([, name, value]) => [name!, value!]));
}

function listFolder(folder: string): string[] {
	try {
		return readdirSync(folder).sort();
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		throw new StoreError(
			`the binary cache ${folder} cannot be read: ${code === 'ENOENT' ? 'it is not there' : message}`,
		);
	}
}

/** @throws StoreError for a file that is there and cannot be read. */
function textOf(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') {
			return undefined;
		}

		throw new StoreError(`${file} cannot be read: ${message}`);
	}
}
