import {useInput, useWindowSize} from 'ink';
import {useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore} from 'react';
import {formatSize} from '../formats/bytes.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {explorerFrame} from '../view-models/store/explorer-frame.js';
import type {ChartPainter} from '../view-models/store/screen.js';
import {type ExplorerKeyContext, handleExplorerKey} from './handle-explorer-key.js';
import {PaintedRows} from './painted-rows.js';

export type ExplorerProps = ExplorerKeyContext & {
	readonly theme: FrameTheme;
	/** Of the user, for `~`. */
	readonly home: string;
	/** Of the window; asked from Ink when not given. */
	readonly size?: {readonly columns: number; readonly rows: number} | undefined;
};

/** The store explorer on a full screen. Draws for a key at once, and when the session says a frame is due. */
export function Explorer(props: ExplorerProps) {
	const {session, store, theme, home, onOtherHalf} = props;
	const windowSize = useWindowSize();
	const size = props.size ?? windowSize;
	const [lineChart, setLineChart] = useState<ChartPainter>();
	const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session]);
	const frameNumber = () => session.frameNumber();
	useSyncExternalStore(subscribe, frameNumber, frameNumber);
	const ui = useSyncExternalStore(store.subscribe, store.current, store.current);
	const input = {
		data: session.data,
		ui,
		size,
		now: session.now(),
		theme,
		home,
		hasMonitor: onOtherHalf !== undefined,
		lineChart,
	};
	const {lines, facts, needs, wantsChart} = explorerFrame(input);
	useLayoutEffect(() => {
		store.setFacts(facts, {ui, facts: (newer) => explorerFrame({...input, ui: newer}).facts});
	});
	useEffect(() => {
		session.need(needs);
	});
	useEffect(() => {
		if (wantsChart && lineChart === undefined) {
			void import('./charts/line-chart.js').then((charts) => setLineChart(() => painterOf(charts)));
		}
	}, [wantsChart, lineChart]);
	useInput((input, key) => handleExplorerKey(props, input, key));
	return <PaintedRows lines={lines} colour={theme.colour} />;
}

function painterOf({lineChart}: typeof import('./charts/line-chart.js')): ChartPainter {
	return ({title, x, y, columns, rows}) =>
		lineChart({series: [{title, x: [...x], y: [...y]}], columns, rows, colour: true, yLabel: formatSize});
}
