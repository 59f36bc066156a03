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

/**
 * Takes a name apart for lists, in which what Nix calls differently are different things: `openssl-3.5.4-dev` is version
 * `3.5.4` of `openssl-dev`, `hello-2.12.2.tar.gz` version `2.12.2` of `hello.tar.gz`. What is no version stays with the
 * name.
 *
 * @param name The base name without its digest.
 */
export function listedName(name: string): PackageName {
	const derivation = name.endsWith('.drv') ? '.drv' : '';
	const built = derivation === '' ? name : name.slice(0, -derivation.length);
	const [source = ''] = SOURCE_ENDING.exec(built) ?? [];
	const found = packageName(built.slice(0, built.length - source.length));
	const [output = ''] = OUTPUT_SUFFIX.exec(found.version) ?? [];
	return {
		name: `${found.name}${output}${source}${derivation}`,
		version: found.version.slice(0, found.version.length - output.length),
	};
}

/**
 * Words that are in the names of all paths of a listed name, wherever their version stands: `openssl dev` of
 * `openssl-dev`. The first one is the package.
 */
export function listedWords(listed: string): string[] {
	const derivation = listed.endsWith('.drv') ? '.drv' : '';
	const built = listed.slice(0, listed.length - derivation.length);
	const [source = ''] = SOURCE_ENDING.exec(built) ?? [];
	const whole = built.slice(0, built.length - source.length);
	const [output = ''] = OUTPUT_SUFFIX.exec(whole) ?? [];
	return [whole.slice(0, whole.length - output.length), output.slice(1), source, derivation].filter(Boolean);
}
