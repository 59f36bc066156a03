import type {ListWindow} from '../../analyses/lists/list-window.js';
import {span} from '../../formats/line-layout.js';
import type {ExplorerData, Run} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import {emptyLine} from '../cells.js';
import {pageLine, pageRemark} from './collect-lines.js';
import {initialList, type ListUi, reduceList} from './list-state.js';
import {filledTo, listTable} from './list-table.js';
import {listView} from './list-view.js';
import type {Screen, ScreenBody, ScreenInput, Step} from './screen.js';
import {scrolledBy, scrolledPage} from './scrolled-page.js';
import {canBePutBack, type Drop, dropsOf} from './undo-drops.js';
import {dropPane, undoDialog, undoLook, undoRunPage} from './undo-pages.js';

export type UndoUi = {
	readonly list: ListUi;
	/** The drop that is asked about. */
	readonly asked: number | undefined;
	/** The first line of a result that is shown. */
	readonly top: number;
};

type UndoFacts = {
	readonly drop: Drop | undefined;
	/** The question that was drawn. */
	readonly asked: number | undefined;
	readonly end: number;
	readonly page: number;
};

const moves: readonly unknown[] = ['up', 'down', 'page-up', 'page-down', 'first', 'last'];
const mostPane = 12;
const leastList = 4;

/** Roots that were dropped, the newest drop first, and putting them back. */
export const undoScreen: Screen<UndoUi, UndoFacts> = {
	initial: {list: initialList(''), asked: undefined, top: 0},
	enter: (ui, destination) => (destination.screen === 'undo' ? {list: initialList(''), asked: undefined, top: 0} : ui),
	body,
	reduce(ui, action, {list, facts, data, shared}) {
		if (facts === undefined) {
			return undefined;
		}

		if (ui.asked !== undefined) {
			return answered(ui, action, facts);
		}

		const run = undoRun(data);
		if (run !== undefined) {
			const top = scrolledBy(action, ui.top, facts);
			if (top !== undefined) {
				return {ui: {...ui, top}};
			}

			const isLeft = action === 'back' || action === 'open';
			return !isRunning(run) && isLeft
				? {ui: {...ui, top: 0}, effect: {type: 'dismiss-run'}}
				: action === 'undo'
					? {}
					: undefined;
		}

		if (action === 'open' || action === 'undo') {
			const say = (notice: string): Step<UndoUi> => ({shared: {...shared, notice}});
			const {drop} = facts;
			if (drop === undefined) {
				return {};
			}

			if (isRunning(data.run)) {
				return say('something is done to the store: wait until that is over');
			}

			if (data.status?.isCollectable === false) {
				return say(data.status.refusal ?? 'nothing can be put back from here');
			}

			return canBePutBack(drop) ? {ui: {...ui, asked: drop.id}} : say(`drop ${drop.id} is put back already`);
		}

		const next = moves.includes(action) ? reduceList(ui.list, action, list) : undefined;
		return next === undefined ? undefined : {ui: {...ui, list: next}};
	},
	places(ui, data) {
		const run = undoRun(data);
		if (ui.asked !== undefined) {
			return ['dialog'];
		}

		if (run !== undefined) {
			return [isRunning(run) ? 'acting' : 'result'];
		}

		const drop = chosenDrop(ui, data);
		return ['list', ...(drop !== undefined && canBePutBack(drop) ? (['undo-ready'] as const) : []), 'undo'];
	},
};

/** The drop under the cursor. */
function chosenDrop({list}: UndoUi, data: ExplorerData): Drop | undefined {
	const drops = dropsOf(data.slot('undoList', 'undoList').answer?.entries ?? []);
	return drops.find(({id}) => String(id) === list.at) ?? drops[Math.min(list.index, drops.length - 1)];
}

function undoRun({run}: ExplorerData): Extract<Run, {kind: 'undo'}> | undefined {
	return run?.kind === 'undo' ? run : undefined;
}

function answered(ui: UndoUi, action: unknown, {asked}: UndoFacts): Step<UndoUi> | undefined {
	switch (action) {
		case 'confirm':
			return asked === undefined ? {} : {ui: {...ui, asked: undefined, top: 0}, effect: {type: 'undo', id: asked}};
		case 'back':
			return {ui: {...ui, asked: undefined}};
		case 'suspend':
			return undefined;
		default:
			return {};
	}
}

function body(ui: UndoUi, input: ScreenInput): ScreenBody<UndoFacts> {
	const {data, columns, rows, signs} = input;
	const need = {slot: 'undoList', kind: 'undoList', request: {}} as const;
	const run = undoRun(data);
	const none = {drop: undefined, asked: undefined, end: 0, page: rows};
	if (run !== undefined) {
		const page = scrolledPage(undoRunPage(run, input), {top: ui.top, rows, columns});
		return {
			lines: page.lines,
			needs: [],
			crumb: 'Undo',
			...(page.aside === '' ? {} : {aside: [span(page.aside, 'muted')]}),
			facts: {...none, end: page.end},
		};
	}

	const {answer, error} = data.slot('undoList', 'undoList');
	if (answer === undefined || answer.entries.length === 0) {
		return {
			lines: filledTo(emptyLines(answer !== undefined, error, input), rows, columns),
			needs: [need],
			crumb: 'Undo',
			facts: none,
		};
	}

	const drops = dropsOf(answer.entries);
	const known = knownList(drops);
	const most = drops.reduce((length, {entries}) => Math.max(length, entries.length), 0);
	// As high for every drop: the list does not jump while one moves in it.
	const paneRows = Math.min(mostPane, Math.floor(rows / 2), most + 1);
	const page = Math.max(leastList, rows - 1 - (rows >= 10 ? paneRows + 1 : 0));
	const view = listView(known, ui.list, ({id}) => String(id), {page, isSame: true});
	const {header, lines} = listTable({rows: view.visible, cursor: view.cursor, look: undoLook(input)}, columns, signs);
	const drop = view.row;
	const asked = drop !== undefined && drop.id === ui.asked && canBePutBack(drop) ? drop : undefined;
	return {
		lines: filledTo(
			[
				header,
				...filledTo(lines, page, columns),
				...(rows >= 10 && drop !== undefined ? [emptyLine(columns), ...dropPane(drop, input, paneRows)] : []),
			],
			rows,
			columns,
		),
		needs: [need],
		crumb: 'Undo',
		list: {...view.facts, sortColumns: []},
		subject: drop === undefined ? undefined : {path: drop.entries[0]?.target, command: `nixscope undo ${drop.id}`},
		facts: {...none, drop, asked: asked?.id},
		// What was asked about has come back meanwhile.
		arrived: ui.asked !== undefined && asked === undefined ? {ui: {...ui, asked: undefined}} : undefined,
		...(asked === undefined
			? {}
			: {
					dialog: undoDialog(asked, input),
					footer: [span('y puts back, Esc leaves it as it is', 'muted')],
				}),
	};
}

function emptyLines(isKnown: boolean, error: string | undefined, {columns, signs}: ScreenInput) {
	if (error !== undefined) {
		return [emptyLine(columns), ...pageRemark(error, span(signs.failed, 'failed-sign'), columns, signs, 'bold')];
	}

	return isKnown
		? [
				emptyLine(columns),
				pageLine([span('nixscope has dropped nothing here, or as another user.', 'bold')], columns, signs),
				emptyLine(columns),
				pageLine([span('What is dropped stands here, and can be put back.', 'muted')], columns, signs),
			]
		: [emptyLine(columns), pageLine([span(`reading the journal${signs.cut}`, 'muted')], columns, signs)];
}

/** The journal comes as a whole. */
function knownList(drops: readonly Drop[]): {
	readonly answer: ListWindow<Drop>;
	readonly request: {readonly window: {readonly at: undefined; readonly index: number; readonly count: number}};
	readonly isCurrent: boolean;
} {
	const {length} = drops;
	return {
		answer: {rows: drops, first: 0, matchCount: length, totalCount: length, atIndex: 0},
		request: {window: {at: undefined, index: 0, count: length}},
		isCurrent: true,
	};
}
