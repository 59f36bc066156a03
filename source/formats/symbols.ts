/** The signs of the screen, one cell each but the names of keys. What they mean: `?` in the program, README. */
export type Signs = {
	readonly running: string;
	readonly waiting: string;
	readonly built: string;
	readonly failed: string;
	/** A dependency failed; cancelled and interrupted builds have it too, and say so in words. */
	readonly blocked: string;
	readonly download: string;
	readonly upload: string;
	readonly warning: string;
	readonly marked: string;
	readonly protected: string;
	readonly root: string;
	/** Where text was cut. */
	readonly cut: string;
	readonly changed: string;
	readonly added: string;
	readonly removed: string;
	/** The line of a quoted log. */
	readonly quote: string;
	readonly foldShut: string;
	readonly foldOpen: string;
	/** Pieces of the tree: `├` `─`, `└` `─`, `│`; critical: heavy. */
	readonly treeLine: string;
	readonly treeBranch: string;
	readonly treeCorner: string;
	readonly treeStub: string;
	readonly criticalBranch: string;
	readonly criticalCorner: string;
	readonly criticalStub: string;
	readonly barDone: string;
	readonly barHalf: string;
	readonly barRest: string;
	/** Running part of the rule. */
	readonly ruleRunning: string;
	/** The thin line of panes and rules. */
	readonly rule: string;
	readonly totalProtected: string;
	readonly totalLive: string;
	readonly totalDead: string;
	readonly planned: string;
	readonly now: string;
	/** From lowest to highest. */
	readonly columns: readonly string[];
	readonly arrow: string;
	/** From a build to what needs it. */
	readonly neededBy: string;
	readonly leadsTo: string;
	/** Between two numbers: `15–27m`; and where a number does not apply. */
	readonly range: string;
	readonly times: string;
	readonly dot: string;
	readonly atLeast: string;
	readonly sortDown: string;
	readonly sortUp: string;
	/** Left edge of the current search match. */
	readonly matchEdge: string;
	readonly keyUpDown: string;
	readonly keyLeftRight: string;
	readonly keyEnter: string;
	readonly keyBackspace: string;
	readonly dialogTopLeft: string;
	readonly dialogTopRight: string;
	readonly dialogBottomLeft: string;
	readonly dialogBottomRight: string;
	readonly dialogVertical: string;
};

/** All of them are in DejaVu Sans Mono and none has emoji presentation. */
const unicodeSigns: Signs = {
	running: '●',
	waiting: '○',
	built: '✓',
	failed: '✗',
	blocked: '⊘',
	download: '↓',
	upload: '↑',
	warning: '!',
	marked: '■',
	protected: '◆',
	root: '◇',
	cut: '…',
	changed: '~',
	added: '+',
	removed: '-',
	quote: '│',
	foldShut: '▸',
	foldOpen: '▾',
	treeLine: '│',
	treeBranch: '├',
	treeCorner: '└',
	treeStub: '─',
	criticalBranch: '┡',
	criticalCorner: '┗',
	criticalStub: '━',
	barDone: '━',
	barHalf: '╸',
	barRest: '─',
	ruleRunning: '╍',
	rule: '─',
	totalProtected: '▓',
	totalLive: '█',
	totalDead: '░',
	planned: '┄',
	now: '┊',
	columns: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	arrow: '→',
	neededBy: '‹',
	leadsTo: '›',
	range: '–',
	times: '×',
	dot: '·',
	atLeast: '≥',
	sortDown: '▼',
	sortUp: '▲',
	matchEdge: '▌',
	keyUpDown: '↑↓',
	keyLeftRight: '←→',
	keyEnter: '⏎',
	keyBackspace: '⌫',
	dialogTopLeft: '╭',
	dialogTopRight: '╮',
	dialogBottomLeft: '╰',
	dialogBottomRight: '╯',
	dialogVertical: '│',
};

const asciiSigns: Signs = {
	running: '*',
	waiting: '.',
	built: '+',
	failed: 'x',
	blocked: '-',
	download: 'v',
	upload: '^',
	warning: '!',
	marked: '#',
	protected: '@',
	root: 'o',
	cut: '_',
	changed: '~',
	added: '+',
	removed: '-',
	quote: '|',
	foldShut: '+',
	foldOpen: '-',
	treeLine: '|',
	treeBranch: '|',
	treeCorner: '`',
	treeStub: '-',
	criticalBranch: '|',
	criticalCorner: '`',
	criticalStub: '=',
	barDone: '=',
	barHalf: '-',
	barRest: '-',
	ruleRunning: ':',
	rule: '-',
	totalProtected: '%',
	totalLive: '#',
	totalDead: '.',
	planned: '.',
	now: '|',
	columns: ['0', '1', '3', '4', '5', '6', '8', '9'],
	arrow: '>',
	neededBy: '<',
	leadsTo: '>',
	range: '-',
	times: 'x',
	dot: '-',
	atLeast: '>',
	sortDown: 'v',
	sortUp: '^',
	matchEdge: '|',
	keyUpDown: 'Up/Dn',
	keyLeftRight: 'L/R',
	keyEnter: 'Enter',
	keyBackspace: 'Bksp',
	dialogTopLeft: '+',
	dialogTopRight: '+',
	dialogBottomLeft: '+',
	dialogBottomRight: '+',
	dialogVertical: '|',
};

/** @param ascii The terminal shows ASCII only (`TERM=linux`, or a locale that is not UTF-8). */
export function signs({ascii}: {readonly ascii: boolean}): Signs {
	return ascii ? asciiSigns : unicodeSigns;
}
