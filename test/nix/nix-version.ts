import {existsSync, readdirSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';

/** A Nix that scripts/get-nix.sh has installed. */
export type NixVersion = {
	/** As its folder is called: `2.34.8`. */
	readonly text: string;
	readonly folder: string;
	/** Its version is `minimum` or newer; only major and minor are compared. */
	readonly atLeast: (minimum: string) => boolean;
};

/** Where scripts/get-nix.sh puts them. */
export const nixFolder =
	process.env.NIXSCOPE_TEST_NIX ??
	path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'nixscope-test-nix');

/** What the tests promise to hold on: the versions of three Debian suites. */
export const promisedVersions = 3;

/** @returns The installed versions, oldest first. */
export function installedNixVersions(folder = nixFolder): NixVersion[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => /^\d+\.\d+/.test(name) && existsSync(path.join(folder, name, 'bin', 'nix')))
		.sort((left, right) => compareVersions(left, right))
		.map((text) => ({
			text,
			folder: path.join(folder, text),
			atLeast: (minimum) => compareVersions(text, minimum) >= 0,
		}));
}

/** @returns Whether something that holds from one version on, or up to one, concerns this one. */
export function isConcerned(range: {readonly since?: string; readonly before?: string}, version: NixVersion): boolean {
	const {since, before} = range;
	return (since === undefined || version.atLeast(since)) && (before === undefined || !version.atLeast(before));
}

function compareVersions(left: string, right: string): number {
	const [leftParts, rightParts] = [left, right].map((version) => version.split('.').map(Number));
	for (const position of [0, 1]) {
		const difference = (leftParts?.[position] ?? 0) - (rightParts?.[position] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
