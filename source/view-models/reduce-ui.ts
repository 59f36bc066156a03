import type {MonitorAction} from '../keymap/monitor-action.js';
import type {FrameFacts} from './frame-facts.js';
import type {MonitorUi} from './monitor-ui.js';
import {buildKey, foldRoot, isBuildKey, keyIndex, type NodeKey} from './node-key.js';
import {eraseCharacter, startTyping, typeText} from './reduce-query.js';
import type {Fold} from './tree-choice.js';

/** A key's action, or text that was typed or pasted into a search. */
export type UiAction = MonitorAction | {readonly typed: string};

/** The state after an action. Actions that are the owner's (quit, pager, replay) change nothing here. */
export function reduceUi(before: MonitorUi, action: UiAction, facts: FrameFacts): MonitorUi {
	const ui =
		before.commandOf === undefined && !before.isQuitAsked
			? before
			: {...before, commandOf: undefined, isQuitAsked: false};
	if (typeof action === 'object') {
		return typeText(ui, action.typed);
	}

	switch (action) {
		case 'quit':
			return {...ui, isQuitAsked: true};
		case 'help':
			return {...ui, helpOpen: !ui.helpOpen, helpTop: 0};
		case 'tab-tree':
			return {...ui, tab: 'tree', helpOpen: false};
		case 'tab-log':
			return openLog(ui, facts.logBuild);
		case 'tab-transfers':
			return {...ui, tab: 'transfers', helpOpen: false};
		case 'back':
			return goBack(ui);
		case 'accept':
			return acceptTyping(ui, facts);
		case 'cancel':
			return ui.tab === 'log' ? {...ui, search: undefined} : {...ui, find: undefined};
		case 'erase':
			return eraseCharacter(ui);
		case 'find':
			return startTyping(ui);
		case 'toggle-case':
			return ui.search
				? {...ui, search: {...ui.search, isCaseSensitive: !ui.search.isCaseSensitive, line: undefined}}
				: ui;
		case 'toggle-regex':
			return ui.search ? {...ui, search: {...ui.search, isRegex: !ui.search.isRegex, line: undefined}} : ui;
		case 'next-match':
		case 'previous-match':
			return goToMatch(ui, action === 'next-match' ? 1 : -1, facts);
		case 'next-failure':
		case 'previous-failure':
			return goToFailure(ui, action === 'next-failure' ? 1 : -1, facts);
		case 'show-command':
			return {...ui, commandOf: facts.logBuild};
		case 'pin-log':
			return {...ui, pinned: ui.pinned === undefined ? facts.logBuild : undefined};
		case 'place-log':
			return {...ui, logPlacement: nextPlacement[facts.logPlacement]};
		case 'messages':
			return {
				...ui,
				logSubject: ui.logSubject === 'messages' ? 'selected' : 'messages',
				logTop: undefined,
				search: undefined,
			};
		case 'wrap':
			return {...ui, wrap: !ui.wrap};
		case 'follow':
			return {...ui, logTop: ui.logTop === undefined ? facts.log.first : undefined};
		case 'next-phase':
		case 'previous-phase':
			return goToPhase(ui, action === 'next-phase' ? 1 : -1, facts);
		case 'sort':
			return ui.tab === 'transfers'
				? {...ui, transferSort: nextTransferSort[ui.transferSort]}
				: {...ui, treeSort: nextTreeSort[ui.treeSort]};
		case 'open':
			return open(ui, facts);
		case 'up':
		case 'down':
		case 'page-up':
		case 'page-down':
		case 'first':
		case 'last':
			return move(ui, action, facts);
		case 'left':
		case 'right':
			return ui.tab === 'tree' ? fold(ui, action, facts) : ui;
		default:
			return ui;
	}
}

const nextPlacement = {below: 'beside', beside: 'off', off: 'below'} as const;
const nextTreeSort = {importance: 'duration', duration: 'name', name: 'importance'} as const;
const nextTransferSort = {state: 'size', size: 'speed', speed: 'name', name: 'state'} as const;

type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

function move(ui: MonitorUi, action: Movement, facts: FrameFacts): MonitorUi {
	if (ui.helpOpen) {
		const step = {up: -1, down: 1, 'page-up': -facts.page, 'page-down': facts.page, first: -Infinity, last: Infinity}[
			action
		];
		return {...ui, helpTop: Math.max(0, Math.min(facts.helpEnd, ui.helpTop + step))};
	}

	if (ui.tab === 'log') {
		return scrollLog(ui, action, facts);
	}

	if (ui.tab === 'transfers') {
		const next = moveIn(facts.transfers, ui.selectedTransfer ?? facts.transfers[0], action, facts.page);
		return {...ui, selectedTransfer: next};
	}

	// The first key only shows where the cursor is.
	if (ui.selected === undefined && ui.mode === 'inline') {
		return {...ui, selected: facts.selected ?? facts.rows[0]};
	}

	return select(ui, moveIn(facts.rows, facts.selected, action, facts.page));
}

function select(ui: MonitorUi, key: NodeKey | undefined): MonitorUi {
	return key === undefined ? ui : {...ui, selected: key, logTop: undefined, logSubject: 'selected'};
}

function moveIn<Item>(
	list: readonly Item[],
	current: Item | undefined,
	action: Movement,
	page: number,
): Item | undefined {
	const from = current === undefined ? -1 : list.indexOf(current);
	const steps = {up: -1, down: 1, 'page-up': -page, 'page-down': page, first: -Infinity, last: Infinity};
	const target = Math.min(list.length - 1, Math.max(0, Math.max(0, from) + steps[action]));
	return list[from === -1 && action === 'down' ? 0 : target];
}

function scrollLog(ui: MonitorUi, action: Movement, {log, page}: FrameFacts): MonitorUi {
	const steps = {up: -1, down: 1, 'page-up': 1 - page, 'page-down': page - 1, first: -Infinity, last: 0};
	const end = Math.max(0, log.length - log.visible);
	const top = Math.max(0, log.first + steps[action]);
	// Scrolling down over the end follows it again.
	const follows = action === 'last' || (steps[action] > 0 && (ui.logTop === undefined || top > end));
	return {...ui, logTop: follows ? undefined : top};
}

function fold(ui: MonitorUi, action: 'left' | 'right', facts: FrameFacts): MonitorUi {
	const key = facts.selected;
	if (key === undefined) {
		return ui;
	}

	const setFold = (target: NodeKey, value: Fold | undefined) => {
		const folds = new Map(ui.folds);
		if (value === undefined) {
			folds.delete(target);
		} else {
			folds.set(target, value);
		}

		return {...ui, folds, selected: target};
	};

	const state = ui.folds.get(key);
	if (action === 'right') {
		if (key < 0) {
			return setFold(foldRoot(key) === -1 ? -1 : buildKey(foldRoot(key)), 'unfolded');
		}

		if (state === 'folded') {
			return setFold(key, undefined);
		}

		return isBuildKey(key) && facts.selectedHasHidden ? setFold(key, 'unfolded') : select(ui, key);
	}

	if (state === 'unfolded') {
		return setFold(key, undefined);
	}

	if (isBuildKey(key) && state !== 'folded' && (facts.selectedHasRows || facts.selectedHasHidden)) {
		return setFold(key, 'folded');
	}

	return select(ui, facts.selectedParent ?? key);
}

function open(ui: MonitorUi, facts: FrameFacts): MonitorUi {
	if (ui.tab === 'transfers') {
		return ui;
	}

	if (ui.tab === 'tree' && facts.selected !== undefined && facts.selected < 0) {
		return fold(ui, 'right', facts);
	}

	return openLog(ui, facts.logBuild);
}

function openLog(ui: MonitorUi, build: number | undefined): MonitorUi {
	return {...ui, tab: 'log', helpOpen: false, logSubject: build ?? 'messages', logTop: undefined, search: undefined};
}

function goBack(ui: MonitorUi): MonitorUi {
	if (ui.tab === 'log' && ui.search !== undefined) {
		return {...ui, search: undefined};
	}

	if (ui.find !== undefined) {
		return {...ui, find: undefined};
	}

	return ui.tab === 'tree'
		? {...ui, selected: undefined}
		: {...ui, tab: 'tree', logSubject: 'selected', logTop: undefined};
}

function acceptTyping(ui: MonitorUi, facts: FrameFacts): MonitorUi {
	if (ui.tab === 'log') {
		if (!ui.search || ui.search.query === '') {
			return {...ui, search: undefined};
		}

		return goToMatch({...ui, search: {...ui.search, isTyping: false}}, 1, facts);
	}

	if (!ui.find || ui.find.query === '') {
		return {...ui, find: undefined};
	}

	const accepted = {...ui, find: {...ui.find, isTyping: false}};
	return ui.tab === 'tree' ? goToMatch(accepted, 1, facts) : accepted;
}

function goToMatch(ui: MonitorUi, direction: 1 | -1, facts: FrameFacts): MonitorUi {
	if (ui.tab === 'tree') {
		const {found, selected} = facts;
		const from = selected === undefined ? -1 : found.indexOf(selected);
		return ui.find ? select(ui, found[wrapAround(from + direction, found.length)]) : ui;
	}

	const {search} = ui;
	const {matches, first, visible} = facts.log;
	if (ui.tab !== 'log' || !search || matches.length === 0) {
		return ui;
	}

	// Without a current match the first one that is visible, or behind it, is next.
	const at = search.line === undefined ? first - (direction === 1 ? 0.5 : 0) : search.line;
	const next =
		direction === 1
			? (matches.find((line) => line > at) ?? matches[0])
			: (matches.findLast((line) => line < at) ?? matches.at(-1));
	const isVisible = next! >= first && next! < first + visible;
	return {
		...ui,
		search: {...search, line: next},
		logTop: isVisible ? first : Math.max(0, next! - Math.floor(visible / 2)),
	};
}

function wrapAround(index: number, length: number): number {
	return length === 0 ? 0 : (index + length) % length;
}

function goToFailure(ui: MonitorUi, direction: 1 | -1, {failures, logBuild, selected}: FrameFacts): MonitorUi {
	if (failures.length === 0) {
		return ui;
	}

	const current =
		ui.tab === 'log' ? logBuild : selected !== undefined && isBuildKey(selected) ? keyIndex(selected) : undefined;
	const from = current === undefined ? -1 : failures.indexOf(current);
	const next =
		failures[wrapAround(from === -1 && direction === -1 ? failures.length - 1 : from + direction, failures.length)]!;
	const moved = select(ui, buildKey(next));
	return ui.tab === 'log' ? openLog(moved, next) : {...moved, tab: 'tree'};
}

function goToPhase(ui: MonitorUi, direction: 1 | -1, {log}: FrameFacts): MonitorUi {
	const target =
		direction === 1 ? log.phases.find((line) => line > log.first) : log.phases.findLast((line) => line < log.first);
	return target === undefined ? ui : {...ui, logTop: target};
}
