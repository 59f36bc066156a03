import type {PathTotal, PlanSizes, PlanSources} from '../analyses/answers/plan.js';
import {askCaches} from '../store/cache-availability.js';
import {substituters} from '../store/substituters.js';
import type {AskContext} from './ask-context.js';
import type {OpenStore} from './open-store.js';
import type {KnownPlan} from './plan-book.js';
import {scanInThread} from './scan-client.js';

/** Caches are asked for so many paths at most, the largest. */
const MOST_ASKED = 2000;

/** What the files of a plan say: what Nix will report, and what the disk gets back. */
export async function planSizes(store: OpenStore, {planned}: KnownPlan, context: AskContext): Promise<PlanSizes> {
	const {address} = store.options;
	if (address.kind !== 'local') {
		return {nixReportedSize: null, diskSize: null};
	}

	const freed = await scanInThread(
		{kind: 'freed', store: address, baseNames: [...planned.keys()]},
		{signal: context.signal, onProgress: (progress) => context.onEvent({type: 'progress', progress})},
	);
	return freed ?? {nixReportedSize: null, diskSize: null};
}

/** Which of the paths that die with the roots could be fetched again. Derivations are no one's loss and are left out. */
export async function planSources(
	store: OpenStore,
	{planned, newlyDead}: KnownPlan,
	context: AskContext,
): Promise<PlanSources> {
	const {environment} = store.options;
	const analysis = await store.analysis({withEntries: false});
	const {names} = analysis.reading.graph;
	const candidates = newlyDead
		.filter((name) => !name.endsWith('.drv'))
		.sort((a, b) => (planned.get(b) ?? 0) - (planned.get(a) ?? 0));
	const asked = candidates.slice(0, MOST_ASKED);
	const {
		available,
		asked: caches,
		unreachable,
	} = await askCaches(
		{baseNames: asked, substituters: substituters(environment), storeDirectory: names.storeDirectory},
		{
			signal: context.signal,
			onProgress: (done, total, cache) => context.onEvent({type: 'caches', cache: cacheName(cache), done, total}),
		},
	);
	const total = (some: readonly string[]): PathTotal => ({
		paths: some.length,
		narSize: some.reduce((sum, name) => sum + (planned.get(name) ?? 0), 0),
	});
	const missing = asked.filter((name) => !available.has(name));
	const isKnown = unreachable.length === 0;
	return {
		fetchable: total([...available]),
		unavailable: total(isKnown ? missing : []),
		unknown: total([...(isKnown ? [] : missing), ...candidates.slice(MOST_ASKED)]),
		caches: caches.map(cacheName),
		unreachable: unreachable.map(({cache}) => cacheName(cache)),
	};
}

/** `https://cache.nixos.org/` is cache.nixos.org to a person. */
function cacheName(uri: string): string {
	return uri.replace(/^https?:\/\//, '').replace(/\/+(\?.*)?$/, '');
}
