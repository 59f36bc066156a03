import {fakeLogs} from './fake-log.js';
import {FakeStateBuilder, planned} from './fake-state.js';
import type {GalleryEntry} from './gallery-entries.js';
import {mebibyte} from './laptop-story.js';

const title = 'build .#nixosConfigurations.laptop.config.system.build.toplevel';

function planOf(buildCount: number, downloadCount: number): FakeStateBuilder {
	const plan = new FakeStateBuilder();
	for (let index = 0; index < buildCount; index++) {
		plan.build(`part-${index}`, planned());
	}

	for (let index = 0; index < downloadCount; index++) {
		plan.transfer(`path-${index}`, {name: 'planned'});
	}

	return plan;
}

/** Before anything is built. */
export const preparingStates: readonly GalleryEntry[] = [
	{
		name: 'nothing-yet',
		description: 'the first frame',
		moments: () => [
			{state: new FakeStateBuilder().state({recordCount: 0, lastEventAt: undefined}), logs: fakeLogs, now: 300},
		],
	},
	{
		name: 'silent-pipe',
		description: 'nothing has arrived for 15 s',
		moments: () => [
			{state: new FakeStateBuilder().state({recordCount: 0, lastEventAt: undefined}), logs: fakeLogs, now: 15_000},
		],
	},
	{
		name: 'evaluating',
		description: 'Nix evaluates',
		title,
		moments: () => [
			{
				state: new FakeStateBuilder().state({
					evaluation: {files: 1204, current: 'nixos/modules/services/networking/networkmanager.nix', active: true},
				}),
				logs: fakeLogs,
				now: 8000,
			},
		],
	},
	{
		name: 'fetching-sources',
		description: 'evaluation fetches flakes and waits for a lock',
		title,
		moments: () => [
			{
				state: new FakeStateBuilder().state({
					evaluation: {files: 12, current: undefined, active: true},
					ongoing: [
						{
							kind: 'fetch',
							text: "fetching 'github:NixOS/nixpkgs/5ae3b07d8d6527c42f17c876e404993199144b6a'",
							startedAt: 2000,
							done: 21 * mebibyte,
							expected: 44 * mebibyte,
						},
						{
							kind: 'git',
							text: "fetching Git repository 'ssh://git@example.org/anna/nixos.git'",
							startedAt: 3000,
							done: 0,
							expected: 0,
						},
						{kind: 'lock', text: 'waiting for the big Nix store lock...', startedAt: 5000, done: 0, expected: 0},
					],
					partialText: 'remote: Counting objects:  62% (1204/1942)',
				}),
				logs: fakeLogs,
				now: 14_000,
			},
		],
	},
	{
		name: 'planning',
		description: 'the plan is known, caches are asked',
		title,
		moments: () => [
			{
				state: planOf(166, 14).state({
					plan: {announced: true, downloadBytes: 310 * mebibyte, unpackedBytes: 1.2 * 1024 * mebibyte},
					cacheQueries: [{host: 'cache.nixos.org', asked: 412, answered: 388}],
				}),
				logs: fakeLogs,
				now: 14_000,
			},
		],
	},
];
