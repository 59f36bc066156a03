/** What `nix --version` says. */
export type NixVersion = {
	readonly implementation: 'Nix' | 'Lix' | 'Determinate Nix';
	/** `2.34.8`; of Determinate Nix the version of Nix that it is made from. */
	readonly version: string;
	readonly major: number;
	readonly minor: number;
};

/**
 * @param text `nix (Nix) 2.34.8`, `nix (Lix, like Nix) 2.93.0`, `nix (Determinate Nix 3.8.5) 2.30.2`.
 */
export function parseNixVersion(text: string): NixVersion | undefined {
	const match = text.match(/^\S+ \(([^)]*)\) ((\d+)\.(\d+)\S*)/m);
	if (!match) {
		return undefined;
	}

	const [, name = '', version = '', major, minor] = match;
	const implementation = name.startsWith('Lix') ? 'Lix' : name.startsWith('Determinate') ? 'Determinate Nix' : 'Nix';
	return {implementation, version, major: Number(major), minor: Number(minor)};
}

/** Whether every `nix` subcommand takes `json-log-path` from NIX_CONFIG: since 2.30, and never in Lix (2.93 today). */
export function knowsJsonLogPath(nix: NixVersion | undefined): boolean {
	return nix !== undefined && nix.implementation !== 'Lix' && (nix.major > 2 || (nix.major === 2 && nix.minor >= 30));
}

/**
 * @param existing NIX_CONFIG as it is: what the user set there stays.
 * @returns NIX_CONFIG that makes Nix report to a socket as well.
 */
export function withJsonLogPath(existing: string | undefined, socketPath: string): string {
	const setting = `json-log-path = ${socketPath}`;
	return existing ? `${existing.replace(/\n$/, '')}\n${setting}` : setting;
}
