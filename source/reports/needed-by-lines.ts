import type {Build} from '../build/build.js';
import {flow} from '../formats/flow.js';
import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';

/** `needed by  A ‹ B ‹ root`: a shortest chain to a build that nothing of the run needs. Nothing for such a build itself. */
export function neededByLines(build: Build, {columns, signs}: {columns: number; signs: Signs}): Line[] {
	const chain = chainToRoot(build);
	if (chain.length === 0) {
		return [];
	}

	const items = chain.map(({name}, index) =>
		index === 0 ? [span(plainText(name))] : [span(`${signs.neededBy} `, 'muted'), span(plainText(name))],
	);
	return flow(items, {columns, indent: 15, gap: 1, label: [span('    needed by  ', 'muted')]});
}

/** Breadth first over dependents, so that no shorter chain exists; the build itself is not in it. O(edges). */
export function chainToRoot(build: Build): Build[] {
	const cameFrom = new Map<Build, Build | undefined>([[build, undefined]]);
	const queue: Build[] = [build];
	for (const current of queue) {
		if (current.dependents.length === 0) {
			return walkBack(current, cameFrom);
		}

		for (const dependent of current.dependents) {
			if (!cameFrom.has(dependent)) {
				cameFrom.set(dependent, current);
				queue.push(dependent);
			}
		}
	}

	return [];
}

function walkBack(root: Build, cameFrom: ReadonlyMap<Build, Build | undefined>): Build[] {
	const chain: Build[] = [];
	for (let at: Build | undefined = root; at !== undefined; at = cameFrom.get(at)) {
		chain.unshift(at);
	}

	return chain.slice(1);
}
