import type {SizedRoot} from '../analyses/answers/answer.js';
import {StoreError} from '../store/store-error.js';
import {clearHolds, removeHold} from './clear-holds.js';
import {dropGenerations} from './drop-generations.js';
import {type DropId, holdsFolder, removeIfEmpty, takeDropId} from './drop-id.js';
import {dropLink} from './drop-link.js';
import type {ExecutablePlan, ExecuteOptions} from './execute-plan.js';
import {isInPath} from './find-program.js';
import {holdRoots} from './hold-roots.js';
import {appendToJournal, type JournalFiles} from './journal.js';
import {type KeptRoot, type NotedRoot, noteLink} from './note-link.js';
import type {ProgressCounter} from './progress-counter.js';
import {releaseHolds} from './release-holds.js';
import {stateFolder} from './state-folder.js';

export type Drop = {
	readonly journalId: number | null;
	readonly dropped: readonly SizedRoot[];
	readonly kept: readonly KeptRoot[];
	readonly heldUntil: number | null;
};

export type DropOptions = ExecuteOptions & {readonly files?: JournalFiles};

/**
 * Drops the roots of a plan: each is looked at once more, held where that is wanted, noted in the journal, and only then
 * removed. Whenever this is killed, what was removed stands in the journal, and what is to be held is held.
 *
 * @throws StoreError when the journal or a hold cannot be made; then nothing was dropped.
 */
export async function dropPlanned(
	plan: ExecutablePlan,
	options: DropOptions,
	progress: ProgressCounter,
): Promise<Drop> {
	const kept: KeptRoot[] = [];
	const noted: NotedRoot[] = [];
	for (const root of plan.roots) {
		const note = noteLink(root, plan.store);
		if ('reason' in note) {
			kept.push(note);
		} else {
			noted.push(note);
		}
	}

	const folder = stateFolder(options.environment);
	const isOwnHold = ({noted: {link}}: NotedRoot) => link.startsWith(`${holdsFolder(folder)}/`);
	const others = noted.filter((root) => !isOwnHold(root));
	const dropped: SizedRoot[] = [];
	const keep = (root: NotedRoot, reason: string | undefined) => {
		if (reason === undefined) {
			dropped.push(root.root);
			progress.dropped();
			options.onStep?.('dropped');
		} else {
			kept.push({link: root.noted.link, reason});
		}
	};
	let journalId: number | null = null;
	let heldUntil: number | null = null;
	if (others.length > 0) {
		mustHavePrograms(plan, others, options.environment);
		const id = takeDropId(folder);
		const held = await notedInJournal(others, id);
		journalId = id.id;
		heldUntil = held.find((root) => root.noted.heldUntil !== null)?.noted.heldUntil ?? null;
		await removeLinks(held);
		clearAfter(held, id);
	}

	for (const root of noted.filter(isOwnHold)) {
		const isStaying = plan.holdMs === undefined ? undefined : HELD_ALREADY;
		keep(root, options.signal.aborted ? STOPPED : (isStaying ?? releaseHolds(folder, root, plan.store, options.now())));
	}

	const isDrop = dropped.some(({link}) => others.some(({noted: {link: own}}) => own === link));
	return {journalId: isDrop ? journalId : null, dropped, kept, heldUntil: isDrop ? heldUntil : null};

	/** Held where that is wanted, and in the journal. */
	async function notedInJournal(roots: readonly NotedRoot[], {id, folder: own}: DropId): Promise<readonly NotedRoot[]> {
		const {store, holdMs} = plan;
		try {
			const held =
				holdMs === undefined ? roots : await holdRoots(roots, own, options.now() + holdMs, {...options, store});
			options.onStep?.('held');
			if (options.signal.aborted) {
				throw new StoreError('stopped before anything was dropped');
			}

			const {storeDirectory, realStoreDirectory, stateDirectory} = store;
			const links = held.map((root) => root.noted);
			const place = {storeDirectory, realStoreDirectory, stateDirectory};
			appendToJournal(
				folder,
				{type: 'dropped', version: 1, id, time: options.now(), store: place, links},
				options.files,
			);
			options.onStep?.('journalled');
			return held;
		} catch (error) {
			clearHolds(own, store);
			throw error;
		}
	}

	async function removeLinks(roots: readonly NotedRoot[]): Promise<void> {
		progress.stage('dropping');
		const isWithNixEnv = ({root: {generation}}: NotedRoot) =>
			generation !== null && plan.currentGenerations.has(generation.profile);
		for (const root of roots.filter((one) => !isWithNixEnv(one))) {
			keep(root, options.signal.aborted ? STOPPED : dropLink(root));
		}

		const profiles = Map.groupBy(roots.filter(isWithNixEnv), ({root}) => root.generation!.profile);
		for (const [profile, generations] of profiles) {
			const stays = options.signal.aborted
				? new Map(generations.map((root) => [root.noted.link, STOPPED]))
				: await dropGenerations(profile, generations, {...options, store: plan.store});
			for (const root of generations) {
				keep(root, stays.get(root.noted.link));
			}
		}
	}

	/** What stayed is no drop, and needs no hold. */
	function clearAfter(roots: readonly NotedRoot[], {id, folder: own}: DropId): void {
		const stayed = kept.filter(({link, reason}) => reason !== GONE && roots.some(({noted: one}) => one.link === link));
		if (stayed.length > 0) {
			const links = stayed.map(({link}) => link);
			try {
				appendToJournal(folder, {type: 'restored', version: 1, id, time: options.now(), links});
			} catch {
				// The links tell as well.
			}

			const needed = new Set(
				roots.filter(({noted: {link}}) => !links.includes(link)).map(({noted: {holdLink}}) => holdLink),
			);
			for (const {
				noted: {holdLink},
			} of roots) {
				if (holdLink !== null && !needed.has(holdLink)) {
					removeHold(holdLink, plan.store);
				}
			}
		}

		removeIfEmpty(own);
	}
}

/** A hold that is dropped with a hold would be lost; in words that follow its link. */
export const HELD_ALREADY = 'stays: it is a hold already, which only a drop without a hold ends';
const STOPPED = 'stays: stopped before it was dropped';
/** What somebody else has dropped meanwhile; in words that follow its link. */
export const GONE = 'is gone already';

function mustHavePrograms(plan: ExecutablePlan, roots: readonly NotedRoot[], environment: NodeJS.ProcessEnv): void {
	const needed = [
		...(plan.holdMs !== undefined || plan.collects !== 'none' ? ['nix-store'] : []),
		...(roots.some(({root}) => root.generation !== null) ? ['nix-env'] : []),
	];
	const missing = needed.find((program) => !isInPath(program, environment));
	if (missing !== undefined) {
		throw new StoreError(`${missing} is not in PATH: nothing was changed`);
	}
}
