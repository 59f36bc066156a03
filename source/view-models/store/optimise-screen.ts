import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {packageName, splitStorePath} from '../../parsers/store-path.js';
import type {ExplorerData, Need} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import {emptyLine, plainLine} from '../cells.js';
import {initialList, type ListUi, reduceList} from './list-state.js';
import {filledTo, listTable, sortColumnsOf} from './list-table.js';
import {listView} from './list-view.js';
import {type FileGroup, groupId, groupList, groupLook, worthyGroups} from './optimise-groups.js';
import {groupPane, storePathOfFile} from './optimise-pane.js';
import {type OptimiseRun, optimiseDialog, runLines} from './optimise-run.js';
import {summaryLines} from './optimise-summary.js';
import type {Screen, ScreenBody, ScreenInput, Step} from './screen.js';
import {filterLine} from './usage-trail.js';

export type OptimiseUi = {
	readonly list: ListUi;
	/** It is being asked whether to link now. */
	readonly isAsking: boolean;
};

type OptimiseFacts = {readonly group: FileGroup | undefined};

const needs: readonly Need[] = [
	{slot: 'links', kind: 'links', request: {}},
	{slot: 'optimise', kind: 'optimise', request: {}},
];

/** From so many rows on the pane has so many lines. */
const panes = [
	{rows: 21, lines: 6},
	{rows: 16, lines: 4},
] as const;
const airyRows = 16;

const dialogFooter = [span('Enter does nothing here: the act has its own key', 'muted')];

/** What hard links save, what they could save, which files, and doing it. */
export const optimiseScreen: Screen<OptimiseUi, OptimiseFacts> = {
	initial: {list: initialList('saves'), isAsking: false},
	body(ui, input) {
		const run = runOf(input.data);
		if (run !== undefined) {
			// The files are changing: comparing them has to wait.
			return {...runBody(run, input), ...(isRunning(run) ? {footer: runningKeys(run)} : {})};
		}

		return {...listBody(ui.list, input), ...(ui.isAsking ? {dialog: optimiseDialog(input), footer: dialogFooter} : {})};
	},
	reduce(ui, action, {list, facts, data}) {
		const run = runOf(data);
		if (run !== undefined) {
			return runStep(run);
		}

		if (ui.isAsking) {
			return answerStep();
		}

		const next = reduceList(ui.list, action, list);
		if (next !== undefined) {
			return {ui: {...ui, list: next}};
		}

		switch (action) {
			case 'optimise':
				return askStep();
			case 'open': {
				const path = storePathOfFile(facts?.group?.examples[0]);
				const name = path === undefined ? '' : packageName(splitStorePath(path).name).name;
				return name === '' ? {} : {go: {screen: 'paths', filter: name, which: 'all'}};
			}

			default:
				return undefined;
		}

		function runStep(run: OptimiseRun): Step<OptimiseUi> | undefined {
			if (isRunning(run)) {
				return action === 'stop' ? {effect: {type: 'stop'}} : undefined;
			}

			return action === 'back' || action === 'open' ? {effect: {type: 'dismiss-run'}} : undefined;
		}

		/** What lies behind the dialog must not move, and the only key of the act is its own. */
		function answerStep(): Step<OptimiseUi> | undefined {
			const shut = {...ui, isAsking: false};
			switch (action) {
				case 'confirm':
					return {ui: shut, effect: {type: 'optimise'}};
				case 'back':
				case 'cancel':
					return {ui: shut};
				case 'suspend':
					return undefined;
				default:
					return {};
			}
		}

		function askStep(): Step<OptimiseUi> {
			const {status, run: other} = data;
			if (status?.isCollectable === false) {
				return {shared: {notice: status.refusal ?? 'this store cannot be changed from here'}};
			}

			if (isRunning(other)) {
				return {shared: {notice: 'something is being deleted: optimising has to wait for it'}};
			}

			const {answer, isCurrent} = data.slot('optimise', 'optimise');
			return answer?.savableFiles === 0 && isCurrent
				? {shared: {notice: 'no equal files are left to link'}}
				: {ui: {...ui, isAsking: true}};
		}
	},
	places({list, isAsking}, data) {
		const run = runOf(data);
		if (run !== undefined) {
			return [isRunning(run) ? 'running' : 'result'];
		}

		return isAsking ? ['dialog'] : list.isTyping ? ['typing'] : ['optimise', 'list'];
	},
};

function runOf({run}: ExplorerData): OptimiseRun | undefined {
	return run?.kind === 'optimise' ? run : undefined;
}

function runBody(run: OptimiseRun, input: ScreenInput): ScreenBody<OptimiseFacts> {
	const {rows, columns} = input;
	const hint = isRunning(run) ? [] : [emptyLine(columns), byItself(input)];
	return {
		lines: filledTo([...runLines(run, input), ...hint], rows, columns),
		needs: [],
		subject: {command: 'nixscope optimise'},
	};
}

function runningKeys({isStopping}: OptimiseRun) {
	return isStopping
		? [span('stopping', 'muted')]
		: [
				span('s', 'bold'),
				span(' stop; what is linked stays linked', 'muted'),
				span('  ?', 'bold'),
				span(' all keys', 'muted'),
			];
}

function listBody(list: ListUi, input: ScreenInput): ScreenBody<OptimiseFacts> {
	const {data, columns, rows, signs} = input;
	const {answer} = data.slot('optimise', 'optimise');
	const known = answer === undefined ? undefined : groupList(answer, list);
	const gap = rows >= airyRows ? [emptyLine(columns)] : [];
	const head = [...gap, ...summaryLines(input), filterLine(list, known, input)];
	const paneLines = panes.find((pane) => rows >= pane.rows)?.lines ?? 0;
	const rest = answer === undefined || list.filter !== '' ? [] : restLines(answer, input);
	const page = Math.max(1, rows - head.length - 1 - rest.length - paneLines);
	const request = {window: {at: list.at, index: list.index, count: known?.matchCount ?? 0}};
	const view = listView({answer: known, request, isCurrent: true}, list, groupId, {page, isSame: true});
	const look = groupLook(list);
	const {header, lines} = listTable({rows: view.visible, cursor: view.cursor, look}, columns, signs);
	const {row} = view;
	const shown = known?.matchCount === 0 ? [noneLine(list, answer, input)] : [...lines, ...rest];
	const pane = paneLines === 0 ? [] : groupPane(row, paneLines, input);
	return {
		lines: [
			...head,
			header,
			...filledTo(shown, page + rest.length, columns),
			...(paneLines < 6 || !canBeDone(data) ? pane : [...pane.slice(0, -1), byItself(input)]),
		].slice(0, rows),
		needs,
		list: {...view.facts, sortColumns: sortColumnsOf(look)},
		subject: {path: storePathOfFile(row?.examples[0]), command: 'nixscope optimise --dry-run'},
		facts: {group: row},
		...(canBeDone(data) ? {footerAside: [span('hard links only, nothing is lost', 'muted')]} : {}),
	};
}

/** What is not in the list, so that it adds up. */
function restLines(answer: OptimiseAnswer, {columns, signs}: ScreenInput): Line[] {
	const {groupCount, savableBytes, savableFiles} = answer;
	const groups = worthyGroups(answer);
	const more = groupCount - groups.length;
	if (more <= 0) {
		return [];
	}

	const bytes = savableBytes - groups.reduce((sum, group) => sum + group.savableBytes, 0);
	const words = `  ${formatSize(bytes).padStart(10)}  ${signs.cut} in ${countOf(more, bytes === 0 ? 'group of empty files' : 'smaller group', bytes === 0 ? 'groups of empty files' : undefined)}, of ${formatCount(savableFiles)} files in all`;
	return [plainLine([span(words, 'muted')], columns, signs)];
}

function noneLine({filter}: ListUi, answer: OptimiseAnswer | undefined, {columns, signs}: ScreenInput): Line {
	const none =
		answer?.savableFiles === 0
			? 'No equal files are left to link.'
			: 'Only empty files are equal and not linked: nothing is saved by linking them.';
	return filter === ''
		? plainLine([span(`  ${none}`, 'bold')], columns, signs)
		: plainLine([span('  Nothing is named like that.', 'bold'), span('  Esc shows all', 'muted')], columns, signs);
}

function canBeDone({status}: ExplorerData): boolean {
	return status?.isCollectable !== false;
}

function byItself({columns, signs}: ScreenInput): Line {
	return plainLine(
		[span('  from now on by itself: ', 'muted'), span('nix.settings.auto-optimise-store = true')],
		columns,
		signs,
	);
}
