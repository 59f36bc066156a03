import {isLinkRoot, isNameable, isWorthDropping, protectedLinks, UNNAMEABLE} from '../analyses/droppable.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {countOf, formatCount} from '../formats/count.js';
import type {MayRemove} from '../store/may-remove.js';
import type {Root, RootKind} from '../store/root.js';
import type {RootFilter} from '../store/root-filter.js';
import {findNamedRoot} from './named-root.js';
import {oldGenerations} from './old-generations.js';
import {proposeRoots} from './propose-roots.js';

/** Which roots a person wants to drop. */
export type GcRequest = {
	/** Links or generations, as typed. */
	readonly roots: readonly string[];
	readonly filter: RootFilter;
	/** NAR bytes to free: roots are proposed until the plan reaches it; undefined when not asked. */
	readonly freeBytes: number | undefined;
	/** Only what dies with the dropped roots is deleted: what is dead already stays, and counts for nothing. */
	readonly isOnly?: boolean;
};

export type RootChoice = {
	/** Places in `reading.roots.roots`, rising. All roots of a chosen link are among them. */
	readonly roots: readonly number[];
	/** What was left out and why, in words. */
	readonly remarks: readonly string[];
};

type Choice = {readonly links: ReadonlySet<string>; readonly remarks: readonly string[]};

/** Kinds that do not go by a link, and what a person can do. */
const NEVER: ReadonlyArray<readonly [RootKind, string]> = [
	['process', 'running processes keep what they hold: end or restart them'],
	['temporary', 'temporary roots go when the Nix that made them is done'],
];

/**
 * Chooses the roots to drop. Names, kinds and an age narrow the choice together. An age without names and kinds means
 * generations; of these the one that was current at that time stays, as Nix has it. To free so many bytes, roots are
 * proposed out of that choice, or out of all when nothing narrows it, but for holds and pins; what is dead already counts
 * first. Roots of processes, temporary and protected ones are never chosen, nor links that no command can name or that
 * this user may not remove.
 *
 * @param now Milliseconds since 1970.
 * @param workingDirectory In which relative links are understood.
 * @param mayRemove Whether this user may remove a link (store/may-remove.ts).
 * @throws StoreError when a named root is not there or may not be dropped.
 */
export function chooseRoots(
	analysis: StoreAnalysis,
	request: GcRequest,
	now: number,
	workingDirectory = '/',
	mayRemove: MayRemove = () => true,
): RootChoice {
	const {roots} = analysis.reading.roots;
	const {filter, freeBytes} = request;
	const isNarrowed = request.roots.length > 0 || filter.kinds.length > 0 || filter.olderThanMs !== undefined;
	if (!isNarrowed && freeBytes === undefined) {
		return {roots: [], remarks: []};
	}

	const choice = request.roots.length > 0 ? named() : byFilter();
	const chosen = indexesOf(choice.links);
	if (freeBytes === undefined) {
		return {roots: chosen, remarks: choice.remarks};
	}

	const proposal = proposeRoots(analysis, {bytes: freeBytes, candidates: chosen, isOnly: request.isOnly === true, now});
	const links = new Set(proposal.roots.map((index) => roots[index]!.link));
	return {roots: indexesOf(links), remarks: [...choice.remarks, ...proposal.remarks]};

	function named(): Choice {
		const links = request.roots.map((typed) => findNamedRoot(analysis.reading, typed, workingDirectory, mayRemove));
		const {links: passing} = filtered(roots.filter(({link}) => links.includes(link)));
		return {
			links: passing,
			remarks: [...new Set(links)]
				.filter((link) => !passing.has(link))
				.map((link) => `${link} stays: the other options leave it out`),
		};
	}

	function byFilter(): Choice {
		const never = protectedLinks(analysis.reading.roots);
		const isForGenerations = filter.olderThanMs !== undefined && filter.kinds.length === 0;
		const able = roots.filter(
			(root) => isLinkRoot(root) && isWorthDropping(root) && (!isForGenerations || root.generation !== null),
		);
		// Who holds or pins something wants it to stay until then.
		const isMeant = (root: Root) => filter.kinds.length > 0 || !isKeptByUs(root);
		const free = able.filter((root) => !never.has(root.link) && isMeant(root));
		const ours = linksOf(able.filter((root) => !never.has(root.link) && !isMeant(root) && !isForGenerations)).size;
		const mine = linksOf(free.filter((root) => mayRemove(root.link)));
		const {links, remarks} = filtered(free.filter(({link}) => mine.has(link)));
		const foreign = filtered(free.filter(({link}) => !mine.has(link))).links.size;
		const unnameable = linksOf(free.filter((root) => links.has(root.link) && !isNameable(root)));
		const guarded = new Set(
			able.filter((root) => never.has(root.link) && isOfKind(root, filter)).map(({link}) => link),
		);
		const staying = guarded.size === 1 ? 'protected root stays' : 'protected roots stay';
		return {
			links: new Set([...links].filter((link) => !unnameable.has(link))),
			remarks: [
				...[...unnameable].map((link) => `${link} ${UNNAMEABLE}`),
				...NEVER.filter(([kind]) => filter.kinds.includes(kind)).map(([, words]) => words),
				...(filter.kinds.length > 0 && guarded.size > 0 ? [`${formatCount(guarded.size)} ${staying}`] : []),
				...(ours > 0 ? [`${countOf(ours, 'root')} held or pinned by nixscope ${ours === 1 ? 'stays' : 'stay'}`] : []),
				...(foreign > 0 ? [foreignRemark(foreign)] : []),
				...remarks,
			],
		};
	}

	function filtered(candidates: readonly Root[]): Choice {
		const ofKind = candidates.filter((root) => isOfKind(root, filter));
		if (filter.olderThanMs === undefined) {
			return {links: linksOf(ofKind), remarks: []};
		}

		const cutoff = now - filter.olderThanMs;
		const old = oldGenerations(analysis.reading.roots, cutoff);
		const links = linksOf(
			ofKind.filter(({generation, modifiedAt, link}) =>
				generation === null ? modifiedAt !== null && modifiedAt <= cutoff : old.links.has(link),
			),
		);
		const kept = [...linksOf(ofKind)].filter((link) => old.kept.includes(link));
		return {links, remarks: kept.map((link) => `${link} stays: it was the current generation at that time`)};
	}

	function indexesOf(links: ReadonlySet<string>): readonly number[] {
		return [...roots.keys()].filter((index) => links.has(roots[index]!.link));
	}
}

function foreignRemark(count: number): string {
	const where = count === 1 ? 'is in a folder' : 'are in folders';
	return `${countOf(count, 'root')} ${where} that you may not change: left out`;
}

/** A hold, whose time need not be over, or a pin. */
function isKeptByUs({kind, link}: Root): boolean {
	return kind === 'nixscope-hold' || /\/nixscope\/pins\/[^/]+$/.test(link);
}

function isOfKind({kind}: Root, {kinds}: RootFilter): boolean {
	return kinds.length === 0 || kinds.includes(kind);
}

function linksOf(roots: readonly Root[]): Set<string> {
	return new Set(roots.map(({link}) => link));
}
