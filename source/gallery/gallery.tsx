import {useInput, useWindowSize} from 'ink';
import {useMemo, useState} from 'react';
import {span} from '../formats/line-layout.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {Explorer} from '../views/explorer.js';
import {Monitor} from '../views/monitor.js';
import {PaintedRows} from '../views/painted-rows.js';
import {fakeSession} from './fake-session.js';
import type {GalleryEntry} from './gallery-entries.js';
import {galleryFrame, galleryStore} from './gallery-frame.js';
import type {GalleryScreen} from './gallery-screens.js';
import type {ExplorerEntry} from './store/explorer-entries.js';
import {explorerGalleryFrame, explorerGalleryStore, galleryHome} from './store/explorer-gallery-frame.js';
import {fakeExplorerSession} from './store/fake-explorer-session.js';

export type GalleryProps = {
	readonly screens: readonly GalleryScreen[];
	/** Position of the first screen. */
	readonly start: number;
	readonly theme: FrameTheme;
	readonly onQuit: () => void;
};

/** One screen after the other: ← → go to the next one, all other keys go to the screen itself. */
export function Gallery({screens, start, theme, onQuit}: GalleryProps) {
	const {columns, rows} = useWindowSize();
	const [index, setIndex] = useState(start);
	const screen = screens[index]!;
	const size = {columns, rows: rows - 1};
	useInput((_input, key) => {
		if (key.leftArrow || key.rightArrow) {
			setIndex((index + (key.rightArrow ? 1 : screens.length - 1)) % screens.length);
		}
	});
	const place = ` ${index + 1} of ${screens.length}  ←→`;
	return (
		<>
			<PaintedRows
				lines={[{spans: [span(` ${screen.name}`, 'bold'), span(`  ${screen.description} `), span(place, 'muted')]}]}
				colour={theme.colour}
			/>
			{screen.half === 'builds' ? (
				<BuildScreen key={screen.name} entry={screen.entry} size={size} theme={theme} onQuit={onQuit} />
			) : (
				<StoreScreen key={screen.name} entry={screen.entry} size={size} theme={theme} onQuit={onQuit} />
			)}
		</>
	);
}

type ScreenProps<Entry> = Pick<GalleryProps, 'theme' | 'onQuit'> & {
	readonly entry: Entry;
	readonly size: {readonly columns: number; readonly rows: number};
};

const nothing = () => {};

function BuildScreen({entry, size, theme, onQuit}: ScreenProps<GalleryEntry>) {
	// biome-ignore lint/correctness/useExhaustiveDependencies: another window does not begin the screen anew.
	const {session, store} = useMemo(() => {
		const store = galleryStore(entry, 'full');
		galleryFrame(entry, {size, mode: 'full', theme}, store);
		return {session: fakeSession(entry.moments().at(-1)!, entry.title ?? '', entry.replay), store};
	}, [entry]);
	return (
		<Monitor
			session={session}
			store={store}
			theme={theme}
			size={size}
			prompt={entry.prompt}
			onAnswer={nothing}
			onToggleFullScreen={nothing}
			onQuit={onQuit}
			onOpenPager={nothing}
			onSuspend={nothing}
		/>
	);
}

function StoreScreen({entry, size, theme, onQuit}: ScreenProps<ExplorerEntry>) {
	// biome-ignore lint/correctness/useExhaustiveDependencies: another window does not begin the screen anew.
	const {session, store} = useMemo(() => {
		const store = explorerGalleryStore(entry);
		explorerGalleryFrame(entry, {size, theme}, store);
		return {session: fakeExplorerSession(entry.data()), store};
	}, [entry]);
	return (
		<Explorer
			session={session}
			store={store}
			theme={theme}
			home={galleryHome}
			size={size}
			onQuit={onQuit}
			onSuspend={nothing}
			onOpenLog={nothing}
			onOtherHalf={entry.hasMonitor ? nothing : undefined}
		/>
	);
}
