import type {SizedRoot} from '../../analyses/answers/answer.js';
import type {PlanAnswer} from '../../analyses/answers/plan.js';
import type {Questions} from '../../workers/question.js';
import {galleryNow} from './fake-data.js';

const day = 86_400_000;

export function gib(count: number): number {
	return Math.round(count * 1024 ** 3);
}

function root(kind: SizedRoot['kind'], link: string, days: number, size: number): SizedRoot {
	return {
		kind,
		link,
		entry: link,
		target: '/nix/store/0c8v1ddlq2a3bq5m0qv3wz4h9k2y7x6r-env',
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt: galleryNow - days * day,
		process: null,
		generation: null,
		retainedSize: size,
		processRetainedSize: null,
		closureSize: size * 2,
	};
}

/** The three roots that the story drops. */
export const storyRoots: readonly SizedRoot[] = [
	root('direnv', '/home/anna/src/ml/.direnv/flake-profile-a1b2c3d4', 214, gib(12.4)),
	root('result', '/home/anna/src/ml/result-2', 88, gib(9)),
	root('direnv', '/home/anna/src/old/customer-portal/.direnv/flake-profile-9f8e7d', 390, gib(4.1)),
];

export function longRoots(count: number): SizedRoot[] {
	return Array.from({length: count}, (_, index) =>
		root('result', `/home/anna/src/project-${index}/result`, index * 3, gib((count - index) / 10)),
	);
}

export const hostileRoots: readonly SizedRoot[] = [
	root('result', '/home/anna/\u001b[31mred\u001b[0m\u0007/res\nult', 3, gib(2)),
	root('result', `/home/anna/${'very-'.repeat(40)}long/result`, 3000, gib(1023.9)),
	root('direnv', '/home/anna/源码/项目/.direnv/flake-profile-日本語', 0, 812),
	root('home-manager-generation', "/home/anna/it's/home-manager-17-link", 12, 0),
];

/** The plan of the story, with changes. */
export function fakePlan(change: Partial<PlanAnswer> = {}): PlanAnswer {
	const roots = change.roots ?? storyRoots;
	const newlyDead = roots.length === 0 ? {paths: 0, narSize: 0} : {paths: 1204, narSize: gib(31.6)};
	return {
		version: 1,
		complete: true,
		unreadable: [],
		id: 7,
		readAt: galleryNow,
		roots,
		collects: 'all-dead',
		holdMs: null,
		alreadyDead: {paths: 194_114, narSize: gib(107.9)},
		newlyDead,
		narSize: gib(107.9) + newlyDead.narSize,
		paths: 194_114 + newlyDead.paths,
		unregistered: 0,
		commands: [...roots.map(({link}) => ['rm', link]), ['nix-store', '--gc']],
		remarks: ['nix-store --gc deletes whatever is dead then, also what died after this plan was made'],
		refused: [],
		...change,
	};
}

/** By which it is asked for. */
export function planRequest({roots, refused, collects, holdMs}: PlanAnswer): Questions['plan'] {
	return {links: [...roots, ...refused].map(({link}) => link).sort(), collects, holdMs: holdMs ?? undefined};
}
