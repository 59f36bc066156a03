import type {SizedRoot} from '../analyses/answers/answer.js';
import type {CollectResult} from '../analyses/answers/collect.js';
import type {CollectAnswer} from '../analyses/answers/plan.js';
import {executePlan} from '../collection/execute-plan.js';
import {formatSize} from '../formats/bytes.js';
import {countOf} from '../formats/count.js';
import {StoreError} from '../store/store-error.js';
import type {AskContext} from './ask-context.js';
import type {OpenStore} from './open-store.js';
import type {KnownPlan, PlanBook} from './plan-book.js';

/**
 * Carries out a plan that a person has confirmed, unless the store has moved since: then there is a new plan.
 *
 * @throws StoreError when the store can no longer be read.
 */
export async function collect(
	store: OpenStore,
	book: PlanBook,
	plan: KnownPlan,
	context: AskContext,
): Promise<CollectAnswer> {
	const startedAt = Date.now();
	context.onEvent({
		type: 'collect',
		isComplete: plan.answer.complete,
		progress: {
			stage: 'checking',
			droppedRoots: 0,
			rootCount: plan.answer.roots.length,
			deletedPaths: 0,
			pathCount: plan.answer.paths,
			deletedNarSize: 0,
			narSize: plan.answer.narSize,
			recent: [],
			elapsedMs: 0,
			remarks: [],
		},
	});
	const fresh = book.make(store, await store.reread({withEntries: true}), plan.request);
	const words = growth(plan, fresh);
	if (words.length > 0) {
		return {kind: 'moved', plan: fresh.answer, words};
	}

	const result = await execute(store, fresh, context);
	await store.reread({withEntries: true}).catch((error: unknown) => {
		// What was done is told whatever the store looks like now.
		if (!(error instanceof StoreError)) {
			throw error;
		}
	});
	return {kind: 'collected', result: {...result, durationMs: Date.now() - startedAt}};
}

/** @param plan As of now. */
export async function execute(store: OpenStore, plan: KnownPlan, context: AskContext): Promise<CollectResult> {
	const {collects, roots} = plan.answer;
	const analysis = await store.analysis({withEntries: true});
	return executePlan(
		{
			store: store.local('collected'),
			roots,
			asked: plan.request.links,
			currentGenerations: analysis.reading.roots.currentGenerations,
			collects,
			planned: plan.planned,
			holdMs: plan.request.holdMs,
		},
		{
			environment: store.options.environment,
			now: Date.now,
			signal: context.signal,
			onProgress: (progress) => context.onEvent({type: 'collect', progress, isComplete: plan.answer.complete}),
		},
	);
}

/** What a plan has that was not in the one that was looked at, in words; none when it has only shrunk. */
function growth(before: KnownPlan, after: KnownPlan): string[] {
	const newRoots = after.answer.roots.filter(
		(root) => !before.answer.roots.some((known) => isSame(known, root)),
	).length;
	const newlyRefused = after.answer.refused.filter(
		({link}) => !before.answer.refused.some((known) => known.link === link),
	);
	// After a hold nothing is deleted yet, so that only the roots count.
	const isDeleting = after.answer.collects !== 'none';
	const added = isDeleting ? [...after.planned].filter(([name]) => !before.planned.has(name)) : [];
	const grown = added.reduce((sum, [, size]) => sum + (size ?? 0), 0);
	return [
		...newlyRefused.map(({link, reason}) => `${link} ${reason}`),
		...(newRoots > 0 ? [`${countOf(newRoots, 'root')} ${newRoots === 1 ? 'is' : 'are'} no longer as it was`] : []),
		...(added.length > 0
			? [`the plan grew by ${countOf(added.length, 'path')}, ${formatSize(grown)}, since you looked`]
			: []),
	];
}

function isSame(a: SizedRoot, b: SizedRoot): boolean {
	return a.link === b.link && a.target === b.target && a.modifiedAt === b.modifiedAt;
}
