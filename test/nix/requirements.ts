import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import type {ExecutionContext, ImplementationFn} from 'ava';
import test from 'ava';
import {installedNixVersions, nixFolder, promisedVersions} from './nix-version.js';

/** NIXSCOPE_REQUIRE=all: a test that cannot run fails instead of being skipped. */
export const skippingIsFailing = process.env.NIXSCOPE_REQUIRE === 'all';

/** @returns Why no test with real Nix can run here; undefined when they can. */
export function whyNoNix(): string | undefined {
	if (process.platform !== 'linux') return 'needs Linux (mount namespaces)';
	if (process.getuid?.() !== 0) return 'needs root (each test mounts a store of its own at /nix)';
	const found = installedNixVersions().length;
	if (found < promisedVersions)
		return `needs scripts/get-nix.sh (${found} of ${promisedVersions} versions in ${nixFolder})`;
	if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'needs unshare -m (a mount namespace)';
	if (!existsSync('dist/cli.js')) return 'needs npm run build';
	return undefined;
}

/** @returns Why there can be no remote builder here; undefined when there can. */
export function whyNoSsh(): string | undefined {
	if (!existsSync('/usr/sbin/sshd')) return 'needs openssh-server';
	return undefined;
}

/** Declares a test that says in its title why it is skipped; with NIXSCOPE_REQUIRE=all it fails instead. */
export function testWhere(reason: string | undefined, title: string, run: ImplementationFn<[]>): void {
	if (reason === undefined) test(title, run);
	else if (skippingIsFailing) test(title, (t: ExecutionContext) => t.fail(`cannot run: ${reason}`));
	else test.skip(`${title} (skipped: ${reason})`, run);
}
