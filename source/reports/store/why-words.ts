import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import {pathName} from './path-name.js';
import {holderOf} from './why-holder.js';

/** By keep-derivations, and what those keep in turn. */
export const derivationsToo = 'with the derivations that only it keeps';

export function isSameProcess(root: SizedRoot, other: SizedRoot | undefined): boolean {
	return root.process !== null && root.kind === other?.kind && root.process.pid === other.process?.pid;
}

/** The root with which the shortest way to the path begins. */
export function firstRoot({roots, shortestChain}: WhyAnswer): SizedRoot | undefined {
	return roots.find(({link}) => link === shortestChain[0]?.path) ?? roots[0];
}

/** The one root that alone holds the path, or one of the process that does; undefined when no single one does. */
export function soleRoot(answer: WhyAnswer): SizedRoot | undefined {
	const {roots} = answer;
	const holder = holderOf(answer);
	const first = firstRoot(answer);
	return roots.length === 1 || holder !== undefined ? (roots.find(({link}) => link === holder) ?? first) : undefined;
}

/** Names of the paths through which all ways lead, nearest first. */
export function pathsBetween({dominators, path}: WhyAnswer): string[] {
	return dominators.filter((one) => one.startsWith('/') && one !== path && !isLink(one)).map(pathName);

	function isLink(one: string): boolean {
		return !one.startsWith(`${path.slice(0, path.lastIndexOf('/'))}/`);
	}
}

/** `frees 11.9 GiB of NAR`, of the one root that holds a path; empty where it is not known. */
export function freesWords(
	{processRetainedSize, retainedSize, closureSize}: SizedRoot,
	{complete}: Pick<WhyAnswer, 'complete'>,
): string {
	const size = processRetainedSize ?? retainedSize;
	if (size === null) {
		return '';
	}

	const isMore = processRetainedSize === null && closureSize !== null && size > closureSize;
	return `frees ${complete ? '' : 'at most '}${formatSize(size)} of NAR${isMore ? `, ${derivationsToo}` : ''}`;
}

/** What is to be said of a path that is not live, or not known to be. */
export function deadVerdict({live, heldByDead}: Pick<WhyAnswer, 'live' | 'heldByDead'>): string {
	if (live === 'unknown') {
		return 'No root that could be read holds it; others may.';
	}

	return heldByDead.length === 0
		? 'Dead: nothing holds it; the next collection takes it.'
		: `Dead, but held by ${countOf(heldByDead.length, 'dead path')}: delete them together.`;
}
