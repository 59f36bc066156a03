import type {Line, Span, Tone} from './line.js';
import {plainText} from './sanitise.js';
import {withoutColours} from './sgr.js';

/** The look of each tone: SGR 1, 2, 4, 7 and 31–36 only, which every terminal theme shows on its own background. */
const sgrOfTone: Record<Tone, string> = {
	plain: '',
	bold: '1',
	muted: '2',
	'failed-sign': '1;31',
	failed: '31',
	running: '33',
	built: '32',
	succeeded: '1;32',
	download: '36',
	upload: '35',
	warning: '1;33',
	interrupted: '1;33',
	protected: '34',
	marked: '1;36',
	size: '34',
	'edge-deriver': '35',
	'edge-output': '36',
	'current-tab': '1;4',
	match: '4',
	'match-current': '7;33',
	cursor: '7',
};

/**
 * The line as text with SGR sequences.
 *
 * @param colour False under NO_COLOR: the colours go, bold, dim, underline and inverse stay.
 */
export function paintLine(line: Line, {colour}: {readonly colour: boolean}): string {
	return line.spans.map((span) => (line.cursor ? paintCursorSpan(span) : paintSpan(span, colour))).join('');
}

function paintSpan(span: Span, colour: boolean): string {
	if (span.coloured) {
		return colour ? span.text : withoutColours(span.text);
	}

	const sgr = sgrOfTone[span.tone];
	return paint(span.text, colour ? sgr : dropCodes(sgr, isColour));
}

/** In an inverse row colours would become backgrounds, and dim text unreadable. */
function paintCursorSpan(span: Span): string {
	if (span.coloured) {
		return paint(plainText(span.text), '7');
	}

	const kept = dropCodes(sgrOfTone[span.tone], (code) => isColour(code) || code === '2' || code === '7');
	return paint(span.text, kept === '' ? '7' : `7;${kept}`);
}

function paint(text: string, sgr: string): string {
	return sgr === '' || text === '' ? text : `\x1b[${sgr}m${text}\x1b[0m`;
}

function isColour(code: string): boolean {
	return code.length === 2;
}

function dropCodes(sgr: string, isDropped: (code: string) => boolean): string {
	return sgr
		.split(';')
		.filter((code) => !isDropped(code))
		.join(';');
}
