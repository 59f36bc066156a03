/** How Nix names the store of this machine, by version: `local`, `daemon`, `local://`, `unix://`, `auto`. */
const localUri = /^(?:(?:local|daemon|auto|unix)(?:$|[:?])|$|\/|\.\/)/;

/**
 * A short label for the machine or cache behind a store URI: `https://cache.nixos.org` → `cache.nixos.org`,
 * `ssh-ng://nix@hydra1?remote-store=…` → `hydra1`, `file:///mnt/cache` → `cache`; `local` for this machine.
 */
export function hostName(storeUri: string): string {
	if (localUri.test(storeUri)) {
		return 'local';
	}

	const scheme = /^([\w+.-]+):\/\//.exec(storeUri);
	const rest = storeUri.slice(scheme?.[0].length ?? 0).split('?', 1)[0]!;
	if (scheme?.[1] === 'file') {
		return /([^/]+)\/*$/.exec(rest)?.[1] ?? (rest || storeUri);
	}

	const authority = rest.split('/', 1)[0]!;
	const host = authority.slice(authority.lastIndexOf('@') + 1);
	const bracketed = /^\[([^\]]*)\]/.exec(host)?.[1];
	if (bracketed !== undefined) {
		return bracketed || storeUri;
	}

	// Two caches on one machine differ by port; for a builder the port is noise.
	const isBuilder = scheme === null || scheme[1]!.startsWith('ssh');
	return (isBuilder ? host.replace(/:\d*$/, '') : host) || storeUri;
}
