import {isCurrentGeneration} from './current-generation.js';
import type {Root} from './root.js';
import {isCurrentHome} from './root-kind.js';
import {isInStore} from './store-path-of.js';

/** What must not be lost. */
export type Protected = {
	readonly storeDirectory: string;
	readonly currentGenerations: ReadonlyMap<string, number>;
	/** Store paths of the systems that run, were booted, and would be booted; undefined where unknown. */
	readonly currentSystem: string | undefined;
	readonly bootedSystem: string | undefined;
	readonly bootDefault: string | undefined;
};

/**
 * Why nixscope never drops a root, in words that follow "protected: "; null when it may. A NixOS generation is also
 * protected while its system is the running or the booted one, though that is held by another root: without the
 * generation nothing would be left to boot it from.
 */
export function protectionOf(root: Root, kept: Protected): string | null {
	const isSystem = (system: string | undefined) => system !== undefined && root.target === system;
	if (root.kind === 'current-system') {
		return 'the running system';
	}
	if (root.kind === 'booted-system') {
		return 'the booted system';
	}
	if (root.kind === 'nixos-generation') {
		if (isSystem(kept.currentSystem)) {
			return 'the running system';
		}
		if (isSystem(kept.bootedSystem)) {
			return 'the booted system';
		}
		if (isSystem(kept.bootDefault)) {
			return 'the system that is booted by default';
		}
	}
	if (isCurrentHome(root.link) || (root.entry !== null && isCurrentHome(root.entry))) {
		return 'the current home';
	}
	if (isCurrentGeneration(root, kept)) {
		return 'the current generation';
	}
	if (isInStore(kept.storeDirectory, root.link)) {
		return 'a link inside the store';
	}
	return root.link.startsWith('/proc/sys/') ? 'the kernel uses it' : null;
}
