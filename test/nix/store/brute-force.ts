import type {KeepSettings} from '../../../source/store/store-graph.js';
import {isHolding, type RandomStore} from './random-store.js';

/** What is left out of a store: one path, or some of its roots. */
export type Without = {readonly path?: number; readonly roots?: ReadonlySet<number>};

/** The live paths, found by walking again and again: the rule of liveness in as few words as it takes. */
export function livePaths(store: RandomStore, settings: KeepSettings, without: Without = {}): Set<number> {
	const live = new Set<number>();
	const visit = (place: number) => {
		if (place === without.path || live.has(place)) return;
		live.add(place);
		const {references, deriver, outputs} = store.paths[place]!;
		for (const reference of references) visit(reference);
		if (settings.keepDerivations && typeof deriver === 'number') visit(deriver);
		if (settings.keepOutputs) {
			for (const output of outputs) if (typeof output === 'number') visit(output);
		}
	};
	for (const [number, root] of store.roots.entries()) {
		if (isHolding(root) && !without.roots?.has(number)) visit(root.target);
	}

	return live;
}

/** The sum of NAR sizes that is missing from `smaller`. */
export function narSizeBetween(store: RandomStore, larger: ReadonlySet<number>, smaller: ReadonlySet<number>): number {
	let sum = 0;
	for (const place of larger) {
		if (!smaller.has(place)) sum += store.paths[place]!.narSize ?? 0;
	}

	return sum;
}

/** All that is reached by references, itself included. */
export function closureOf(store: RandomStore, start: number): Set<number> {
	const closure = new Set<number>();
	const visit = (place: number) => {
		if (closure.has(place)) return;
		closure.add(place);
		for (const reference of store.paths[place]!.references) visit(reference);
	};
	visit(start);
	return closure;
}
