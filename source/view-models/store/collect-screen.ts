import type {PlanAnswer, PlanSizes} from '../../analyses/answers/plan.js';
import {shellWord} from '../../formats/shell-word.js';
import type {Need} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import {collectDialog} from './collect-dialog.js';
import {planPage} from './collect-plan-page.js';
import {resultPage} from './collect-result.js';
import {runningPage} from './collect-running.js';
import {
	type CollectQuestion,
	type CollectState,
	type CollectUi,
	canBeHeld,
	collectState,
	holdRequest,
	isWorthIt,
	knownSizes,
	openQuestion,
	wasOvertaken,
} from './collect-state.js';
import {marksLeft} from './marks-left.js';
import type {ReduceContext, Screen, ScreenAction, ScreenBody, ScreenInput, Step} from './screen.js';
import {scrolledBy, scrolledPage} from './scrolled-page.js';

export type {CollectUi} from './collect-state.js';

/** What was on the screen: what is confirmed is this, and nothing else. */
type CollectFacts = {
	readonly state: CollectState;
	readonly question: CollectQuestion | undefined;
	readonly expected: PlanSizes | undefined;
	/** Of the page: the first line that can be on top, and how many are shown. */
	readonly end: number;
	readonly page: number;
};

/** A plan, the question whether to carry it out, how it goes, what came of it. */
export const collectScreen: Screen<CollectUi, CollectFacts> = {
	initial: {links: [], collects: 'all-dead', holdMs: undefined, top: 0, dialog: undefined},
	enter: (ui, destination) =>
		destination.screen === 'collect'
			? {
					links: [...new Set(destination.links)].sort(),
					collects: destination.collects === 'only-planned' ? 'only-planned' : 'all-dead',
					holdMs: destination.holdMs,
					top: 0,
					dialog: undefined,
				}
			: ui,
	body,
	reduce(ui, action, context) {
		const {facts} = context;
		if (facts === undefined) {
			return undefined;
		}

		if (ui.dialog !== undefined && openQuestion(ui, facts.state, context.data) !== undefined) {
			return answered(ui, action, facts);
		}

		const top = scrolledBy(action, ui.top, facts);
		if (top !== undefined) {
			return {ui: {...ui, top}};
		}

		switch (facts.state.kind) {
			case 'plan':
				return onPlan(ui, action, facts.state, context);
			case 'running':
				return action === 'stop' ? {effect: {type: 'stop'}} : nothingElse(action);
			case 'ended':
				return action === 'back' || action === 'undo' ? left(action, context) : nothingElse(action);
		}
	},
	places(ui, data) {
		const state = collectState(ui, data);
		if (state.kind === 'running') {
			return [state.run.isStopping ? 'acting' : 'running'];
		}

		if (state.kind === 'ended') {
			// Dropped holds stand in no journal.
			return ['result', ...(state.run.result?.journalId == null ? [] : (['result-dropped'] as const))];
		}

		if (openQuestion(ui, state, data) !== undefined) {
			return ['dialog'];
		}

		const {plan} = state;
		const canHold = plan !== undefined && canBeHeld(plan);
		return [
			'collect',
			...(plan !== undefined && isWorthIt(plan) ? (['collect-ready'] as const) : []),
			...(canHold ? (['collect-roots'] as const) : []),
			// A plan that had to be made again is another one only once it is left.
			...(canHold && state.moved.length === 0
				? [ui.collects === 'all-dead' ? ('collect-all' as const) : ('collect-marked' as const)]
				: []),
			'collect-end',
		];
	},
};

/** The result has been seen: neither it nor the marks of roots that are gone come back. */
function left(action: 'back' | 'undo', {shared, data}: ReduceContext<CollectFacts>): Step<CollectUi> {
	return {
		effect: {type: 'dismiss-run'},
		goBack: true,
		...(action === 'undo' ? {go: {screen: 'undo'}} : {}),
		shared: marksLeft(shared, data),
	};
}

function body(ui: CollectUi, input: ScreenInput): ScreenBody<CollectFacts> {
	const {data, columns, rows, signs} = input;
	const state = collectState(ui, data);
	const question = openQuestion(ui, state, data);
	const expected = state.kind === 'plan' && state.plan !== undefined ? knownSizes(data, state.plan) : undefined;
	const lines =
		state.kind === 'running'
			? runningPage(state.run, input)
			: state.kind === 'ended'
				? resultPage(state.run, input)
				: planPage(
						wasOvertaken(ui, state) ? {...state, moved: [...state.moved, 'this plan is another one']} : state,
						input,
					);
	const page = scrolledPage(lines, {top: ui.top, rows, columns});
	return {
		lines: page.lines,
		needs: state.kind === 'plan' ? planNeeds(ui, state) : [],
		crumb: 'Collect',
		arrived: arrived(input),
		...(page.aside === '' ? {} : {aside: [{text: page.aside, tone: 'muted'}]}),
		subject: state.kind === 'plan' ? {command: planCommand(state.plan)} : undefined,
		facts: {state, question, expected, end: page.end, page: rows},
		...(question === undefined || state.kind !== 'plan' || state.plan === undefined
			? {}
			: {
					dialog: collectDialog(question, state.plan, input),
					footer: [
						{
							text:
								columns < 72
									? 'Enter does nothing: each act has its own key'
									: 'Enter does nothing here: a destructive step always has its own key',
							tone: 'muted',
						},
					],
				}),
		...(state.kind === 'running'
			? {
					footerAside: [
						state.run.isStopping
							? {text: `stopping after this path${signs.cut}`, tone: 'running'}
							: {text: 'what is deleted so far stays deleted', tone: 'muted'},
					],
				}
			: {}),
	};
}

function planNeeds(ui: CollectUi, {request, plan, isCurrent}: CollectState & {kind: 'plan'}): Need[] {
	const hasFiles = isCurrent && plan !== undefined && plan.collects !== 'none' && plan.paths > 0;
	return [
		{slot: 'plan', kind: 'plan', request},
		...(hasFiles ? ([{slot: 'planSizes', kind: 'planSizes', request: {plan: plan.id}}] as const) : []),
		...(hasFiles && plan.newlyDead.paths > 0
			? ([{slot: 'planSources', kind: 'planSources', request: {plan: plan.id}}] as const)
			: []),
		...(ui.dialog?.act === 'hold' ? ([{slot: 'holdPlan', kind: 'plan', request: holdRequest(request)}] as const) : []),
	];
}

/** Roots that have gone are no longer marked. */
function arrived({shared, data}: ScreenInput): Step<CollectUi> | undefined {
	const left = marksLeft(shared, data);
	return left.marks.size < shared.marks.size ? {shared: left} : undefined;
}

/** Gives the same plan on the command line. */
function planCommand(plan: PlanAnswer | undefined): string {
	const words = (plan?.roots ?? []).filter(({kind}) => kind !== 'nixscope-hold').map(({link}) => shellWord(link));
	const only = plan?.collects === 'only-planned' && words.length > 0 ? ['--only'] : [];
	return ['nixscope gc', ...(words.length > 0 ? ['--root', ...words] : []), ...only, '--dry-run'].join(' ');
}

function answered(
	ui: CollectUi,
	action: ScreenAction,
	{question, expected}: CollectFacts,
): Step<CollectUi> | undefined {
	switch (action) {
		case 'confirm':
			// Only what was drawn can be confirmed.
			return question?.plan === undefined
				? {}
				: {
						ui: {...ui, dialog: undefined, top: 0},
						effect: {type: 'collect', plan: question.plan, expected: question.act === 'plan' ? expected : undefined},
					};
		case 'hold':
			return question?.act === 'plan' && question.plan !== undefined && canBeHeld(question.plan)
				? {ui: {...ui, dialog: {act: 'hold'}}}
				: {};
		case 'back':
			return {ui: {...ui, dialog: undefined}};
		case 'suspend':
			return undefined;
		default:
			return {};
	}
}

function onPlan(
	ui: CollectUi,
	action: ScreenAction,
	{plan, isCurrent, moved}: CollectState & {kind: 'plan'},
	{data, shared}: ReduceContext<CollectFacts>,
): Step<CollectUi> | undefined {
	const say = (notice: string): Step<CollectUi> => ({shared: {...shared, notice}});
	switch (action) {
		case 'go-on':
		case 'open':
		case 'hold': {
			if (isRunning(data.run)) {
				return say(
					`${data.run?.kind === 'optimise' ? 'files are being linked' : 'a drop is being put back'}: wait until that is done`,
				);
			}

			if (plan === undefined || !isCurrent) {
				return say('the plan is being made');
			}

			if (action === 'hold') {
				return canBeHeld(plan) ? {ui: {...ui, dialog: {act: 'hold'}}} : say('there is no root to hold');
			}

			return isWorthIt(plan) ? {ui: {...ui, dialog: {act: 'plan', seen: plan}}} : {};
		}

		case 'only-marked':
			return plan !== undefined && canBeHeld(plan) && moved.length === 0
				? {ui: {...ui, collects: ui.collects === 'all-dead' ? 'only-planned' : 'all-dead', top: 0}}
				: {};
		case 'back':
			// A plan that had to be made again is left for good.
			return moved.length > 0 ? {effect: {type: 'dismiss-run'}, goBack: true} : undefined;
		default:
			return nothingElse(action);
	}
}

/** The plan, or what became of it, is here already. */
function nothingElse(action: ScreenAction): Step<CollectUi> | undefined {
	return action === 'drop' || action === 'collect-dead' ? {} : undefined;
}
