import type {Root, RootsReading} from './root.js';

/** Whether a root is the generation that its profile points at now. */
export function isCurrentGeneration(
	{generation}: Pick<Root, 'generation'>,
	{currentGenerations}: Pick<RootsReading, 'currentGenerations'>,
): boolean {
	return generation !== null && currentGenerations.get(generation.profile) === generation.number;
}
