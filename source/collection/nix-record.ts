import {stripSgr} from '../parsers/strip-sgr.js';

/** One line that Nix writes with `--log-format internal-json`, as far as it matters here. */
export type NixRecord = {
	readonly action: 'msg' | 'start' | 'stop' | 'result';
	/** Of a message 0 is an error. */
	readonly level: number;
	/** Of a message or of an activity that starts; without colours. */
	readonly text: string;
	/** Activity ids have 64 bits and are only compared, roughly. */
	readonly id: number;
	readonly type: number;
	readonly fields: readonly unknown[];
};

const actions: ReadonlySet<unknown> = new Set(['msg', 'start', 'stop', 'result']);

/** @returns A line that is no record counts as a message, as what a daemon's hook or a wrapper writes. */
export function parseNixRecord(line: string): NixRecord | undefined {
	if (!line.startsWith('@nix ')) {
		return line.trim() === '' ? undefined : {action: 'msg', level: 3, text: stripSgr(line), id: 0, type: 0, fields: []};
	}

	try {
		const {action, level, msg, text, id, type, fields} = JSON.parse(line.slice(5)) as Readonly<Record<string, unknown>>;
		return actions.has(action)
			? {
					action: action as NixRecord['action'],
					level: numberOf(level),
					text: stripSgr(String(msg ?? text ?? '')),
					id: numberOf(id),
					type: numberOf(type),
					fields: Array.isArray(fields) ? fields : [],
				}
			: undefined;
	} catch {
		return undefined;
	}
}

function numberOf(value: unknown): number {
	return typeof value === 'number' ? value : 0;
}

/** @returns The base name in a line as `deleting '/nix/store/DIGEST-NAME'` (Nix: gc.cc, deleteFromStore). */
export function deletedName(text: string, storeDirectory: string): string | undefined {
	const [, , file] = /^deleting (['"])(.+)\1$/su.exec(text) ?? [];
	const name = file?.startsWith(`${storeDirectory}/`) === true ? file.slice(storeDirectory.length + 1) : undefined;
	return name === undefined || name === '' || name.includes('/') ? undefined : name;
}

/** @returns The store path that made `nix-store --delete` stop. */
export function refusedPath(text: string): string | undefined {
	return /cannot delete path '([^']+)' since it is (?:still )?alive/iu.exec(text)?.[1];
}

/** Older ones write `MiB` always, newer ones the unit that fits (Nix: renderSize). */
const units: Readonly<Record<string, number>> = {
	B: 1,
	KiB: 2 ** 10,
	MiB: 2 ** 20,
	GiB: 2 ** 30,
	TiB: 2 ** 40,
	PiB: 2 ** 50,
};

/** @returns Bytes in `52 store paths deleted, 0.21 MiB freed` and `0.10 MiB freed by hard-linking 51 files`. */
export function freedSize(text: string): number | undefined {
	const [, amount, unit = ''] = /(\d+(?:\.\d+)?) ([KMGTP]?i?B) freed/u.exec(text) ?? [];
	const size = units[unit];
	return amount === undefined || size === undefined ? undefined : Math.round(Number(amount) * size);
}

/** @returns Files in `0.10 MiB freed by hard-linking 51 files`. */
export function linkedFiles(text: string): number | undefined {
	const [, count] = /freed by hard-linking (\d+) files?/u.exec(text) ?? [];
	return count === undefined ? undefined : Number(count);
}
