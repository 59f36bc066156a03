import type {FilePath} from './folder-names.js';
import {GrowingArray} from './growing-array.js';
import type {FileKind} from './nar-hash.js';

const kinds: readonly FileKind[] = ['regular', 'executable', 'symlink'];
const numbers = () => new GrowingArray((length) => new Uint32Array(length));

export const NO_FOLDER = 0xffff_ffff;

/**
 * Files that are not in `.links`, in the order in which Nix comes to them, the folders they are in, and their inodes: as
 * numbers, since a store has millions of them.
 */
export class UnlinkedFiles {
	readonly #top: string;
	// Of a folder: where its name is in #names, the folder it is in, how many files came before its first one.
	readonly #folderNames = numbers();
	readonly #folderParents = numbers();
	readonly #folderStarts = numbers();
	// Of a file.
	readonly #fileNames = numbers();
	readonly #fileFolders = numbers();
	readonly #fileInodes = numbers();
	// Of an inode.
	readonly #sizes = new GrowingArray((length) => new Float64Array(length));
	readonly #kinds = new GrowingArray((length) => new Uint8Array(length));
	readonly #links = numbers();
	/** Names, each behind its length in two bytes. */
	readonly #names = new GrowingArray((length) => new Uint8Array(length));
	/** Inodes with more links than one, by their number in the file system. */
	readonly #shared = new Map<number, number>();
	readonly #sharedNumbers: number[] = [];

	/** @param top The folder of the store. */
	constructor(top: string) {
		this.#top = top;
	}

	get count(): number {
		return this.#fileInodes.length;
	}

	get inodeCount(): number {
		return this.#sizes.length;
	}

	/** @returns Its id. */
	addFolder(parent: number, name: FilePath): number {
		this.#folderNames.push(this.#addName(name));
		this.#folderParents.push(parent);
		this.#folderStarts.push(this.count);
		return this.#folderParents.length - 1;
	}

	/** @param inodeNumber Of the file system; only asked for when there is more than one link. */
	addFile(
		folder: number,
		name: FilePath,
		file: {kind: FileKind; size: number; links: number; inodeNumber: number},
	): void {
		this.#fileNames.push(this.#addName(name));
		this.#fileFolders.push(folder);
		this.#fileInodes.push(this.#inodeOf(file));
	}

	inodeOf(file: number): number {
		return this.#fileInodes.at(file);
	}

	/** How many files had been seen when the folder of this one was read; NO_FOLDER for an entry of the store itself. */
	folderStart(file: number): number {
		const folder = this.#fileFolders.at(file);
		return folder === NO_FOLDER ? NO_FOLDER : this.#folderStarts.at(folder);
	}

	size(inode: number): number {
		return this.#sizes.at(inode);
	}

	kind(inode: number): FileKind {
		return kinds[this.#kinds.at(inode)]!;
	}

	/** Of all names of the inode, also those elsewhere. */
	links(inode: number): number {
		return this.#links.at(inode);
	}

	/** Below the store's folder; bytes, since a name may be anything. */
	path(file: number): Buffer {
		const parts = [this.#name(this.#fileNames.at(file))];
		for (let folder = this.#fileFolders.at(file); folder !== NO_FOLDER; folder = this.#folderParents.at(folder)) {
			parts.unshift(this.#name(this.#folderNames.at(folder)), Buffer.from('/'));
		}

		return Buffer.concat(parts);
	}

	absolutePath(file: number): Buffer {
		return Buffer.concat([Buffer.from(`${this.#top}/`), this.path(file)]);
	}

	/** Whether some inode has several names, which may all be here. */
	get hasShared(): boolean {
		return this.#sharedNumbers.length > 0;
	}

	/** @returns A function that forgets all that was added since. */
	mark(): () => void {
		const arrays = [
			this.#folderNames,
			this.#folderParents,
			this.#folderStarts,
			this.#fileNames,
			this.#fileFolders,
			this.#fileInodes,
			this.#sizes,
			this.#kinds,
			this.#links,
			this.#names,
		];
		const lengths = arrays.map(({length}) => length);
		const sharedCount = this.#sharedNumbers.length;
		return () => {
			for (const [index, array] of arrays.entries()) {
				array.truncate(lengths[index]!);
			}

			for (const number of this.#sharedNumbers.splice(sharedCount)) {
				this.#shared.delete(number);
			}
		};
	}

	#inodeOf({
		kind,
		size,
		links,
		inodeNumber,
	}: {
		kind: FileKind;
		size: number;
		links: number;
		inodeNumber: number;
	}): number {
		const known = links > 1 ? this.#shared.get(inodeNumber) : undefined;
		if (known !== undefined) {
			return known;
		}

		const inode = this.#sizes.length;
		this.#sizes.push(size);
		this.#kinds.push(kinds.indexOf(kind));
		this.#links.push(links);
		if (links > 1) {
			this.#shared.set(inodeNumber, inode);
			this.#sharedNumbers.push(inodeNumber);
		}

		return inode;
	}

	#addName(name: FilePath): number {
		const start = this.#names.length;
		const bytes = typeof name === 'string' ? Buffer.from(name) : name;
		this.#names.push(bytes.length >> 8);
		this.#names.push(bytes.length & 255);
		this.#names.pushAll(bytes);
		return start;
	}

	#name(start: number): Buffer {
		const length = (this.#names.at(start) << 8) | this.#names.at(start + 1);
		return Buffer.from(this.#names.slice(start + 2, start + 2 + length));
	}
}
