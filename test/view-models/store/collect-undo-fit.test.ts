import test from 'ava';
import {lineText} from '../../../source/formats/line-layout.js';
import {displayWidth} from '../../../source/formats/width.js';
import {collectStates} from '../../../source/gallery/store/collect-states.js';
import type {ExplorerEntry} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {undoStates} from '../../../source/gallery/store/undo-states.js';

const windows = [
	[60, 15],
	[80, 24],
	[100, 30],
	[120, 36],
	[200, 60],
] as const;

test('every state of collect and undo fits every window, hostile names included', (t) => {
	for (const entry of [...collectStates, ...undoStates] as readonly ExplorerEntry[]) {
		for (const [columns, rows] of windows) {
			for (const ascii of [false, true]) {
				const frame = explorerGalleryFrame(entry, {size: {columns, rows}, theme: {ascii, colour: true}});
				t.is(frame.lines.length, rows, entry.name);
				for (const line of frame.lines) {
					const text = lineText(line);
					t.is(displayWidth(text), columns, `${entry.name} ${columns}: ${text}`);
					t.notRegex(text, /[\u0000-\u001f\u007f]/, entry.name);
				}
			}
		}
	}
});
