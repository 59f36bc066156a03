import type {ExplorerAction} from '../../keymap/explorer-places.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import type {ExplorerFacts, ExplorerUi, RootWish} from './explorer-ui.js';
import {reduceFreePrompt} from './free-prompt.js';
import {isResultShown} from './run-notice.js';
import type {Destination, ExplorerEffect, Screen, ScreenAction, ScreenName, Step} from './screen.js';
import {screens, tabs} from './screens.js';
import {scrolledBy} from './scrolled-page.js';

type Reduced = {readonly ui: ExplorerUi; readonly effect?: ExplorerEffect | undefined};

/** What a key does: first to what lies over the screen, then to the screen, then everywhere. */
export function reduceExplorer(
	before: ExplorerUi,
	action: ScreenAction,
	facts: ExplorerFacts,
	data: ExplorerData,
): Reduced {
	// What was said once goes with the next key.
	const ui: ExplorerUi = {
		...before,
		isQuitAsked: false,
		// A wish that could not be answered has been read.
		choice: data.slot('choose', 'choose').error === undefined ? before.choice : undefined,
		shared: {...before.shared, command: undefined, notice: undefined},
	};
	if (ui.prompt !== undefined) {
		return {ui: prompted(ui, reduceFreePrompt(ui.prompt, action))};
	}

	if (ui.helpOpen && typeof action === 'string' && action !== 'suspend') {
		return {ui: reduceHelp(ui, action, facts)};
	}

	const screen = screens[ui.screen] as unknown as Screen<unknown>;
	const step = screen.reduce(ui.uis[ui.screen], action, {
		facts: facts.facts,
		list: facts.list,
		subject: facts.subject,
		shared: ui.shared,
		data,
	});
	if (step !== undefined) {
		return afterPlan(ui, applied(ui, step), action, data);
	}

	const next = typeof action === 'string' ? everywhere(ui, action, before.isQuitAsked, facts, data) : {ui};
	return afterPlan(ui, next, action, data);
}

/** To leave the plan that the explorer was opened for is to leave the explorer; what came of it leads to the other screens. */
function afterPlan(ui: ExplorerUi, next: Reduced, action: ScreenAction, {run}: ExplorerData): Reduced {
	const isLeft = ui.screen === 'collect' && action === 'back' && next.ui.screen !== 'collect';
	if (ui.isForPlan !== true || !isLeft) {
		return next;
	}

	const isCarriedOut = run?.kind === 'collect' && (run.result !== undefined || run.error !== undefined);
	return isCarriedOut ? {...next, ui: {...next.ui, isForPlan: false}} : {ui, effect: {type: 'quit'}};
}

/** The roots that a wish stands for are marked, for the user to look at. */
export function chosenRoots(ui: ExplorerUi, chosen: NonNullable<ExplorerFacts['chosen']>): ExplorerUi {
	const {choice} = ui;
	const isInVain = chosen.links.length === 0 && choice?.leadsTo !== 'plan';
	const wished: ExplorerUi =
		choice?.leadsTo === 'plan'
			? gone(ui, {
					screen: 'collect',
					links: chosen.links,
					collects: choice.request.isOnly === true ? 'only-planned' : 'all-dead',
					...holdOf(choice),
				})
			: shownRoots(ui, chosen.links);
	return {
		...wished,
		choice: undefined,
		shared: {
			...ui.shared,
			marks: new Set(chosen.links),
			notice: chosen.remarks.join('; ') || (isInVain ? 'no root is like that' : undefined),
		},
	};
}

/** No filter hides the roots that are marked; one that is being typed is the user's. */
function shownRoots(ui: ExplorerUi, links: readonly string[]): ExplorerUi {
	const {roots} = ui.uis;
	return links.length === 0 || roots.list.isTyping
		? ui
		: {...ui, uis: {...ui.uis, roots: screens.roots.enter!(roots, {screen: 'roots', kinds: [], filter: ''})}};
}

/** A wish leads to the roots, where they will be marked. */
function prompted(ui: ExplorerUi, result: ReturnType<typeof reduceFreePrompt>): ExplorerUi {
	if (result === undefined || 'text' in result) {
		return {...ui, prompt: result};
	}

	const roots = ui.screen === 'roots' ? ui : gone(ui, {screen: 'roots', kinds: [], filter: ''});
	return {...roots, prompt: undefined, choice: {request: result, leadsTo: 'marks'}};
}

function holdOf({holdMs}: RootWish): {holdMs?: number} {
	return holdMs === undefined ? {} : {holdMs};
}

/** Enters a screen; where the user is now is where Esc leads back to. */
export function gone(ui: ExplorerUi, destination: Destination): ExplorerUi {
	const {screen: name} = destination;
	const screen = screens[name] as unknown as Screen<unknown>;
	return {
		...ui,
		screen: name,
		history: [...ui.history, {screen: ui.screen, ui: ui.uis[ui.screen]}].slice(-MOST_HISTORY),
		uis: {...ui.uis, [name]: screen.enter?.(ui.uis[name], destination) ?? ui.uis[name]},
	};
}

const MOST_HISTORY = 100;

/** What a step of a screen changes. */
export function applied(ui: ExplorerUi, {ui: own, shared, go, goBack, effect}: Step<unknown>): Reduced {
	const changed: ExplorerUi = {
		...ui,
		uis: own === undefined ? ui.uis : {...ui.uis, [ui.screen]: own},
		shared: {...ui.shared, ...shared},
	};
	const moved =
		go !== undefined ? gone(goBack ? returned(changed) : changed, go) : goBack ? returned(changed) : changed;
	return {ui: moved, effect};
}

function returned(ui: ExplorerUi): ExplorerUi {
	const last = ui.history.at(-1);
	return last === undefined
		? // Where nothing is behind a screen that is no tab, the first tab is.
			tabs.some(({screen}) => screen === ui.screen)
			? ui
			: {...ui, screen: 'overview'}
		: {...ui, screen: last.screen, uis: {...ui.uis, [last.screen]: last.ui}, history: ui.history.slice(0, -1)};
}

const tabOf: Partial<Record<ExplorerAction, ScreenName>> = Object.fromEntries(
	tabs.map(({screen}) => [`tab-${screen}`, screen]),
);

function everywhere(
	ui: ExplorerUi,
	action: ExplorerAction,
	wasQuitAsked: boolean,
	{subject}: ExplorerFacts,
	data: ExplorerData,
): Reduced {
	const tab = tabOf[action];
	if (tab !== undefined) {
		// Tabs lie beside each other: none is above another.
		const left: Reduced = {ui: {...ui, screen: tab, history: [], isForPlan: false}};
		return isResultShown(data, ui.screen) ? {...left, effect: {type: 'dismiss-run'}} : left;
	}

	const say = (notice: string): Reduced => ({ui: {...ui, shared: {...ui.shared, notice}}});
	switch (action) {
		case 'back':
			return {ui: returned(ui)};
		case 'find':
			return {ui: typing(gone(ui, {screen: 'paths', filter: ''}))};
		case 'why':
			return subject?.path === undefined
				? say('no path is chosen')
				: {ui: gone(ui, {screen: 'path', path: subject.path})};
		case 'drop':
			return drop();
		case 'collect-dead':
			return collect([]);
		case 'free':
			return data.status?.isCollectable === false ? refused() : {ui: {...ui, prompt: {text: '', error: undefined}}};
		case 'undo':
			return data.status?.isCollectable === false ? refused() : {ui: gone(ui, {screen: 'undo'})};
		case 'show-command':
			return {ui: {...ui, shared: {...ui.shared, command: subject?.command ?? 'nixscope roots'}}};
		case 'build-log':
			return subject?.path === undefined ? {ui} : {ui, effect: {type: 'build-log', path: subject.path}};
		case 'refresh':
			return {ui, effect: {type: 'refresh'}};
		case 'help':
			return {ui: {...ui, helpOpen: true, helpTop: 0}};
		case 'mark':
		case 'mark-all':
			return say('nothing can be marked here: 3 Roots');
		case 'unmark-all':
			return {ui: {...ui, shared: {...ui.shared, marks: new Set()}}};
		case 'suspend':
			return {ui, effect: {type: 'suspend'}};
		case 'other-half':
			return {ui, effect: {type: 'other-half'}};
		case 'quit':
			// What is being deleted would go on without anybody looking.
			return isRunning(data.run) && !wasQuitAsked
				? {ui: {...ui, isQuitAsked: true, shared: {...ui.shared, notice: 'press q again to stop it and leave'}}}
				: {ui, effect: {type: 'quit'}};
		default:
			return {ui};
	}

	function refused(): Reduced {
		return say(data.status?.refusal ?? 'nothing can be done to this store from here');
	}

	function drop(): Reduced {
		if (data.status?.isCollectable === false) {
			return refused();
		}

		const {marks} = ui.shared;
		if (marks.size > 0) {
			return collect([...marks]);
		}

		if (subject?.link === undefined) {
			return say('mark roots with Space, or choose one');
		}

		return subject.refusal === undefined ? collect([subject.link]) : say(`${subject.link} ${subject.refusal}`);
	}

	function collect(links: readonly string[]): Reduced {
		return data.status?.isCollectable === false
			? refused()
			: {ui: gone(ui, {screen: 'collect', links, collects: 'all-dead'})};
	}
}

function typing(ui: ExplorerUi): ExplorerUi {
	const {paths} = ui.uis;
	return {...ui, uis: {...ui.uis, paths: {...paths, list: {...paths.list, isTyping: true}}}};
}

function reduceHelp(ui: ExplorerUi, action: ExplorerAction, {helpEnd, helpPage}: ExplorerFacts): ExplorerUi {
	switch (action) {
		case 'help':
		case 'quit':
		case 'back':
			return {...ui, helpOpen: false};
		default:
			return {...ui, helpTop: scrolledBy(action, ui.helpTop, {end: helpEnd, page: helpPage}) ?? ui.helpTop};
	}
}
