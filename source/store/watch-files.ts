import type {FSWatcher} from 'chokidar';

/** Milliseconds between two looks at files that are being written. */
const LOOK_INTERVAL = 1000;

/** So many looks without a change end the looking. */
const QUIET_LOOKS = 3;

export type FileWatch = {
	/** Done when no later change goes unnoticed. */
	readonly ready: Promise<void>;
	close(): Promise<void>;
};

/**
 * Tells when files change of which a stamp says whether they did. A build writes its database, and a Nix process its
 * temporary roots, thousands of times; each event costs a quarter of a millisecond. So after an event nobody listens:
 * the stamp is looked at once a second, until it stays as it is. Nothing runs when nothing moves.
 *
 * @param stamp Cheap; other after a change that matters.
 */
export function watchFiles(
	{
		folder,
		isMeant,
		stamp,
	}: {readonly folder: string; readonly isMeant: (file: string) => boolean; readonly stamp: () => string},
	{onChange, onFailure}: {readonly onChange: () => void; readonly onFailure: (error: unknown) => void},
): FileWatch {
	let last = stamp();
	let watcher: FSWatcher | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isClosed = false;

	/** @returns Whether there was a change. */
	function look(): boolean {
		const now = stamp();
		const isChanged = now !== last;
		last = now;
		if (isChanged) {
			onChange();
		}

		return isChanged;
	}

	async function listen(): Promise<void> {
		const opened = await watchFolder(folder, {isMeant, depth: 0});
		if (isClosed) {
			await opened.close();
			return;
		}

		watcher = opened;
		opened.on('error', onFailure);
		opened.on('all', poll);
		await new Promise<void>((resolve) => opened.once('ready', resolve));
		if (look()) {
			poll();
		}
	}

	function poll(): void {
		if (watcher === undefined || isClosed) {
			return;
		}

		void watcher.close();
		watcher = undefined;
		look();
		let quietLooks = 0;
		timer = setInterval(() => {
			quietLooks = look() ? 0 : quietLooks + 1;
			if (quietLooks === QUIET_LOOKS) {
				clearInterval(timer);
				listen().catch(onFailure);
			}
		}, LOOK_INTERVAL);
	}

	return {
		ready: listen().catch(onFailure),
		async close() {
			isClosed = true;
			clearInterval(timer);
			await watcher?.close();
		},
	};
}

/**
 * A watch on a folder, which need not be there yet.
 *
 * @param options.isMeant Of a file or folder below it; others are not looked at.
 * @param options.depth Folders that are entered below it.
 */
export async function watchFolder(
	folder: string | readonly string[],
	{isMeant, depth}: {readonly isMeant?: (file: string) => boolean; readonly depth: number},
): Promise<FSWatcher> {
	const {watch} = await import('chokidar');
	const folders = [folder].flat();
	return watch(folders, {
		depth,
		followSymlinks: false,
		ignoreInitial: true,
		ignorePermissionErrors: true,
		// An editor's way to write files; links that come back at once shall be told all the same.
		atomic: false,
		...(isMeant === undefined ? {} : {ignored: (file: string) => !folders.includes(file) && !isMeant(file)}),
	});
}
