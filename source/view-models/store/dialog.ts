import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

export type Dialog = {
	/** The act as a question with its number: `Drop 3 roots and delete 195,318 paths?` */
	readonly title: readonly Span[];
	/** Cut where they are too long; at most `width` - 6 cells fit. */
	readonly body: readonly Line[];
	/** Cells with the frame. */
	readonly width: number;
};

/** Cells that the frame takes from the text of a dialog. */
export const DIALOG_FRAME = 6;

/** Lines that the frame takes beside the body. */
export const DIALOG_LINES = 4;

/** `╭─ title ──╮`, the body with an empty line above and below, `╰──╯`: all of the same width, the frame in red. */
export function dialogLines({title, body, width}: Dialog, signs: Signs): Line[] {
	const inner = width - DIALOG_FRAME;
	const shown = truncateLine({spans: title}, inner, signs.cut).spans;
	const rule = (length: number) => signs.rule.repeat(Math.max(0, length));
	const edge = span(signs.dialogVertical, 'failed');
	const row = (content: Line): Line => {
		const cut = truncateLine(content, inner, signs.cut);
		return {
			spans: [edge, span('  '), ...cut.spans, span(' '.repeat(Math.max(0, inner - lineWidth(cut)) + 2)), edge],
		};
	};

	return [
		{
			spans: [
				span(`${signs.dialogTopLeft}${rule(1)} `, 'failed'),
				...shown,
				span(` ${rule(width - 5 - lineWidth({spans: shown}))}${signs.dialogTopRight}`, 'failed'),
			],
		},
		row({spans: []}),
		...body.map(row),
		row({spans: []}),
		{spans: [span(`${signs.dialogBottomLeft}${rule(width - 2)}${signs.dialogBottomRight}`, 'failed')]},
	];
}

/** `  y    drop and delete now`: a choice, the key of the act itself in red. */
export function dialogChoice(key: string, text: string, isTheAct = false): Line {
	return {spans: [span('  '), span(key.padEnd(5), isTheAct ? 'failed-sign' : 'bold'), span(text)]};
}
