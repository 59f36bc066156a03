import path from 'node:path';

export type GenerationName = {
	/** The profile's link: `/nix/var/nix/profiles/system`. */
	readonly profile: string;
	readonly number: number;
};

/** @param link `…/profiles/system-42-link`, as Nix names generations (src/libstore/profiles.cc, parseName). */
export function parseGenerationName(link: string): GenerationName | undefined {
	const [, name, number] = /^(.+)-(\d+)-link$/.exec(path.basename(link)) ?? [];
	return name === undefined ? undefined : {profile: path.join(path.dirname(link), name), number: Number(number)};
}
