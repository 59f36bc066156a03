/**
 * The binary caches that Nix would fetch from, as the configuration files name them, the preferred ones first.
 *
 * @returns URIs: `https://cache.nixos.org/`, `file:///srv/cache`.
 */
export function substituters(_environment: NodeJS.ProcessEnv): string[] {
	return [];
}
