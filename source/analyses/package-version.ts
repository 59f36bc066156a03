import {type PackageName, packageName} from '../parsers/store-path.js';

/**
 * What Nix appends to the name for outputs other than `out` (`openssl-3.5.4-dev`). A version that ends in a word cannot
 * be told from that (`1.0-unstable`); `nix store diff-closures` takes it for an output as well (src/nix/diff-closures.cc).
 */
const OUTPUT_SUFFIX = /-([a-z]+|lib32|lib64)$/;

/** Endings of files that packages are built from. */
const SOURCE_ENDING = /\.(tar(\.\w+)?|tgz|tbz2?|txz|zip|gem|crate|whl|jar|patch|diff)$/;

/**
 * Package and version that stand in the name of a store path, without the name of the output: `openssl-3.5.4-dev` is
 * version `3.5.4` of `openssl`. A derivation is a package of its own, `openssl.drv`. The version is empty when the name
 * has none; such a name is kept whole (`home-manager-path`).
 *
 * @param name The base name without its digest.
 */
export function packageVersion(name: string): PackageName {
	const isDerivation = name.endsWith('.drv');
	const found = packageName(isDerivation ? name.slice(0, -'.drv'.length) : name);
	const version = found.version.replace(OUTPUT_SUFFIX, '');
	return {name: isDerivation ? `${found.name}.drv` : found.name, version};
}

/** Whether a name is that of a file to build from, and not of a package: `hello-2.12.2.tar.gz`. */
export function isSourceName(name: string): boolean {
	return SOURCE_ENDING.test(name);
}

/** A name as lists have it: what is no version stays with it. */
export type ListedName = PackageName & {
	/** What it is a part of: `openssl` of `openssl-dev`; derivations and files to build from are of nothing else. */
	readonly package: string;
};

/**
 * Takes a name apart for lists, in which what Nix calls differently are different things: `openssl-3.5.4-dev` is version
 * `3.5.4` of `openssl-dev`, `hello-2.12.2.tar.gz` version `2.12.2` of `hello.tar.gz`.
 *
 * @param name The base name without its digest.
 */
export function listedName(name: string): ListedName {
	const derivation = name.endsWith('.drv') ? '.drv' : '';
	const built = derivation === '' ? name : name.slice(0, -derivation.length);
	const [source = ''] = SOURCE_ENDING.exec(built) ?? [];
	const found = packageName(built.slice(0, built.length - source.length));
	const [output = ''] = OUTPUT_SUFFIX.exec(found.version) ?? [];
	const listed = `${found.name}${output}${source}${derivation}`;
	return {
		name: listed,
		version: found.version.slice(0, found.version.length - output.length),
		package: source === '' && derivation === '' ? found.name : listed,
	};
}
