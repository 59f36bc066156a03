import type {NixVersion} from '../nix-version.js';

/** A root as Nix names it, and the store path that it holds. */
export type TrueRoot = {readonly link: string; readonly target: string};

/**
 * Parses `nix-store --gc --print-roots`: `LINK -> PATH`; from 2.34 on the link stands in double quotes, with backslashes
 * before quotes and backslashes in it.
 */
export function parseRoots(text: string): TrueRoot[] {
	return [...text.matchAll(/^(?:"((?:[^"\\]|\\[\s\S])*)"|([^"][\s\S]*?)) -> (\/\S+)$/gm)].map(
		([, quoted, bare, target]) => ({
			link: quoted === undefined ? (bare ?? '') : quoted.replaceAll(/\\([\s\S])/g, '$1'),
			target: target ?? '',
		}),
	);
}

/** Parts of an output, each after a line `== NAME`, in their order. What comes before the first has no name. */
export function sections(text: string): ReadonlyArray<{readonly name: string; readonly text: string}> {
	const [first = '', ...parts] = text.split(/^== /m);
	return [
		{name: '', text: first},
		...parts.map((part) => {
			const end = part.indexOf('\n');
			return {name: part.slice(0, end), text: part.slice(end + 1)};
		}),
	];
}

/** Lines that are store paths, sorted; what Nix says in between is left out. */
export function parsePaths(text: string): string[] {
	return text
		.split('\n')
		.filter((line) => line.startsWith('/'))
		.sort();
}

/** @returns Sizes by path, from `nix path-info --all -s` or `-S`. */
export function parseSizes(text: string): Map<string, number> {
	return new Map(
		[...text.matchAll(/^(\/\S+)\s+(\d+)$/gm)].map(([, storePath, size]) => [storePath ?? '', Number(size)]),
	);
}

const units: Readonly<Record<string, number>> = {bytes: 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30};

/** A size as Nix prints it, and by how much its rounding may be off. */
type PrintedSize = {readonly bytes: number; readonly rounding: number};

function printedSize(amount: string, unit: string): PrintedSize {
	const digits = amount.split('.')[1]?.length ?? 0;
	const scale = units[unit] ?? Number.NaN;
	return {bytes: Number(amount) * scale, rounding: (scale / 10 ** digits) * 0.5 + 1};
}

/**
 * What `nix-store --gc` says at the end: `N store paths deleted, X MiB freed` (2.8 and 2.26: always MiB with two digits;
 * 2.34: a unit that fits, one digit).
 */
export function parseFreed(text: string): (PrintedSize & {readonly paths: number}) | undefined {
	const match = /(\d+) store paths? deleted, (-?[\d.]+) (\w+) freed/.exec(text);
	return match === null ? undefined : {paths: Number(match[1]), ...printedSize(match[2] ?? '', match[3] ?? '')};
}

/** What `nix-store --optimise` says at the end. */
export function parseSaved(text: string): (PrintedSize & {readonly files: number}) | undefined {
	const match = /(-?[\d.]+) (\w+) freed by hard-linking (\d+) files/.exec(text);
	return match === null ? undefined : {files: Number(match[3]), ...printedSize(match[1] ?? '', match[2] ?? '')};
}

/** What `nix-store --gc` notes: `hard linking is currently saving X KiB` (2.34), `currently hard linking saves X MiB`. */
export function parseSaving(text: string): PrintedSize | undefined {
	const match = /hard linking (?:is currently saving|saves) (-?[\d.]+) (\w+)/.exec(text);
	return match === null ? undefined : printedSize(match[1] ?? '', match[2] ?? '');
}

/** How a setting is given to every version. */
export function keepOptions(keepOutputs: boolean, keepDerivations: boolean): string {
	return `keep-outputs = ${keepOutputs}\nkeep-derivations = ${keepDerivations}\n`;
}

/** `nix path-info` with the closure sizes of all valid paths. */
export function closureSizesCommand(version: NixVersion): string {
	return version.atLeast('2.4') ? 'nix path-info --all --closure-size' : 'nix path-info --all -S';
}
