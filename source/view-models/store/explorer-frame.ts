import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {type Signs, signs as signsFor} from '../../formats/symbols.js';
import {wrapColumns} from '../../formats/width.js';
import {type ExplorerKey, explorerKeys, lookingKeys} from '../../keymap/explorer-keys.js';
import type {ExplorerPlace} from '../../keymap/explorer-places.js';
import {footerHints} from '../../keymap/footer-hints.js';
import type {ExplorerData, Need} from '../../sessions/explorer-data.js';
import {plainLine, spreadLine} from '../cells.js';
import type {FrameTheme} from '../frame-input.js';
import {helpPage} from '../help-page.js';
import {explorerHeader} from './explorer-header.js';
import {explorerHelp} from './explorer-help.js';
import {type ExplorerFacts, type ExplorerUi, noFacts} from './explorer-ui.js';
import {freePromptLine} from './free-prompt.js';
import {goneMarks} from './gone-marks.js';
import {jointNeeds} from './joint-pane.js';
import {filledTo} from './list-table.js';
import {loadingLines} from './loading.js';
import {scanNeeds} from './optimise-scan.js';
import {overlaid} from './overlay.js';
import {runNotice} from './run-notice.js';
import type {ChartPainter, Notice, Screen, ScreenBody} from './screen.js';
import {screens} from './screens.js';

export type ExplorerFrameInput = {
	readonly data: ExplorerData;
	readonly ui: ExplorerUi;
	/** The window. */
	readonly size: {readonly columns: number; readonly rows: number};
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly theme: FrameTheme;
	/** Of the user, for `~`. */
	readonly home: string;
	/** A build monitor runs beside: Tab leads there. */
	readonly hasMonitor: boolean;
	readonly lineChart?: ChartPainter | undefined;
};

export type ExplorerFrame = {
	/** From top to bottom; exactly as high as the window, never wider. */
	readonly lines: readonly Line[];
	readonly facts: ExplorerFacts;
	readonly needs: readonly Need[];
	readonly wantsChart: boolean;
};

/** Below this the explorer has one line. */
const leastSize = {columns: 60, rows: 15};

/** One frame of the explorer: a function of its data, choices, window and time. */
export function explorerFrame(input: ExplorerFrameInput): ExplorerFrame {
	const {data, ui, size, theme, hasMonitor} = input;
	const signs = signsFor(theme);
	const {columns, rows} = size;
	if (columns < leastSize.columns || rows < leastSize.rows) {
		const text = `${data.title}: the window is too small, ${leastSize.columns}x${leastSize.rows} is needed`;
		const lines = rows > 0 && columns > 2 ? [plainLine([span(text)], columns, signs)] : [];
		return {lines, facts: noFacts, needs: [], wantsChart: false};
	}

	const said = saidLines(input, signs);
	const height = Math.max(0, rows - HEADER_ROWS - said.length - 1);
	const body = bodyOf(input, height, signs);
	const needs = [...body.needs, ...choiceNeeds(ui), ...jointNeeds(ui.shared.marks), ...scanNeeds(data)];
	const choice = ui.choice === undefined ? undefined : data.slot('choose', 'choose');
	const isChosen = choice?.isCurrent === true && JSON.stringify(choice.request) === JSON.stringify(ui.choice?.request);
	const header = explorerHeader({data, ui, body, columns, signs});
	const keys = data.status?.isCollectable === false ? lookingKeys : explorerKeys;
	const help = ui.helpOpen ? helpPage(explorerHelp(keys, signs), columns, height, ui.helpTop, signs) : undefined;
	const lines = [...header, ...filledTo(help?.lines ?? body.lines, height, columns), ...said, lastLine()].slice(
		0,
		rows,
	);
	return {
		lines:
			body.dialog === undefined || ui.helpOpen
				? lines
				: overlaid(lines, body.dialog, {columns, headerRows: HEADER_ROWS}),
		facts: {
			subject: body.subject,
			facts: body.facts,
			list: body.list ?? noFacts.list,
			helpEnd: help?.end ?? 0,
			helpPage: help?.page ?? 1,
			chosen: isChosen && choice.answer !== undefined ? choice.answer : undefined,
			goneMarks: goneMarks(data, ui.shared, input.home),
			arrived: body.arrived,
		},
		needs,
		wantsChart: body.wantsChart === true,
	};

	function choiceNeeds({choice}: ExplorerUi): Need[] {
		return choice === undefined ? [] : [{slot: 'choose', kind: 'choose', request: choice.request}];
	}

	function lastLine(): Line {
		if (ui.prompt !== undefined) {
			return freePromptLine(ui.prompt, columns, signs);
		}

		return body.footer === undefined || ui.helpOpen
			? hintLine(
					keys,
					explorerPlaces(ui, data, hasMonitor),
					ui.helpOpen ? [] : (body.footerAside ?? []),
					columns,
					signs,
				)
			: plainLine(body.footer, columns, signs);
	}
}

const HEADER_ROWS = 3;

/** Where the keys go now, the innermost place first. */
export function explorerPlaces(ui: ExplorerUi, data: ExplorerData, hasMonitor: boolean): readonly ExplorerPlace[] {
	if (ui.prompt !== undefined) {
		return ['typing'];
	}

	if (ui.helpOpen) {
		return ['help', 'everywhere'];
	}

	const screen = screens[ui.screen] as unknown as Screen<unknown>;
	const own = screen.places(ui.uis[ui.screen], data);
	return own[0] === 'typing'
		? own
		: [
				...own,
				...(hasMonitor ? (['monitor'] as const) : []),
				...(data.hasChanged ? (['changed'] as const) : []),
				'everywhere',
			];
}

/** Where only the keys of that place are shown. */
const APART: ReadonlySet<ExplorerPlace> = new Set(['help', 'typing', 'collect', 'dialog']);

function hintLine(
	keys: readonly ExplorerKey[],
	places: readonly ExplorerPlace[],
	aside: readonly Span[],
	columns: number,
	signs: Signs,
): Line {
	const isApart = APART.has(places[0]!);
	const shown = places.filter((place) => place !== 'list' && !(isApart && place === 'everywhere'));
	const room = columns - 2;
	const left = room - lineWidth({spans: aside}) - 2;
	const all = footerHints(keys, shown, room, signs);
	// Words beside the keys take no key away.
	const fits = aside.length > 0 && footerHints(keys, shown, left, signs).length === all.length;
	const hints = fits ? footerHints(keys, shown, left, signs) : all;
	const spans = hints.flatMap(({keys, text}, index): Span[] => [
		span(index === 0 ? '' : '  '),
		span(keys, 'bold'),
		span(` ${text}`, 'muted'),
	]);
	return spreadLine(spans, fits ? aside : [], columns, signs);
}

/** What is said until the next key, above the keys. */
function saidLines({data, ui, size: {columns}}: ExplorerFrameInput, signs: Signs): Line[] {
	const {command, notice} = ui.shared;
	const choice = ui.choice === undefined ? undefined : data.slot('choose', 'choose');
	const said: Notice | undefined =
		notice ??
		choice?.error ??
		(choice === undefined
			? (data.notice ?? runNotice(data, ui.screen))
			: {kind: 'working', text: `choosing roots${signs.cut}`});
	return [
		...(command === undefined ? [] : command.split('\n').flatMap((one) => commandLines(one, columns))),
		...(said === undefined ? [] : noticeLines(said, columns, signs)),
	];
}

/** A long reason wraps. */
function noticeLines(notice: Notice, columns: number, signs: Signs): Line[] {
	const {kind, text} = typeof notice === 'string' ? {kind: 'warning', text: notice} : notice;
	const label = [
		kind === 'done'
			? span(`${signs.built} `, 'built')
			: kind === 'working'
				? span(`${signs.running} `, 'running')
				: span(`${signs.warning} `, 'warning'),
	];
	return flow(words(plainText(text)), {columns: columns - 2, indent: 2, gap: 1, label})
		.slice(0, MOST_NOTICE_ROWS)
		.map(({spans}) => plainLine(spans, columns, signs));
}

const MOST_NOTICE_ROWS = 3;

/** To be copied: never cut. */
function commandLines(command: string, columns: number): Line[] {
	// A word that is wider than the window goes on in the next line.
	const items = words(plainText(command)).flatMap((item) =>
		wrapColumns(item[0]?.text ?? '', Math.max(1, columns - 4)).map((text) => [span(text)]),
	);
	return flow(items, {columns: columns - 1, indent: 3, gap: 1, label: [span(' $ ', 'muted')]}).map((line) => ({
		spans: [...line.spans, span(' '.repeat(Math.max(0, columns - lineText(line).length)))],
	}));
}

function bodyOf(
	{data, ui, size, now, theme, home, lineChart}: ExplorerFrameInput,
	rows: number,
	signs: Signs,
): ScreenBody {
	if (data.failure !== undefined || data.status === undefined) {
		return {lines: loadingLines(data, size.columns, signs), needs: []};
	}

	const screen = screens[ui.screen] as unknown as Screen<unknown>;
	return screen.body(ui.uis[ui.screen], {
		data,
		shared: ui.shared,
		// Ages in a snapshot are those of then.
		now: data.status.snapshot?.readAt ?? now,
		home,
		signs,
		colour: theme.colour,
		ascii: theme.ascii,
		columns: size.columns,
		rows,
		lineChart: theme.ascii || !theme.colour ? undefined : lineChart,
	});
}
