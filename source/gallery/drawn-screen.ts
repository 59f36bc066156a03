import type {Line} from '../formats/line.js';
import {lineText} from '../formats/line-layout.js';
import {paintLine} from '../formats/paint.js';
import type {FrameTheme} from '../view-models/frame-input.js';

/** `text`: what stands where. `colour`, `no-colour`: with the SGR sequences, `ESC` written as `␛`. */
export type DrawnStyle = 'text' | 'colour' | 'no-colour' | 'ascii';

export function themeOf(style: DrawnStyle): FrameTheme {
	return {ascii: style === 'ascii', colour: style !== 'no-colour'};
}

/** A screen of the gallery as a part of a text file: its name, then its rows. */
export function drawnScreen(
	{name, description}: {readonly name: string; readonly description: string},
	lines: readonly Line[],
	style: DrawnStyle,
): string {
	const hasSgr = style === 'colour' || style === 'no-colour';
	const texts = lines.map((line) =>
		hasSgr ? paintLine(line, themeOf(style)).replaceAll('\x1b', '␛') : lineText(line),
	);
	// A bar at the edge shows the width, and that no line is longer.
	return `== ${name}: ${description}\n${texts.map((text) => `${text}▏\n`).join('')}`;
}
