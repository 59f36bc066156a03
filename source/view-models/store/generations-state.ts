import type {DiffPane} from './diff-pane.js';
import {type GenerationRow, pinName} from './generations-list.js';
import type {ListUi} from './list-state.js';
import type {ReduceContext, Step} from './screen.js';

export type GenerationsUi = {
	/** The link of the profile; undefined: the first. */
	readonly profile: string | undefined;
	readonly list: ListUi;
	/** Links of generations that are compared, at most two of a profile; no marks of roots. */
	readonly picked: readonly string[];
	readonly isChangedOnly: boolean;
	/** The first row of what differs. */
	readonly diffTop: number;
};

/** What the next key has to know. */
export type GenerationsFacts = {
	readonly profiles: readonly string[];
	readonly place: number;
	readonly row: GenerationRow | undefined;
	/** Links of the profile on the screen. */
	readonly links: readonly string[];
	readonly diff: Pick<DiffPane, 'end' | 'page'> | undefined;
};

/** The profile before or after; behind the last one the first follows. */
export function otherProfile(ui: GenerationsUi, step: number, facts: GenerationsFacts | undefined): GenerationsUi {
	if (facts === undefined || facts.profiles.length < 2) {
		return ui;
	}

	const count = facts.profiles.length;
	const profile = facts.profiles[(facts.place + step + count) % count];
	return {...ui, profile, list: {...ui.list, at: undefined, index: 0, top: 0}, diffTop: 0};
}

/** Marks and unmarks; of a third one the mark that was made first goes. Marks of other profiles stay. */
export function picking(ui: GenerationsUi, link: string, links: readonly string[]): GenerationsUi {
	const others = ui.picked.filter((one) => !links.includes(one));
	const here = ui.picked.filter((one) => links.includes(one));
	const next = here.includes(link) ? here.filter((one) => one !== link) : [...here, link].slice(-2);
	return {...ui, picked: [...others, ...next], diffTop: 0};
}

/** A page of what differs. */
export function scrolledDiff(
	ui: GenerationsUi,
	action: 'pane-up' | 'pane-down',
	diff: GenerationsFacts['diff'],
): GenerationsUi {
	if (diff === undefined) {
		return ui;
	}

	const step = Math.max(1, diff.page - 1) * (action === 'pane-up' ? -1 : 1);
	return {...ui, diffTop: Math.max(0, Math.min(diff.end, Math.min(ui.diffTop, diff.end) + step))};
}

/** The chosen generation, whatever roots are marked elsewhere. */
export function drop({subject, data}: ReduceContext<GenerationsFacts>): Step<GenerationsUi> | undefined {
	if (subject?.link === undefined) {
		return {};
	}

	if (subject.refusal !== undefined) {
		return {shared: {notice: `${subject.link} ${subject.refusal}`}};
	}

	return data.status?.isCollectable === false
		? {shared: {notice: data.status.refusal ?? 'this store cannot be collected from here'}}
		: {go: {screen: 'collect', links: [subject.link], collects: 'all-dead'}};
}

/** Pins the chosen generation, or lets it go again. */
export function pin({facts, data}: ReduceContext<GenerationsFacts>): Step<GenerationsUi> {
	const row = facts?.row;
	const profile = facts?.profiles[facts.place];
	if (row === undefined || profile === undefined) {
		return {};
	}

	if (data.status?.isCollectable === false) {
		return {shared: {notice: data.status.refusal ?? 'nothing can be pinned from here'}};
	}

	if (row.pin !== undefined) {
		return {effect: {type: 'unpin', name: row.pin}};
	}

	return row.target === null || row.retainedSize === null
		? {shared: {notice: 'its path is no longer valid: there is nothing to pin'}}
		: {effect: {type: 'pin', path: row.target, name: pinName(profile, row.number)}};
}
