import {homedir} from 'node:os';
import type {ReactNode} from 'react';
import {createExplorerSession} from '../../sessions/create-explorer-session.js';
import type {StoreAddress} from '../../store/store-address.js';
import type {FrameTheme} from '../../view-models/frame-input.js';
import {createExplorerStore} from '../../view-models/store/explorer-store.js';
import {gone} from '../../view-models/store/reduce-explorer.js';
import {Explorer} from '../../views/explorer.js';
import type {ExplorerCallbacks} from '../../views/handle-explorer-key.js';
import {openStoreClient} from '../../workers/store-client.js';
import {titleOf} from './store-title.js';

export type StoreHalfCallbacks = ExplorerCallbacks;

/** The store explorer beside a build monitor. */
export type StoreHalf = {
	element(callbacks: StoreHalfCallbacks): ReactNode;
	/** Shows a store path. */
	goTo(path: string): void;
	/** A line until the next key. */
	say(notice: string): void;
	close(): Promise<void>;
};

export function openStoreHalf({
	address,
	theme,
	isBusy,
}: {
	readonly address: StoreAddress;
	readonly theme: FrameTheme;
	/** The terminal has not yet taken the frame before. */
	readonly isBusy: () => boolean;
}): StoreHalf {
	const session = createExplorerSession({
		title: titleOf(address),
		openClient: (onProgress) => openStoreClient({address, workingDirectory: process.cwd(), onProgress}),
		isBusy,
		now: Date.now,
	});
	const store = createExplorerStore();
	return {
		element: (callbacks) => <Explorer session={session} store={store} theme={theme} home={homedir()} {...callbacks} />,
		goTo(path) {
			store.set(gone(store.current(), {screen: 'path', path}));
		},
		say: (notice) => store.say(notice),
		close: () => session.close(),
	};
}
