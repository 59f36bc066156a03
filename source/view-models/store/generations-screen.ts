import type {GenerationsAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import type {Line} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shellPath} from '../../formats/shell-word.js';
import {freedAlone, generationState} from '../../reports/store/generation-words.js';
import type {Need} from '../../sessions/explorer-data.js';
import {emptyLine, plainLine, spreadLine} from '../cells.js';
import {comparedOf, diffOf, type Pair} from './generations-diff.js';
import {
	type GenerationRow,
	generationLook,
	generationRows,
	PINS_FOLDER,
	type Profile,
	profileSpans,
} from './generations-list.js';
import {
	drop,
	type GenerationsFacts,
	type GenerationsUi,
	otherProfile,
	picking,
	pin,
	scrolledDiff,
} from './generations-state.js';
import {initialList, reduceList} from './list-state.js';
import {filledTo, listTable, sortColumnsOf} from './list-table.js';
import {listView} from './list-view.js';
import type {Screen, ScreenInput, Subject} from './screen.js';

/** Pins are looked for among the roots. */
const mostPins = 1000;
const pinsNeed: Need = {
	slot: 'pins',
	kind: 'rootList',
	request: {
		filter: PINS_FOLDER,
		kinds: [],
		sort: {column: 'link', isReversed: false},
		window: {at: undefined, index: 0, count: mostPins},
	},
};

/** The generations of each profile in time, what each holds alone, and what differs between two. */
export const generationsScreen: Screen<GenerationsUi, GenerationsFacts> = {
	initial: {profile: undefined, list: initialList('no'), picked: [], isChangedOnly: false, diffTop: 0},
	body(ui, input) {
		const {data, columns, rows, signs, home} = input;
		const {answer, error} = data.slot('generations', 'generations');
		const need: Need = {slot: 'generations', kind: 'generations', request: {}};
		const profiles = answer?.profiles ?? [];
		const place = Math.max(
			0,
			profiles.findIndex(({profile}) => profile === ui.profile),
		);
		const profile = profiles[place];
		if (answer !== undefined && profile === undefined) {
			return {lines: emptyLines(input), needs: [need]};
		}

		const all =
			profile === undefined ? [] : generationRows(profile, ui.list.sort, data.slot('pins', 'rootList').answer);
		const pair = comparedOf(all, ui.picked);
		const picked = pair === undefined ? [] : ui.picked;
		const heights = heightsOf(rows, all.length, pair !== undefined);
		const window = {at: undefined, index: 0, count: all.length};
		const view = listView(
			{
				answer: {totalCount: all.length, matchCount: all.length, first: 0, rows: all, atIndex: ui.list.index},
				request: {window},
				isCurrent: true,
			},
			ui.list,
			({link}) => link,
			{page: heights.list, isSame: true},
		);
		const complete = answer?.complete !== false;
		const look = generationLook({sort: ui.list.sort, picked, complete}, input);
		const {header, lines} = listTable({rows: view.visible, cursor: view.cursor, look}, columns, signs);
		const diff = pair === undefined ? undefined : diffOf(pair, ui, heights.diff, input);
		const said = error === undefined ? signs.cut : plainText(error);
		return {
			lines: [
				titleLine(profiles, place, input),
				header,
				...filledTo(
					answer === undefined ? [plainLine([span(`     ${said}`, 'muted')], columns, signs)] : lines,
					heights.list,
					columns,
				),
				...(heights.hasSum && profile !== undefined ? [emptyLine(columns), sumLine(profile, answer, input)] : []),
				...(diff === undefined ? [] : [...(heights.hasGap ? [emptyLine(columns)] : []), ...diff.pane.lines]),
			].slice(0, rows),
			needs: [need, pinsNeed, ...(diff?.needs ?? [])],
			list: {...view.facts, sortColumns: sortColumnsOf(look)},
			subject: subjectOf(view.row, pair, home),
			facts: {
				profiles: profiles.map(({profile: link}) => link),
				place,
				row: view.row,
				links: all.map(({link}) => link),
				diff: diff?.pane,
			},
			...(complete ? {} : {aside: [span(`${signs.warning} `, 'warning'), span('numbers are at most')]}),
		};
	},
	reduce(ui, action, context) {
		const {facts, subject} = context;
		switch (action) {
			case 'find':
			case 'back':
				return undefined;
			case 'left':
			case 'right':
				return {ui: otherProfile(ui, action === 'left' ? -1 : 1, facts)};
			case 'mark':
				return facts?.row === undefined
					? {}
					: {ui: {...picking(ui, facts.row.link, facts.links), list: reduceList(ui.list, 'down', context.list)!}};
			case 'mark-all':
				return {shared: {notice: 'two generations can be marked: what differs between them is shown'}};
			case 'unmark-all':
				return {ui: {...ui, picked: [], diffTop: 0}};
			case 'which':
				return {ui: {...ui, isChangedOnly: !ui.isChangedOnly, diffTop: 0}};
			case 'pane-up':
			case 'pane-down':
				return {ui: scrolledDiff(ui, action, facts?.diff)};
			case 'open':
				return subject?.link === undefined ? {} : {go: {screen: 'usage', node: `link:${subject.link}`}};
			case 'drop':
				return drop(context);
			case 'pin':
				return pin(context);
			default: {
				const list = reduceList(ui.list, action, context.list);
				return list === undefined ? undefined : {ui: {...ui, list}};
			}
		}
	},
	places: ({picked}, data) =>
		data.slot('generations', 'generations').answer?.profiles.length === 0
			? []
			: ['generations', ...(picked.length > 0 ? (['diff'] as const) : []), 'list'],
};

/** Rows of the list and of what differs below it. */
function heightsOf(
	rows: number,
	count: number,
	hasDiff: boolean,
): {list: number; diff: number; hasGap: boolean; hasSum: boolean} {
	const body = Math.max(1, rows - 2);
	if (!hasDiff) {
		const hasSum = rows >= 14;
		return {list: Math.max(1, body - (hasSum ? 2 : 0)), diff: 0, hasGap: false, hasSum};
	}

	const hasGap = rows >= 18;
	const list = Math.max(3, Math.min(count, Math.floor(body * 0.4)));
	return {list, diff: Math.max(2, body - list - (hasGap ? 1 : 0)), hasGap, hasSum: false};
}

function titleLine(profiles: readonly Profile[], place: number, {columns, signs}: ScreenInput): Line {
	const right = profiles.length > 1 ? [span(`${signs.keyLeftRight} profile`, 'muted')] : [];
	const room = columns - 5 - lineWidth({spans: right});
	return spreadLine([span(' '), ...profileSpans(profiles, place, room, signs.cut)], right, columns, signs);
}

/** What the older ones hold, and how two are compared. */
function sumLine(profile: Profile, answer: GenerationsAnswer | undefined, {columns, signs}: ScreenInput): Line {
	const alone = profile.generations.reduce((sum, one) => sum + freedAlone(one), 0);
	const most = answer?.complete === false ? 'at most ' : '';
	const sum =
		alone > 0 && profile.generations.length > 1
			? [span(`Each alone they hold ${most}${formatSize(alone)}; together it may be more.   `, 'muted')]
			: [];
	const hint = [span('Space', 'bold'), span(' on one or two: what differs', 'muted')];
	const both = [span('  '), ...sum, ...hint];
	return plainLine(lineWidth({spans: both}) <= columns - 2 ? both : [span('  '), ...hint], columns, signs);
}

function emptyLines({columns, signs}: ScreenInput): Line[] {
	return [
		emptyLine(columns),
		plainLine([span(' There are no profiles.', 'bold')], columns, signs),
		plainLine(
			[
				span(' nix profile, nix-env, nixos-rebuild and home-manager make them; roots of other kinds: ', 'muted'),
				span('3', 'bold'),
			],
			columns,
			signs,
		),
	];
}

function subjectOf(row: GenerationRow | undefined, pair: Pair | undefined, home: string): Subject | undefined {
	const command =
		pair === undefined || pair.from === pair.to
			? 'nixscope generations'
			: `nixscope diff ${shellPath(pair.from.link, home)} ${shellPath(pair.to.link, home)}`;
	if (row === undefined) {
		return {command};
	}

	const isKept = generationState(row) !== undefined;
	return {
		path: row.target ?? undefined,
		link: row.link,
		refusal: isKept ? `is never dropped: ${row.protection ?? 'it is the current generation'}` : undefined,
		command,
	};
}
