import type {FrameWriter} from '../terminal/frame-writer.js';

/** A window that is being dragged changes many times a second. */
const REST_MS = 120;

/**
 * Terminals move what stands in the window when its size changes, and a frame that differs in a few cells would be drawn
 * over that: a full screen is to be entered anew once the window is at rest.
 *
 * @param onRest Called a moment after the last change.
 */
export function whenWindowRests(output: FrameWriter, onRest: () => void): void {
	let timer: NodeJS.Timeout | undefined;
	output.on('window', () => {
		clearTimeout(timer);
		timer = setTimeout(onRest, REST_MS);
		timer.unref();
	});
}
