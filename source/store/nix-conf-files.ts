import {readFileSync, statSync} from 'node:fs';
import {userInfo} from 'node:os';
import path from 'node:path';
import {parseNixConf} from '../parsers/nix-conf.js';

/** One place that gives settings, in the order in which Nix applies them: a later one wins. */
export type NixConfSource = {
	/** The file, or `NIX_CONFIG`. */
	readonly name: string;
	/** Whether it is the machine's: the daemon follows others only when their user is trusted. */
	readonly isSystem: boolean;
	/** In the order of the text; an included file stands where it is included. */
	readonly settings: ReadonlyArray<{readonly name: string; readonly value: string}>;
};

/** Files that include each other in a ring would never end. */
const DEEPEST_INCLUDE = 32;

/**
 * The configuration that Nix reads (loadConfFile in src/libstore/globals.cc): nix.conf of the machine, those of the user,
 * NIX_CONFIG. Files that are not there or not readable count as empty, as they do for Nix.
 */
export function readNixConfFiles(environment: NodeJS.ProcessEnv): NixConfSource[] {
	const text = environment.NIX_CONFIG;
	return [
		source(path.join(systemConfFolder(environment), 'nix.conf'), true),
		...userConfFiles(environment).map((file) => source(file, false)),
		...(text === undefined
			? []
			: [{name: 'NIX_CONFIG', isSystem: false, settings: settingsOf(text, path.resolve('NIX_CONFIG'), 0)}]),
	].filter(({settings}) => settings.length > 0);
}

/** @returns The value that Nix uses; undefined where no place gives one. */
export function lastSetting(
	sources: readonly NixConfSource[],
	...names: readonly string[]
): {readonly value: string; readonly source: string} | undefined {
	for (const {name: source, settings} of sources.toReversed()) {
		const found = settings.findLast(({name}) => names.includes(name));
		if (found !== undefined) {
			return {value: found.value, source};
		}
	}

	return undefined;
}

export function systemConfFolder(environment: NodeJS.ProcessEnv): string {
	return environment.NIX_CONF_DIR || '/etc/nix';
}

/** @returns The home folder as Nix sees it: under sudo HOME may be somebody else's, and then it does not count. */
export function homeFolder(environment: NodeJS.ProcessEnv): string | undefined {
	const home = environment.HOME;
	try {
		if (home && statSync(home).uid === process.geteuid?.()) {
			return home;
		}
	} catch (error) {
		if (home && (error as NodeJS.ErrnoException).code === 'ENOENT') {
			return home;
		}
	}

	try {
		return userInfo().homedir;
	} catch {
		// A user without an entry in /etc/passwd.
		return home || undefined;
	}
}

/** @returns The least important first. NIX_CONFIG_HOME is younger than Nix 2.8, which does not look at it. */
function userConfFiles(environment: NodeJS.ProcessEnv): string[] {
	const named = environment.NIX_USER_CONF_FILES;
	if (named !== undefined) {
		return named.split(':').filter(Boolean).reverse();
	}

	const home = homeFolder(environment);
	const configHome = environment.XDG_CONFIG_HOME || (home === undefined ? undefined : path.join(home, '.config'));
	const own = environment.NIX_CONFIG_HOME || (configHome === undefined ? undefined : path.join(configHome, 'nix'));
	const others = (environment.XDG_CONFIG_DIRS || '/etc/xdg').split(':').filter(Boolean);
	return [...(own === undefined ? [] : [own]), ...others.map((folder) => path.join(folder, 'nix'))]
		.map((folder) => path.join(folder, 'nix.conf'))
		.reverse();
}

function source(file: string, isSystem: boolean): NixConfSource {
	const text = textOf(file);
	return {name: file, isSystem, settings: text === undefined ? [] : settingsOf(text, file, 0)};
}

function settingsOf(text: string, file: string, depth: number): Array<{name: string; value: string}> {
	return parseNixConf(text).flatMap((line) => {
		if (line.kind === 'setting') {
			return [{name: line.name, value: line.value}];
		}

		const included = path.resolve(path.dirname(file), line.file);
		const content = depth < DEEPEST_INCLUDE ? textOf(included) : undefined;
		return content === undefined ? [] : settingsOf(content, included, depth + 1);
	});
}

function textOf(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
