import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import type {Need} from '../../sessions/explorer-data.js';
import {emptyLine} from '../cells.js';
import {besidePane} from './overview-beside.js';
import {freeingPane} from './overview-freeing.js';
import {growthBody, growthPane} from './overview-growth.js';
import {heldPane} from './overview-held.js';
import {bottomLine, notesRow} from './overview-notes.js';
import {packagesPane, versionsPane} from './overview-packages.js';
import type {Opening, OverviewRow} from './overview-rows.js';
import {totalLines} from './overview-total.js';
import {type PaneContent, paneColumn, paneContent} from './pane-column.js';
import type {Screen, ScreenBody, ScreenInput, Step, Subject} from './screen.js';

export type OverviewUi = {
	/** The chosen row, by identity; undefined until the user moves. */
	readonly at: string | undefined;
	/** Its place among all rows when it was chosen: counts when it is gone. */
	readonly index: number;
	/** The first line that is shown of each column. */
	readonly tops: readonly [number, number];
	/** The chart of the growth takes the whole body. */
	readonly isChartLarge: boolean;
};

/** A row that can be chosen, where it stands and where it leads. */
type Place = {
	readonly id: string;
	readonly column: 0 | 1;
	/** Panes are counted over both columns. */
	readonly pane: number;
	/** Line of the column. */
	readonly y: number;
	readonly opens: Opening | undefined;
	readonly subject: Subject | undefined;
};

type OverviewFacts = {
	readonly places: readonly Place[];
	readonly index: number;
	readonly tops: readonly [number, number];
};

const needs: readonly Need[] = [
	{slot: 'overview', kind: 'overview', request: {}},
	{slot: 'links', kind: 'links', request: {}},
	{slot: 'beside', kind: 'beside', request: {}},
];

/** Panes stand beside each other from here on. */
const twoColumns = 100;
const mostLeft = 96;
const mostRight = 80;
/** Rows of panes that are below each other, where the whole is scrolled. */
const fewRows = 6;
const manyRows = 50;
const chartRows = {most: 10, inOneColumn: 6};
/** Behind the tabs there is room for a word. */
const asideColumns = 96;

/** What the store is at a glance; each row leads to its tab, filtered. */
export const overviewScreen: Screen<OverviewUi, OverviewFacts> = {
	initial: {at: undefined, index: 0, tops: [0, 0], isChartLarge: false},
	body: (ui, input) => (ui.isChartLarge ? {...growthBody(input), needs} : overviewBody(ui, input)),
	reduce(ui, action, {facts, data}) {
		if (ui.isChartLarge && (action === 'back' || action === 'enlarge')) {
			return {ui: {...ui, isChartLarge: false}};
		}

		if (action === 'enlarge') {
			return {ui: {...ui, isChartLarge: true}};
		}

		if (facts === undefined || typeof action === 'object') {
			return undefined;
		}

		const {places} = facts;
		// Keys can come faster than frames.
		const now = places.findIndex(({id}) => id === ui.at);
		const index = now === -1 ? facts.index : now;
		const {column = 0, pane = 0, y = 0, opens} = places[index] ?? {};
		switch (action) {
			case 'up':
				return to(index - 1);
			case 'down':
				return to(index + 1);
			case 'first':
				return to(0);
			case 'last':
				return to(places.length - 1);
			case 'page-down':
				return to(places.findIndex((place) => place.pane > pane));
			case 'page-up':
				return to(places.findIndex((place) => place.pane === (places[index - 1]?.pane ?? 0)));
			case 'left':
				return to(column === 1 ? nearest(0) : -1);
			case 'right':
				return to(column === 0 ? nearest(1) : -1);
			case 'open':
				return opened(opens);
			default:
				return undefined;
		}

		function to(place: number): Step<OverviewUi> {
			const chosen = places[place];
			return {ui: chosen === undefined ? ui : {...ui, at: chosen.id, index: place, tops: facts!.tops}};
		}

		/** The row of the other column that stands at about the same height. */
		function nearest(wanted: 0 | 1): number {
			return places.reduce(
				(best, place, index) =>
					place.column === wanted && (best === -1 || Math.abs(place.y - y) < Math.abs(places[best]!.y - y))
						? index
						: best,
				-1,
			);
		}

		function opened(opening: Opening | undefined): Step<OverviewUi> {
			if (opening === undefined) {
				return {};
			}

			if ('command' in opening) {
				return {shared: {command: opening.command}};
			}

			const {status} = data;
			return opening.go.screen === 'collect' && status?.isCollectable === false
				? {shared: {notice: status.refusal ?? 'this store cannot be collected from here'}}
				: {go: opening.go};
		}
	},
	places: () => ['overview'],
};

function overviewBody(ui: OverviewUi, input: ScreenInput): ScreenBody<OverviewFacts> {
	const {columns, rows, signs} = input;
	const isTight = rows < 24;
	const head = [...(isTight ? [] : [emptyLine(columns)]), ...totalLines(input), emptyLine(columns)];
	const notes = notesRow(input);
	const height = Math.max(1, rows - head.length - (isTight ? 1 : 2));
	const contents = contentsOf(input, height);
	const places = placesOf(contents, notes, height);
	const found = places.findIndex(({id}) => id === ui.at);
	const index = found === -1 ? Math.max(0, Math.min(ui.index, places.length - 1)) : found;
	const chosen = places[index];
	const shown = contents.map(({content, width}, column) =>
		paneColumn(
			content,
			{
				width,
				height,
				chosen: chosen?.column === column ? chosen.id : undefined,
				// The last row of all stands below the columns: with it their ends are seen.
				top: notes !== undefined && chosen?.id === notes.id ? content.lines.length : ui.tops[column as 0 | 1],
			},
			signs,
		),
	);
	const tops: [number, number] = [shown[0]?.top ?? 0, shown[1]?.top ?? 0];
	const below = Math.max(...shown.map((column) => column.below));
	return {
		lines: [
			...head,
			...Array.from({length: height}, (_, row): Line => ({spans: shown.flatMap(({lines}) => lines[row]!.spans)})),
			...(isTight ? [] : [emptyLine(columns)]),
			bottomLine(notes, chosen?.id === notes?.id, {above: Math.max(...tops), below}, input),
		].slice(0, rows),
		needs,
		facts: {
			places: places.map((place) => ({...place, y: place.y - tops[place.column]})),
			index,
			tops,
		},
		subject: chosen?.subject,
		aside:
			columns < asideColumns || input.data.status?.isCollectable === false
				? []
				: [span('what can I free? ', 'muted'), span('F', 'bold')],
	};
}

type Contents = ReadonlyArray<{readonly content: PaneContent; readonly width: number}>;

function contentsOf(input: ScreenInput, height: number): Contents {
	const {columns} = input;
	const paneInput = (width: number) => ({...input, inner: width - 3});
	if (columns < twoColumns) {
		const one = paneInput(columns);
		const panes = [
			heldPane(one),
			freeingPane(one),
			growthPane(one, chartRows.inOneColumn),
			packagesPane(one, fewRows),
			versionsPane(one, fewRows),
			besidePane(one),
		];
		return [{content: paneContent(panes, Number.POSITIVE_INFINITY), width: columns}];
	}

	const width = Math.min(mostLeft, Math.round(columns * 0.55));
	const rest = Math.min(mostRight, columns - width);
	const [left, right] = [paneInput(width), paneInput(rest)];
	return [
		{content: paneContent([heldPane(left), freeingPane(left), growthPane(left, chartRows.most)], height), width},
		{
			content: paneContent([packagesPane(right, manyRows), versionsPane(right, manyRows), besidePane(right)], height),
			width: columns - width,
		},
	];
}

function placesOf(contents: Contents, notes: OverviewRow | undefined, height: number): Place[] {
	let panes = 0;
	const places = contents.flatMap(({content}, index) =>
		content.ids.flatMap((ids) => {
			const pane = panes++;
			return ids.map((id): Place => {
				const y = content.lines.findIndex((line) => line.id === id);
				const {opens, subject} = content.lines[y] as OverviewRow;
				return {id, column: index === 0 ? 0 : 1, pane, y, opens, subject};
			});
		}),
	);
	const last = contents.length === 1 ? 0 : 1;
	return notes?.id === undefined
		? places
		: [...places, {id: notes.id, column: last, pane: panes, y: height, opens: notes.opens, subject: notes.subject}];
}
