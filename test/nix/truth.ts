import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Lab} from './lab.js';

/** What a run left behind, read from the real store and Nix's own raw stream, not from anything of this program. */
export type Truth = {
	/** Of each derivation in the store, by name: whether Nix lists all its outputs as valid. */
	readonly derivations: ReadonlyMap<string, 'valid' | 'absent'>;
	readonly validPaths: ReadonlySet<string>;
	readonly witnesses: ReadonlyMap<string, readonly string[]>;
	readonly stream: StreamTruth;
};

/** Counted from the raw bytes with `JSON.parse` alone. */
export type StreamTruth = {
	readonly raw: string;
	readonly records: number;
	readonly logLines: number;
	/** First lines of the errors, without colours and prefix. */
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
	/** Paths of whose copying Nix has told the progress. */
	readonly measuredCopies: ReadonlySet<string>;
};

type RawRecord = {
	readonly action: string;
	readonly type?: number;
	readonly id?: number;
	readonly msg?: string;
	readonly fields?: readonly unknown[];
};

export async function readTruth(lab: Lab, rawLog: string): Promise<Truth> {
	const listed = await lab.run(`nix path-info --all`);
	const validPaths = new Set(listed.stdout.split('\n').filter((line) => line !== ''));
	return {
		derivations: readDerivations(path.join(lab.nix, 'store'), validPaths),
		validPaths,
		witnesses: lab.witnesses(),
		stream: readStream(existsSync(rawLog) ? readFileSync(rawLog, 'utf8') : ''),
	};
}

function readDerivations(store: string, validPaths: ReadonlySet<string>): Truth['derivations'] {
	const derivations = new Map<string, 'valid' | 'absent'>();
	const validNames = new Set([...validPaths].map(withoutDigest));
	for (const file of readdirSync(store)) {
		if (!file.endsWith('.drv')) continue;
		const name = withoutDigest(file).replace(/\.drv$/, '');
		const text = readFileSync(path.join(store, file), 'utf8');
		const outputs = [...text.slice(0, text.indexOf(']')).matchAll(/\("[^"]+","([^"]*)"/g)].map(
			([, output]) => output ?? '',
		);
		// A content-addressed output has no path before it is built: any valid path of its name is it.
		const valid = outputs.every((output) => (output === '' ? validNames.has(name) : validPaths.has(output)));
		if (valid || !derivations.has(name)) derivations.set(name, valid ? 'valid' : 'absent');
	}
	return derivations;
}

export function withoutDigest(storePath: string): string {
	return path.basename(storePath).replace(/^[a-z0-9]{32}-/, '');
}

export function withoutColours(text: string): string {
	return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}

function readStream(raw: string): StreamTruth {
	const errors: string[] = [];
	const warnings: string[] = [];
	const copies = new Map<number, string>();
	const measuredCopies = new Set<string>();
	let records = 0;
	let logLines = 0;
	for (const line of raw.split('\n')) {
		if (!line.startsWith('@nix ')) continue;
		records++;
		let record: RawRecord;
		try {
			record = JSON.parse(line.slice(5));
		} catch {
			continue;
		}
		if (record.action === 'result' && record.type === 101) logLines++;
		if (record.action === 'start' && record.type === 100) copies.set(record.id ?? 0, String(record.fields?.[0]));
		const copied = copies.get(record.id ?? -1);
		if (record.action === 'result' && record.type === 105 && copied !== undefined) measuredCopies.add(copied);
		if (record.action !== 'msg' || record.msg === undefined) continue;
		const text = withoutColours(record.msg);
		if (text.startsWith('error: ')) errors.push(firstLine(text.slice('error: '.length)));
		if (text.startsWith('warning: ')) warnings.push(firstLine(text.slice('warning: '.length)));
	}
	return {raw, records, logLines, errors, warnings, measuredCopies};
}

function firstLine(text: string): string {
	return text.trim().split('\n')[0]?.trim() ?? '';
}
