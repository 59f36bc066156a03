import {isWritable} from './address-of.js';
import {type NixConfSource, readNixConfFiles} from './nix-conf-files.js';
import {isTrustedUser} from './trusted-user.js';

const BY_DEFAULT = 'https://cache.nixos.org/';

/**
 * The binary caches that Nix would fetch from, as the configuration files name them, the preferred ones first. Of what a
 * user who needs the daemon, and is not trusted by it, names only those count that the machine allows
 * (ClientSettings::apply in src/libstore/daemon.cc).
 *
 * @returns URIs: `https://cache.nixos.org/`, `file:///srv/cache`. None where `substitute` is off.
 */
export function substituters(environment: NodeJS.ProcessEnv): string[] {
	const sources = readNixConfFiles(environment);
	const system = sources.filter(({isSystem}) => isSystem);
	const isFree = isWritable(environment.NIX_STATE_DIR || '/nix/var/nix') || isTrustedUser(system);
	if (isOff(isFree ? sources : system)) {
		return [];
	}

	const wanted = listOf(sources, ['substituters', 'binary-caches'], [BY_DEFAULT]);
	if (isFree) {
		return unique(wanted);
	}

	const allowed = new Set(
		[
			...listOf(system, ['substituters', 'binary-caches'], [BY_DEFAULT]),
			...listOf(system, ['trusted-substituters', 'trusted-binary-caches'], []),
		].map(withoutSlash),
	);
	return unique(wanted).filter((cache) => allowed.has(withoutSlash(cache)));
}

/** A setting of many words: the last one counts, and `extra-` adds to what is there (Config::set in configuration.cc). */
function listOf(sources: readonly NixConfSource[], names: readonly string[], byDefault: readonly string[]): string[] {
	let list = [...byDefault];
	for (const {name, value} of sources.flatMap(({settings}) => settings)) {
		const words = value.split(/[ \t\n]+/u).filter(Boolean);
		if (names.includes(name)) {
			list = words;
		} else if (names.some((known) => name === `extra-${known}`)) {
			list.push(...words);
		}
	}

	return list;
}

function isOff(sources: readonly NixConfSource[]): boolean {
	const names = ['substitute', 'build-use-substitutes'];
	const value = sources.flatMap(({settings}) => settings).findLast(({name}) => names.includes(name))?.value;
	return value !== undefined && ['false', 'no', '0'].includes(value);
}

function unique(caches: readonly string[]): string[] {
	return caches.filter(
		(cache, index) => caches.findIndex((other) => withoutSlash(other) === withoutSlash(cache)) === index,
	);
}

function withoutSlash(cache: string): string {
	return cache.replace(/\/+$/u, '');
}
