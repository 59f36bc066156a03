import type {DiffAnswer} from '../../analyses/answers/answer.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';

/** A package that differs between two closures. */
export type Change = {
	readonly sign: Span;
	readonly name: string;
	readonly from: readonly string[];
	readonly to: readonly string[];
	/** NAR bytes. */
	readonly delta: number;
	/** Another path, but no other version. */
	readonly isRebuilt: boolean;
};

/** More versions than these are counted. */
const mostVersions = 3;

/** What differs, the largest difference first; what was only built again stands last. */
export function changesOf({added, removed, changed}: DiffAnswer, signs: Signs): Change[] {
	const changes = [
		...added.map(({name, version, narSize}) => ({
			sign: span(signs.added, 'built'),
			name: plainText(name),
			from: [],
			to: [version],
			delta: narSize,
			isRebuilt: false,
		})),
		...removed.map(({name, version, narSize}) => ({
			sign: span(signs.removed, 'failed'),
			name: plainText(name),
			from: [version],
			to: [],
			delta: -narSize,
			isRebuilt: false,
		})),
		...changed.map(({name, from, to, narSizeDelta}) => ({
			sign: span(signs.changed, 'running'),
			name: plainText(name),
			from,
			to,
			delta: narSizeDelta,
			isRebuilt: from.join('\n') === to.join('\n'),
		})),
	];
	return changes.sort(
		(a, b) =>
			Number(a.isRebuilt) - Number(b.isRebuilt) || Math.abs(b.delta) - Math.abs(a.delta) || (a.name < b.name ? -1 : 1),
	);
}

/** Versions beside each other; many are counted. */
export function versions(all: readonly string[]): string {
	const known = all.filter((version) => version !== '').map(plainText);
	const more = known.length - mostVersions;
	return more > 0 ? `${known.slice(0, mostVersions).join(', ')} and ${more} more` : known.join(', ');
}
