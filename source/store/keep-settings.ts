import {existsSync} from 'node:fs';
import {isWritable} from './address-of.js';
import {lastSetting, type NixConfSource, readNixConfFiles, systemConfFolder} from './nix-conf-files.js';
import {runNix} from './run-nix.js';
import type {LocalStore} from './store-address.js';
import {StoreError} from './store-error.js';
import type {KeepSettings} from './store-graph.js';
import {isTrustedUser} from './trusted-user.js';

/** The settings with their older names, and Nix's defaults. */
const settings = {
	keepOutputs: {names: ['keep-outputs', 'gc-keep-outputs'], byDefault: false},
	keepDerivations: {names: ['keep-derivations', 'gc-keep-derivations'], byDefault: true},
} as const;

/**
 * How a collection of this store by this user would follow derivations.
 *
 * The files are read as Nix reads them; Nix itself is asked only where its configuration folder is not at hand. A user
 * who needs the daemon and is not trusted by it gets the machine's settings, whatever the own files say
 * (ClientSettings::apply in src/libstore/daemon.cc).
 *
 * @returns With where the values come from, for people: `nix.conf`, `nix config show`, `default`.
 * @throws StoreError for a value that Nix does not take.
 */
export async function readKeepSettings(
	address: LocalStore,
	environment: NodeJS.ProcessEnv,
): Promise<KeepSettings & {readonly source: string}> {
	const sources = readNixConfFiles(environment);
	const folder = systemConfFolder(environment);
	if (sources.length === 0 && !existsSync(folder)) {
		const asked = await askNix(environment);
		if (asked !== undefined) {
			return asked;
		}
	}

	const system = sources.filter(({isSystem}) => isSystem);
	const followed = isWritable(address.stateDirectory) || isTrustedUser(system) ? sources : system;
	const outputs = value(followed, settings.keepOutputs);
	const derivations = value(followed, settings.keepDerivations);
	const places = new Set([outputs.source, derivations.source].filter((place) => place !== undefined));
	return {
		keepOutputs: outputs.value,
		keepDerivations: derivations.value,
		source: places.size === 0 ? 'default' : [...places].join(', '),
	};
}

function value(
	sources: readonly NixConfSource[],
	{names, byDefault}: {readonly names: readonly string[]; readonly byDefault: boolean},
): {value: boolean; source?: string} {
	const found = lastSetting(sources, ...names);
	if (found === undefined) {
		return {value: byDefault};
	}

	const known = truth(found.value);
	if (known === undefined) {
		throw new StoreError(`${found.source} sets ${names[0]} to ${found.value}; Nix takes true or false`);
	}

	return {value: known, source: found.source};
}

/** The words of BaseSetting<bool>::parse in src/libutil/configuration.cc. */
function truth(text: string): boolean | undefined {
	if (text === 'true' || text === 'yes' || text === '1') {
		return true;
	}

	return text === 'false' || text === 'no' || text === '0' ? false : undefined;
}

async function askNix(environment: NodeJS.ProcessEnv): Promise<(KeepSettings & {source: string}) | undefined> {
	const feature = ['--extra-experimental-features', 'nix-command'];
	for (const command of [['config', 'show'], ['show-config']]) {
		const shown = await runNix(['nix', ...feature, ...command, '--json'], environment);
		const values = shown === undefined ? undefined : parsed(shown);
		if (values !== undefined) {
			return {...values, source: `nix ${command.join(' ')}`};
		}
	}

	return undefined;
}

function parsed(text: string): KeepSettings | undefined {
	try {
		const all = JSON.parse(text) as Record<string, {value?: unknown} | undefined>;
		const keepOutputs = all['keep-outputs']?.value;
		const keepDerivations = all['keep-derivations']?.value;
		return typeof keepOutputs === 'boolean' && typeof keepDerivations === 'boolean'
			? {keepOutputs, keepDerivations}
			: undefined;
	} catch {
		return undefined;
	}
}
