import {isCurrentGeneration} from '../../store/current-generation.js';
import type {RootKind} from '../../store/root.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {Generation, GenerationsAnswer} from './answer.js';
import {completeness} from './completeness.js';
import {sizedRoots} from './sized-root.js';

type Profile = GenerationsAnswer['profiles'][number];
type ProfileKind = Profile['kind'];

/** In the order in which they are listed. */
const PROFILE_KINDS: readonly ProfileKind[] = ['nixos', 'home-manager', 'profile', 'channels'];

/** The generations of every profile, oldest first. */
export function generationsAnswer(analysis: StoreAnalysis): GenerationsAnswer {
	const {roots} = analysis.reading;
	const indexes = [...roots.roots.keys()].filter((index) => roots.roots[index]!.generation !== null);
	const profiles = new Map<string, {kind: ProfileKind; generations: Map<string, Generation>}>();
	for (const root of sizedRoots(analysis, indexes)) {
		const {profile, number} = root.generation!;
		const found = profiles.get(profile) ?? {kind: profileKind(root.kind), generations: new Map()};
		profiles.set(profile, found);
		// One link can be found in two ways: among the profiles, and by an indirect root.
		found.generations.set(root.link, {
			number,
			link: root.link,
			target: root.target,
			createdAt: root.modifiedAt,
			current: isCurrentGeneration(root, roots),
			protected: root.protected,
			protection: root.protection,
			closureSize: root.closureSize,
			retainedSize: root.retainedSize,
		});
	}

	return {
		...completeness(analysis.reading),
		profiles: [...profiles]
			.map(([profile, {kind, generations}]) => ({
				profile,
				kind,
				generations: [...generations.values()].sort((a, b) => a.number - b.number),
			}))
			.sort(
				(a, b) => PROFILE_KINDS.indexOf(a.kind) - PROFILE_KINDS.indexOf(b.kind) || (a.profile < b.profile ? -1 : 1),
			),
	};
}

function profileKind(kind: RootKind): ProfileKind {
	switch (kind) {
		case 'nixos-generation':
			return 'nixos';
		case 'home-manager-generation':
			return 'home-manager';
		case 'channel-generation':
			return 'channels';
		default:
			return 'profile';
	}
}
