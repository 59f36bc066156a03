import type {PlanAnswer, PlanSizes} from '../../analyses/answers/plan.js';
import type {ExplorerData, Run} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import type {Questions} from '../../workers/question.js';

/** For how long roots are held when nothing else was said. */
export const USUAL_HOLD_MS = 14 * 24 * 3_600_000;

/** What the user has chosen on the screen of a collection. */
export type CollectUi = {
	/** To drop. */
	readonly links: readonly string[];
	/** Unless they are held. */
	readonly collects: 'all-dead' | 'only-planned';
	/** The plan itself is one of a hold. */
	readonly holdMs: number | undefined;
	/** The first line of the page that is shown. */
	readonly top: number;
	/** The question that lies over the plan: whether to carry out what was seen, or to hold its roots instead. */
	readonly dialog: {readonly act: 'plan'; readonly seen: PlanAnswer} | {readonly act: 'hold'} | undefined;
};

type CollectRun = Extract<Run, {kind: 'collect'}>;

/** What the screen shows. */
export type CollectState =
	| {readonly kind: 'running'; readonly run: CollectRun}
	| {readonly kind: 'ended'; readonly run: CollectRun}
	| {
			readonly kind: 'plan';
			readonly request: Questions['plan'];
			/** Undefined until it is there. */
			readonly plan: PlanAnswer | undefined;
			/** It is the one that was asked for last, of the store as it was read last. */
			readonly isCurrent: boolean;
			readonly error: string | undefined;
			/** What has changed since the plan that was confirmed, in words; empty when nothing was. */
			readonly moved: readonly string[];
	  };

export function collectState(ui: CollectUi, data: ExplorerData): CollectState {
	const run = data.run?.kind === 'collect' ? data.run : undefined;
	if (run !== undefined && isRunning(run)) {
		return {kind: 'running', run};
	}

	if (run?.result !== undefined || run?.error !== undefined) {
		return {kind: 'ended', run};
	}

	const request = run?.moved === undefined ? planRequest(ui) : sameRequest(run.plan);
	const slot = data.slot('plan', 'plan');
	const isAsked = JSON.stringify(slot.request) === JSON.stringify(request);
	const known = {kind: 'plan', request, error: slot.error, moved: run?.moved?.words ?? []} as const;
	const moved = run?.moved?.plan;
	const isNewest = isAsked && slot.isCurrent && slot.answer !== undefined;
	if (moved !== undefined && !(isNewest && slot.answer.readAt > moved.readAt)) {
		return {...known, plan: moved, isCurrent: true};
	}

	// While the same roots are planned otherwise, the old plan stays; one of other roots says nothing.
	const isOfThese = JSON.stringify(slot.request?.links) === JSON.stringify(request.links);
	const words = moved === undefined ? [] : ['this plan is another one'];
	return {...known, moved: words, plan: isOfThese ? slot.answer : undefined, isCurrent: isNewest};
}

function planRequest({links, collects, holdMs}: CollectUi): Questions['plan'] {
	return {links, collects: holdMs === undefined ? collects : 'none', holdMs};
}

function sameRequest({roots, refused, collects, holdMs}: PlanAnswer): Questions['plan'] {
	const links = [...roots, ...refused].map(({link}) => link).sort();
	return {links, collects, holdMs: holdMs ?? undefined};
}

/** The roots of a plan, held instead of anything being deleted. */
export function holdRequest({links}: Questions['plan']): Questions['plan'] {
	return {links, collects: 'none', holdMs: USUAL_HOLD_MS};
}

/** The question that lies over the plan. */
export type CollectQuestion = {
	readonly act: 'plan' | 'hold';
	/**
	 * To be carried out; undefined until it is there. The store may be being read again: whoever carries it out looks
	 * whether it still holds.
	 */
	readonly plan: PlanAnswer | undefined;
	readonly error: string | undefined;
};

/** As many bytes can be other paths: the number tells (workers/plan-book.ts). */
function isSamePlan(one: PlanAnswer, other: PlanAnswer): boolean {
	return one.id === other.id;
}

/** A question was open when the plan became another one. */
export function wasOvertaken(ui: CollectUi, {plan, isCurrent}: CollectState & {kind: 'plan'}): boolean {
	return ui.dialog?.act === 'plan' && plan !== undefined && isCurrent && !isSamePlan(plan, ui.dialog.seen);
}

/** @returns Undefined when none is open, or when the plan that it was about is no longer the one on the screen. */
export function openQuestion(ui: CollectUi, state: CollectState, data: ExplorerData): CollectQuestion | undefined {
	if (ui.dialog === undefined || state.kind !== 'plan') {
		return undefined;
	}

	const {plan} = state;
	if (ui.dialog.act === 'plan') {
		// Read again meanwhile: the question stands while it is about the same.
		return plan !== undefined && isSamePlan(plan, ui.dialog.seen) ? {act: 'plan', plan, error: undefined} : undefined;
	}

	const slot = data.slot('holdPlan', 'plan');
	const isAsked = JSON.stringify(slot.request) === JSON.stringify(holdRequest(state.request));
	return {act: 'hold', plan: isAsked ? slot.answer : undefined, error: slot.error};
}

/** What is known of the files of a plan. */
export function knownSizes(data: ExplorerData, plan: PlanAnswer): PlanSizes | undefined {
	const {answer, request} = data.slot('planSizes', 'planSizes');
	return request?.plan === plan.id ? answer : undefined;
}

/** There is a root to hold: one that is no hold already. */
export function canBeHeld({roots, holdMs}: PlanAnswer): boolean {
	return holdMs === null && roots.some(({kind}) => kind !== 'nixscope-hold');
}

/** There is something to carry out. */
export function isWorthIt({roots, paths, collects}: PlanAnswer): boolean {
	return roots.length > 0 || (paths > 0 && collects !== 'none');
}
