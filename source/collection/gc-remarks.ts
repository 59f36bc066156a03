import path from 'node:path';
import {countOf} from '../formats/count.js';
import type {Root} from '../store/root.js';
import type {StoreReading} from '../store/store-reading.js';

/** What a person should know of the commands of a plan, in words. */
export function gcRemarks(reading: StoreReading, dropped: readonly Root[], hasCommands: boolean): readonly string[] {
	if (!hasCommands) {
		return [];
	}

	const {unregistered, address} = reading;
	return [
		...(address.kind === 'snapshot'
			? ['a plan for the store that the snapshot was made of: run the commands there']
			: []),
		...bootEntries(dropped),
		...(unregistered === null
			? ["the store's folder was not listed: what stands there and is no valid path is deleted as well"]
			: unregistered.length > 0
				? [
						`${countOf(unregistered.length, 'entry', 'entries')} of the store's folder ${unregistered.length === 1 ? 'is' : 'are'} not registered: deleted as well, of unknown NAR size`,
					]
				: []),
		...dangling(reading, dropped),
		'nix-store --gc deletes whatever is dead then, also what died after this plan was made',
	];
}

function bootEntries(dropped: readonly Root[]): string[] {
	const profiles = new Set(
		dropped.filter(({kind}) => kind === 'nixos-generation').map(({generation}) => generation?.profile),
	);
	return [...profiles]
		.filter((profile) => profile !== undefined)
		.map(
			(profile) =>
				`boot entries of dropped generations stay until they are written again: ${path.join(profile, 'bin/switch-to-configuration')} boot`,
		);
}

/**
 * Nix unlinks entries of gcroots/auto whose link is gone (gc.cc, findRoots), also those whose link this plan drops.
 */
function dangling({roots}: StoreReading, dropped: readonly Root[]): string[] {
	const gone = new Set(dropped.map(({link}) => link));
	const entries = new Set(
		roots.roots
			.filter(
				({entry, link, state}) =>
					entry?.includes('/gcroots/auto/') && (state === 'dangling' || (gone.has(link) && entry !== link)),
			)
			.map(({entry}) => entry),
	);
	return entries.size === 0
		? []
		: [`Nix also removes ${countOf(entries.size, 'entry', 'entries')} of gcroots/auto whose link is gone`];
}
