import {useInput, useWindowSize} from 'ink';
import {useMemo, useState} from 'react';
import {span} from '../formats/line-layout.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {Monitor} from '../views/monitor.js';
import {PaintedRows} from '../views/painted-rows.js';
import {fakeSession} from './fake-session.js';
import type {GalleryEntry} from './gallery-entries.js';
import {galleryFrame, galleryStore} from './gallery-frame.js';

export type GalleryProps = {
	readonly entries: readonly GalleryEntry[];
	/** Position of the first screen. */
	readonly start: number;
	readonly theme: FrameTheme;
	readonly onQuit: () => void;
};

/** One screen after the other: ← → go to the next one, all other keys go to the screen itself. */
export function Gallery({entries, start, theme, onQuit}: GalleryProps) {
	const {columns, rows} = useWindowSize();
	const [index, setIndex] = useState(start);
	const entry = entries[index]!;
	const size = {columns, rows: rows - 1};
	// biome-ignore lint/correctness/useExhaustiveDependencies: another window does not begin the screen anew.
	const {session, store} = useMemo(() => {
		const store = galleryStore(entry, 'full');
		galleryFrame(entry, {size, mode: 'full', theme}, store);
		return {session: fakeSession(entry.moments().at(-1)!, entry.title ?? '', entry.replay), store};
	}, [entry]);
	useInput((_input, key) => {
		if (key.leftArrow || key.rightArrow) {
			setIndex((index + (key.rightArrow ? 1 : entries.length - 1)) % entries.length);
		}
	});
	const place = ` ${index + 1} of ${entries.length}  ←→`;
	return (
		<>
			<PaintedRows
				lines={[{spans: [span(` ${entry.name}`, 'bold'), span(`  ${entry.description} `), span(place, 'muted')]}]}
				colour={theme.colour}
			/>
			<Monitor
				key={entry.name}
				session={session}
				store={store}
				theme={theme}
				size={size}
				prompt={entry.prompt}
				onAnswer={() => {}}
				onToggleFullScreen={() => {}}
				onQuit={onQuit}
				onOpenPager={() => {}}
				onSuspend={() => {}}
			/>
		</>
	);
}
