import test from 'ava';
import {classifyRoot} from '../../source/store/root-kind.js';

const places = {stateDirectory: '/nix/var/nix', holdsFolder: '/home/anna/.state/nixscope/holds'};
const state = '/nix/var/nix';
const home = '/home/anna';

/** @param entry `auto` for a link that Nix finds through gcroots/auto. */
function classify(link: string, entry = link) {
	const {kind, generation} = classifyRoot({link, entry, isRegularFile: false}, places);
	return generation ? `${kind} ${generation.number} of ${generation.profile}` : kind;
}

for (const [link, expected] of [
	[`${state}/profiles/system-42-link`, `nixos-generation 42 of ${state}/profiles/system`],
	[
		`${state}/profiles/system-profiles/test-run-3-link`,
		`nixos-generation 3 of ${state}/profiles/system-profiles/test-run`,
	],
	[`${state}/profiles/per-user/anna/system-4-link`, `profile-generation 4 of ${state}/profiles/per-user/anna/system`],
	[`${state}/gcroots/booted-system`, 'booted-system'],
	['/run/booted-system', 'booted-system'],
	['/run/current-system', 'current-system'],
	[`${state}/gcroots/current-system`, 'current-system'],
	[`${state}/profiles/default-7-link`, `profile-generation 7 of ${state}/profiles/default`],
	[
		`${home}/.local/state/nix/profiles/profile-9-link`,
		`profile-generation 9 of ${home}/.local/state/nix/profiles/profile`,
	],
	[
		`${home}/.local/state/nix/profiles/home-manager-88-link`,
		`home-manager-generation 88 of ${home}/.local/state/nix/profiles/home-manager`,
	],
	[`${state}/gcroots/per-user/anna/current-home`, 'home-manager-generation'],
	[`${home}/.local/state/home-manager/gcroots/current-home`, 'home-manager-generation'],
	[
		`${state}/profiles/per-user/root/channels-2-link`,
		`channel-generation 2 of ${state}/profiles/per-user/root/channels`,
	],
	[`${home}/src/result`, 'result'],
	[`${home}/src/result-bin`, 'result'],
	[`${home}/src/results`, 'other'],
	[`${home}/src/result-`, 'other'],
	[`${home}/src/.direnv/flake-profile-a5d5b61aa8a61b7d9d765e1daf971a9a578f1cfa`, 'direnv'],
	[`${home}/src/.direnv/nix-profile-24.05-abc/result`, 'direnv'],
	[`${home}/src/.direnv/flake-profile-4-link`, 'direnv'],
	[`${home}/src/.direnv/flake-inputs/0000-source`, 'direnv'],
	[`${home}/shop/.devenv/gc/shell-1-link`, 'devenv'],
	[`${home}/shop/.devenv/profile`, 'devenv'],
	[`${home}/.cache/lorri/gc_roots/abc/gc_root/shell_gc_root`, 'lorri'],
	[`${home}/.cache/nix/flake-registry.json`, 'flake-registry'],
	['/tmp/nh-osAbC123/result', 'tool-leftover'],
	['/tmp/nixos-rebuild.x7Yz/nixos-rebuild', 'tool-leftover'],
	['/tmp/nix-build-26246-0/result', 'tool-leftover'],
	[`${home}/nix-build-system/result`, 'result'],
	[`${state}/gcroots/hydra/abc-thing`, 'hydra'],
	[`${home}/.state/nixscope/holds/1/result`, 'nixscope-hold'],
	['/root/.local/state/nixscope/holds/1/result', 'nixscope-hold'],
	[`${home}/anything`, 'other'],
] as const) {
	test(`${link} is ${expected.split(' ')[0]}`, (t) => {
		t.is(classify(link), expected);
	});
}

test('entries tell what their links do not', (t) => {
	t.is(classify('/mnt/run/booted', `${state}/gcroots/booted-system`), 'booted-system');
	t.is(classify(`${home}/build`, `${state}/gcroots/hydra/x`), 'hydra');
	t.is(classify(`${home}/booted-system`, `${state}/gcroots/auto/abc`), 'other');
});

test('a regular file is of Hydra or another machine that builds', (t) => {
	const link = `${state}/gcroots/abc`;
	t.is(classifyRoot({link, entry: link, isRegularFile: true}, places).kind, 'hydra');
});
