import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {plainLines, plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {plainLine} from './cells.js';

/** Somebody wants a password or an answer. */
export type MonitorPrompt = {
	/** `ssh`, `sudo`, `git`. */
	readonly program: string;
	/** The question, when it is asked through this screen and the keys are its answer; else it stands on the terminal. */
	readonly question?: string | undefined;
};

/** The question, with the place where the answer is typed: nothing of it is shown. */
export function promptLines({program, question}: MonitorPrompt, columns: number, signs: Signs): Line[] {
	const name = plainText(program);
	if (question === undefined) {
		return [
			plainLine(
				[span(signs.warning, 'warning'), span(` ${name} asks on this terminal; the screen waits`)],
				columns,
				signs,
			),
		];
	}

	const lines = plainLines(question);
	return [
		plainLine(
			[span(signs.warning, 'warning'), span(` ${name} asks; the answer goes to it alone and is not shown`)],
			columns,
			signs,
		),
		...lines.map((text, index) =>
			plainLine([span(text), ...(index === lines.length - 1 ? [span(' '), span(' ', 'cursor')] : [])], columns, signs),
		),
		plainLine(
			[span(signs.keyEnter, 'bold'), span(' answer  ', 'muted'), span('Esc', 'bold'), span(' give none', 'muted')],
			columns,
			signs,
		),
	];
}
