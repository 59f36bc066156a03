import {lstatSync} from 'node:fs';
import path from 'node:path';
import {findPaths} from '../analyses/find-path.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {generationName} from '../collection/named-root.js';
import {shellWord} from '../formats/shell-word.js';
import {isCurrentGeneration} from '../store/current-generation.js';
import type {Root} from '../store/root.js';
import {StoreError} from '../store/store-error.js';
import {isInStore} from '../store/store-path-of.js';
import {resolveIntoStore} from './resolve-link.js';

/** So many of several candidates are named. */
const MOST_NAMED = 4;

/**
 * Finds the path that a person means: a store path (or a file below one), a file or link that leads into the store, a
 * profile or a generation of one (`system`, `system-42`), a package name, the beginning of a digest.
 *
 * @throws StoreError when there is none, or more than one.
 */
export function resolveOperand(analysis: StoreAnalysis, operand: string, workingDirectory: string): number {
	const {graph, address} = analysis.reading;
	const {storeDirectory} = graph.names;
	const absolute = path.resolve(workingDirectory, operand);
	if (isInStore(storeDirectory, absolute)) {
		return found(analysis, operand, absolute);
	}

	const target = address.kind === 'local' && exists(absolute) ? resolveIntoStore(absolute, address) : undefined;
	if (target !== undefined) {
		return found(analysis, operand, target);
	}

	const known = address.kind === 'local' ? undefined : knownTarget(analysis, absolute);
	if (known !== undefined) {
		return found(analysis, operand, known);
	}

	if (operand.includes('/')) {
		throw new StoreError(
			exists(absolute)
				? `${operand} does not lead into the store ${storeDirectory}`
				: `${operand} does not exist; give a store path, a link, a generation such as system-42, or a package name`,
		);
	}

	const generation = generationTarget(analysis, operand);
	return found(analysis, operand, generation ?? operand);
}

function found(analysis: StoreAnalysis, operand: string, text: string): number {
	const match = findPaths(analysis, text);
	switch (match.kind) {
		case 'found':
			return match.id;
		case 'unknown':
			throw new StoreError(
				text.startsWith('/')
					? `${operand}${text === operand ? '' : ` leads to ${text}, which`} is not a valid path of this store`
					: `nothing in this store is called ${operand}; nixscope paths lists what is there`,
			);
		case 'ambiguous': {
			const {names} = analysis.reading.graph;
			const some = match.ids.slice(0, MOST_NAMED).map((id) => names.path(id));
			const more = match.ids.length - some.length;
			throw new StoreError(
				more > 0
					? `${operand} may be ${some.join(', ')} or ${more} more; nixscope paths ${shellWord(operand)} lists all ${match.ids.length}`
					: `${operand} may be ${some.join(', ')}: give one of these`,
			);
		}
	}
}

/** @returns The target of the generation `system-42`, or of the current one of the profile `system`. */
function generationTarget(analysis: StoreAnalysis, operand: string): string | undefined {
	const {roots} = analysis.reading;
	const targets = new Map<string, string>();
	for (const root of roots.roots) {
		const {generation, target, link} = root;
		if (generation === null || target === null) {
			continue;
		}

		const isProfile = operand === path.basename(generation.profile);
		if (operand === generationName(root) || (isProfile && isCurrentGeneration(root, roots))) {
			targets.set(link, target);
		}
	}

	if (new Set(targets.values()).size > 1) {
		throw new StoreError(`${operand} may be ${[...targets.keys()].join(' or ')}: give one of these`);
	}

	return targets.values().next().value;
}

/** Links of another machine are not there to be followed: where they lead stands among the roots. */
function knownTarget(analysis: StoreAnalysis, link: string): string | undefined {
	const {roots} = analysis.reading;
	const isCurrent = (root: Root) => root.generation?.profile === link && isCurrentGeneration(root, roots);
	return roots.roots.find((root) => root.link === link || isCurrent(root))?.target ?? undefined;
}

function exists(file: string): boolean {
	try {
		lstatSync(file);
		return true;
	} catch {
		return false;
	}
}
