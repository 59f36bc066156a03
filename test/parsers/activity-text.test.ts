import test from 'ava';
import {type ActivityText, parseActivityText} from '../../source/parsers/activity-text.js';

const drv = '/nix/store/fl5h4q2fia9cix7dkd85lmjlliadpgcj-bad-middle-2.1.drv';
const uri = 'ssh-ng://nix@hydra1?remote-store=/x';

const texts: readonly (readonly [string, ActivityText])[] = [
	[`connecting to '${uri}'`, {kind: 'connecting', storeUri: uri}],
	[`waiting for the upload lock to '${uri}'`, {kind: 'waiting-for-upload-lock', storeUri: uri}],
	[`copying dependencies to '${uri}'`, {kind: 'copying-dependencies', storeUri: uri}],
	[`copying outputs from '${uri}'`, {kind: 'copying-outputs', storeUri: uri}],
	['querying info about missing paths', {kind: 'querying-missing-paths'}],
	["evaluating derivation 'path:/x#default'", {kind: 'evaluating-derivation', attribute: 'path:/x#default'}],
	[
		"waiting for lock on \u001B[35;1m'/nix/store/a', '/nix/store/b'\u001B[0m",
		{kind: 'waiting-for-lock', paths: ['/nix/store/a', '/nix/store/b']},
	],
	[`waiting for a machine to build '\u001B[35;1m${drv}\u001B[0m'`, {kind: 'waiting-for-machine', derivation: drv}],
	[`waiting for a free build user ID for '${drv}'`, {kind: 'waiting-for-build-user', derivation: drv}],
	[`resolved derivation: '${drv}' -> '${drv}'`, {kind: 'resolved', derivation: drv, resolved: drv}],
	["unpacking 'https://x/y.tar.gz' into the Git cache", {kind: 'unpacking', what: 'https://x/y.tar.gz'}],
	["fetching Git repository 'https://x/y'", {kind: 'fetching', what: 'https://x/y'}],
	["fetching 'github:NixOS/nixpkgs'", {kind: 'fetching', what: 'github:NixOS/nixpkgs'}],
	["getting Git revision count of '/x'", {kind: 'fetching', what: '/x'}],
	["copying '/x/y/' to the store", {kind: 'copying-to-store', what: '/x/y/'}],
	['copying "/x/y" to the store', {kind: 'copying-to-store', what: '/x/y'}],
	["copying '/x/flake'", {kind: 'copying-to-store', what: '/x/flake'}],
	["hashing '/x'", {kind: 'copying-to-store', what: '/x'}],
	["checking flake output 'packages'", {kind: 'checking', what: "flake output 'packages'"}],
	['checking derivation checks.x86_64-linux.ok', {kind: 'checking', what: 'derivation checks.x86_64-linux.ok'}],
	['running 3 flake checks', {kind: 'checking', what: '3 flake checks'}],
	["checking '/nix/store/a'", {kind: 'checking', what: '/nix/store/a'}],
	["optimising path '/nix/store/a'", {kind: 'optimising', path: '/nix/store/a'}],
	['daemon connection', {kind: 'other', text: 'daemon connection'}],
	['', {kind: 'other', text: ''}],
];

for (const [text, meaning] of texts) {
	test(`activity: ${JSON.stringify(text)}`, (t) => {
		t.deepEqual(parseActivityText(text), meaning);
	});
}
