import type {Contents} from './hash-unlinked.js';
import {hashUnlinked} from './hash-unlinked.js';
import {scanLinks} from './link-farm.js';
import {linkAll} from './linking.js';
import {listUnlinked} from './list-unlinked.js';
import {isOlderNix, type NixVersionSource} from './nix-version.js';
import type {PathTable} from './path-table.js';
import type {ScanWatch} from './scan-watch.js';
import type {LocalStore} from './store-address.js';
import type {UnlinkedFiles} from './unlinked-files.js';
import {UnreadableFiles} from './unreadable-files.js';

/** Equal files, some of which are not linked yet. */
export type LinkableGroup = {
	/** Bytes of one file. */
	readonly size: number;
	/** Files that are not in `.links` now. */
	readonly count: number;
	/** What Nix would count as freed: size × files that it replaces by a link. */
	readonly savableBytes: number;
	/** Some of the files, of different store paths where there are. */
	readonly examples: readonly string[];
};

export type OptimiseScan = {
	/** Files that share their inode with another through `.links`. */
	readonly linkedFiles: number;
	/** Bytes saved so far: (links − 2) × size over `.links`. */
	readonly savedBytes: number;
	/** Bytes on disk of `.links` itself. Nix says that linking saves savedBytes less this (`nix-store --gc`). */
	readonly linksFolderSize: number;
	/** Bytes, and files, that `nix-store --optimise` would report as freed. */
	readonly savableBytes: number;
	readonly savableFiles: number;
	/** How many groups there are. */
	readonly groupCount: number;
	/** Those that would save most, first; at most a thousand. */
	readonly groups: readonly LinkableGroup[];
	/** Files that Nix leaves alone since their owner may write them. */
	readonly writableFiles: number;
	readonly unreadable: readonly string[];
};

const MOST_GROUPS = 1000;
const MOST_EXAMPLES = 5;

/**
 * What linking equal files saves, and what it would save: nothing is changed. Only files of valid paths count, as for
 * Nix.
 *
 * @throws ScanCancelled
 */
export function scanOptimise(
	{storeDirectory, realStoreDirectory}: Pick<LocalStore, 'storeDirectory' | 'realStoreDirectory'>,
	names: PathTable,
	watch: ScanWatch & {
		/** Which Nix would link; the newest when it is not known. Asked for when an inode has several names. */
		readonly nixVersion?: NixVersionSource;
	} = {},
): OptimiseScan {
	const unreadable = new UnreadableFiles();
	const farm = scanLinks(realStoreDirectory, watch);
	const {files, writableFiles} = listUnlinked(realStoreDirectory, names, farm, unreadable, watch);
	const contents = hashUnlinked(realStoreDirectory, files, farm, unreadable, watch);
	const forgetsReplaced = files.hasShared && isOlderNix(watch.nixVersion?.(), 2, 23);
	const {replaced, unlinked} = linkAll(files, contents, {forgetsReplaced});

	const sizes = sizesOf(files, contents);
	let savableBytes = 0;
	let savableFiles = 0;
	const linkable: number[] = [];
	for (const [content, count] of replaced.entries()) {
		savableBytes += count * sizes[content]!;
		savableFiles += count;
		if (count > 0) {
			linkable.push(content);
		}
	}

	const savableOf = (content: number) => replaced[content]! * sizes[content]!;
	const first = linkable.sort((a, b) => savableOf(b) - savableOf(a) || a - b).slice(0, MOST_GROUPS);
	const examples = examplesOf(files, contents, first, storeDirectory);
	return {
		linkedFiles: farm.linkedFiles,
		savedBytes: farm.savedBytes,
		linksFolderSize: farm.folderDiskSize,
		savableBytes,
		savableFiles,
		groupCount: linkable.length,
		groups: first.map((content) => ({
			size: sizes[content]!,
			count: unlinked[content]!,
			savableBytes: savableOf(content),
			examples: examples.get(content)!,
		})),
		writableFiles,
		unreadable: [...farm.unreadable, ...unreadable.lines()],
	};
}

function sizesOf(files: UnlinkedFiles, {ofInode, isLinked}: Contents): Float64Array {
	const sizes = new Float64Array(isLinked.length);
	for (const [inode, content] of ofInode.entries()) {
		if (content < sizes.length) {
			sizes[content] = files.size(inode);
		}
	}

	return sizes;
}

/** Files of the same store path stand in for a group only as long as others are not enough. */
function examplesOf(
	files: UnlinkedFiles,
	{ofInode}: Contents,
	contents: readonly number[],
	storeDirectory: string,
): ReadonlyMap<number, string[]> {
	const found = new Map(contents.map((content) => [content, {spread: [] as string[], rest: [] as string[], last: ''}]));
	for (let file = 0; file < files.count; file++) {
		const examples = found.get(ofInode[files.inodeOf(file)]!);
		if (examples === undefined || examples.spread.length >= MOST_EXAMPLES) {
			continue;
		}

		const path = files.path(file).toString();
		const storePath = path.split('/', 1)[0]!;
		if (storePath !== examples.last) {
			examples.last = storePath;
			examples.spread.push(`${storeDirectory}/${path}`);
		} else if (examples.rest.length < MOST_EXAMPLES) {
			examples.rest.push(`${storeDirectory}/${path}`);
		}
	}

	return new Map(
		[...found].map(([content, {spread, rest}]) => [content, [...spread, ...rest].slice(0, MOST_EXAMPLES)]),
	);
}
