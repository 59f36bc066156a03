/**
 * A line of the screen as data: spans of text with a tone. View models make lines, views and reports paint them.
 * The tones are those of the look: what a piece of text means, not which colour it gets.
 */
export type Tone =
	| 'plain'
	| 'bold'
	| 'muted'
	| 'failed-sign'
	| 'failed'
	| 'running'
	| 'built'
	/** The good end, once: bold. */
	| 'succeeded'
	| 'download'
	| 'upload'
	| 'warning'
	| 'interrupted'
	| 'protected'
	| 'marked'
	| 'size'
	/** How one path holds another: as its deriver, as its output. */
	| 'edge-deriver'
	| 'edge-output'
	| 'current-tab'
	| 'match'
	| 'match-current'
	/** The cursor in a part of a line: in a pane, in a text field. */
	| 'cursor';

export type Span = {
	readonly text: string;
	readonly tone: Tone;
	/** The text carries SGR colour of its own (a sanitised log line); the tone does not apply. */
	readonly coloured?: boolean;
};

export type Line = {
	readonly spans: readonly Span[];
	/** The cursor is on this line: inverse, without colours. */
	readonly cursor?: boolean;
};
