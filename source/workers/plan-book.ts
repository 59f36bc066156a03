import type {Collects, PathTotal, PlanAnswer} from '../analyses/answers/plan.js';
import {protectedLinks} from '../analyses/droppable.js';
import {rootRefusal} from '../analyses/root-refusal.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {HELD_ALREADY} from '../collection/drop-planned.js';
import {gcPlan} from '../collection/gc-plan.js';
import {isAboutDeleting} from '../collection/gc-remarks.js';
import {mayRemoveIn} from '../store/may-remove.js';
import type {Root} from '../store/root.js';
import {StoreError} from '../store/store-error.js';
import type {KnownHolds} from './known-holds.js';
import type {OpenStore} from './open-store.js';

/** What a plan is made from. */
export type PlanRequest = {
	readonly links: readonly string[];
	readonly collects: Collects;
	readonly holdMs: number | undefined;
};

export type KnownPlan = {
	readonly answer: PlanAnswer;
	readonly request: PlanRequest;
	/** NAR bytes by base name of everything that goes; null without one. */
	readonly planned: ReadonlyMap<string, number | null>;
	/** Base names of what dies with the roots. */
	readonly newlyDead: readonly string[];
};

/** Plans that a screen shows are asked about for a while. */
const MOST_PLANS = 20;

/** The plans that were made, by number. */
export class PlanBook {
	readonly #plans = new Map<number, KnownPlan>();
	#lastId = 0;

	/**
	 * A plan that does the very same as an earlier one has its number.
	 *
	 * @throws StoreError for a store whose roots cannot be seen at all.
	 */
	make(store: OpenStore, analysis: StoreAnalysis, request: PlanRequest): KnownPlan {
		const made = this.#planned(store, analysis, request);
		const same = [...this.#plans.values()].find((known) => isSamePlan(known, made));
		const plan = {...made, answer: {...made.answer, id: same?.answer.id ?? ++this.#lastId}};
		// The newest is the last one.
		this.#plans.delete(plan.answer.id);
		this.#plans.set(plan.answer.id, plan);
		for (const id of [...this.#plans.keys()].slice(0, -MOST_PLANS)) {
			this.#plans.delete(id);
		}

		return plan;
	}

	/** @throws StoreError when it is no longer known. */
	get(id: number): KnownPlan {
		const plan = this.#plans.get(id);
		if (plan === undefined) {
			throw new StoreError('this plan is too old: make it again');
		}

		return plan;
	}

	#planned(store: OpenStore, analysis: StoreAnalysis, request: PlanRequest): KnownPlan {
		const {reading} = analysis;
		const {names, narSizes} = reading.graph;
		const holds = store.holds();
		const links = [...request.links, ...(request.collects === 'all-dead' ? expired(holds, analysis) : [])];
		const {roots, refused} = chosen(analysis, links, request.holdMs !== undefined);
		const isOnly = request.collects === 'only-planned';
		const {answer, deleted, unregistered: entries} = gcPlan(analysis, roots, holds.links, isOnly);
		const planned = new Map<string, number | null>();
		for (const id of [...deleted.alreadyDead, ...deleted.newlyDead]) {
			planned.set(names.baseName(id), narSizes[id]!);
		}

		for (const name of entries) {
			planned.set(name, null);
		}

		const total = (ids: Uint32Array): PathTotal => ({
			paths: ids.length,
			narSize: ids.reduce((sum, id) => sum + narSizes[id]!, 0),
		});
		const alreadyDead = total(deleted.alreadyDead);
		const newlyDead = total(deleted.newlyDead);
		const {version, complete, unreadable, snapshot} = answer;
		return {
			request,
			planned,
			newlyDead: Array.from(deleted.newlyDead, (id) => names.baseName(id)),
			answer: {
				version,
				complete,
				unreadable,
				...(snapshot === undefined ? {} : {snapshot}),
				id: 0,
				readAt: reading.readAt,
				roots: answer.removedRoots,
				collects: request.collects,
				holdMs: request.holdMs ?? null,
				alreadyDead: {...alreadyDead, paths: alreadyDead.paths + entries.length},
				newlyDead,
				narSize: alreadyDead.narSize + newlyDead.narSize,
				paths: alreadyDead.paths + newlyDead.paths + entries.length,
				unregistered: entries.length,
				commands: commandsOf(answer.commands, request),
				remarks: [...remarksOf(answer.remarks, request, planned.size), ...holds.remarks],
				refused,
			},
		};
	}
}

function isSamePlan(one: KnownPlan, other: KnownPlan): boolean {
	return (
		toldOf(one) === toldOf(other) &&
		one.planned.size === other.planned.size &&
		[...one.planned.keys()].every((name) => other.planned.has(name))
	);
}

/** All but the names of what is deleted, and the time. */
function toldOf({answer, request}: KnownPlan): string {
	const {roots, refused, paths, narSize, complete} = answer;
	const links = roots.map(({link, target, modifiedAt}) => [link, target, modifiedAt]);
	return JSON.stringify([request, links, refused, paths, narSize, complete]);
}

/** The roots of links, as far as they are there and can be dropped. */
function chosen({reading}: StoreAnalysis, links: readonly string[], isHold: boolean) {
	const {roots} = reading.roots;
	const never = protectedLinks(reading.roots);
	const mayRemove = mayRemoveIn(reading.address);
	const refused: Array<{link: string; reason: string}> = [];
	const places: number[] = [];
	for (const link of new Set(links)) {
		const found = [...roots.keys()].filter((place) => roots[place]!.link === link);
		const first = found[0] === undefined ? undefined : roots[found[0]]!;
		const reason = refusalOf(first, link);
		if (reason === undefined) {
			places.push(...found);
		} else {
			refused.push({link, reason});
		}
	}

	return {roots: places.sort((a, b) => a - b), refused};

	function refusalOf(root: Root | undefined, link: string): string | undefined {
		if (root === undefined) {
			return 'is gone already';
		}

		return isHold && root.kind === 'nixscope-hold' ? HELD_ALREADY : rootRefusal(root, never.has(link), mayRemove(link));
	}
}

/** Holds whose time is over go with every collection. */
function expired(holds: KnownHolds, {reading}: StoreAnalysis): string[] {
	const links = new Set(holds.expired);
	return reading.roots.roots.map(({link}) => link).filter((link) => links.has(link));
}

/** Of the commands of a collection, those that this plan has. */
function commandsOf(commands: PlanAnswer['commands'], {collects, holdMs}: PlanRequest): PlanAnswer['commands'] {
	if (collects !== 'none') {
		return commands;
	}

	const drops = commands.filter(([program, ...words]) => program !== 'nix-store' || !words.includes('--gc'));
	const hold = holdMs === undefined || drops.length === 0 ? [] : [['nix-store', '--add-root', '…', '--realise', '…']];
	return [...hold, ...drops];
}

/** Of the remarks of a collection, those that hold for this plan. */
function remarksOf(remarks: PlanAnswer['remarks'], {collects}: PlanRequest, count: number): PlanAnswer['remarks'] {
	// Without a path Nix is not asked to delete, and tidies nothing.
	const isDeleting = collects === 'all-dead' || (collects === 'only-planned' && count > 0);
	return isDeleting ? remarks : remarks.filter((words) => !isAboutDeleting(words));
}
