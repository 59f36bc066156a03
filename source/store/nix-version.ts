import {spawnSync} from 'node:child_process';

/** Asked for only where versions of Nix differ in what they do. */
export type NixVersionSource = () => string | undefined;

/**
 * Asks the `nix` of the PATH, once, when it is first called: that takes 30 ms. `nix-store --version` would open the
 * store, and so write to `db.sqlite-shm`.
 *
 * @returns A function that returns what Nix calls its version: `2.34.8`; undefined without Nix.
 */
export function nixVersionSource(environment: NodeJS.ProcessEnv): NixVersionSource {
	let answer: {readonly version: string | undefined} | undefined;
	return () => {
		answer ??= {version: askVersion(environment)};
		return answer.version;
	};
}

/** Whether a version is older than `major.minor`. A version that is not known is not. */
export function isOlderNix(version: string | undefined, major: number, minor: number): boolean {
	const [, itsMajor, itsMinor] = /^(\d+)\.(\d+)/u.exec(version ?? '') ?? [];
	return itsMajor !== undefined && (Number(itsMajor) - major || Number(itsMinor) - minor) < 0;
}

function askVersion(environment: NodeJS.ProcessEnv): string | undefined {
	const {stdout} = spawnSync('nix', ['--version'], {env: environment, encoding: 'utf8', timeout: 5000});
	// `nix (Nix) 2.34.8`
	return /^nix \(.*\) (\d+\.\d+\S*)/u.exec(stdout ?? '')?.[1];
}
