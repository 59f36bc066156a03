import {execFile} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {promisify} from 'node:util';
import type {LocalStore} from '../../../source/store/store-address.js';
import {labEnvironment} from '../lab.js';
import type {NixVersion} from '../nix-version.js';
import type {RandomStore} from './random-store.js';

const execute = promisify(execFile);

/** A random store in folders of its own, with a database that Nix has laid out. */
export type RelocatedStore = {
	readonly address: LocalStore;
	/** The links of its roots, in their order: as Nix names them. */
	readonly links: readonly string[];
	/** In which everything of it is: store, var, etc, log, outside. */
	readonly folder: string;
	/** With which Nix and the program find it; HOME is the folder. */
	readonly environment: Readonly<Record<string, string>>;
	/** Runs a bash script with Nix looking at this store. @returns What it printed. */
	ask(script: string): Promise<string>;
	close(): void;
};

export type EmptyStore = {
	/** Fills a copy. */
	fill(store: RandomStore, options?: FillOptions): RelocatedStore;
	close(): void;
};

export type FillOptions = {
	/** With which the names of links end, in turn. */
	readonly endings?: readonly string[];
	/** Lines for nix.conf. */
	readonly settings?: string;
};

const configuration = 'build-users-group =\nsubstituters =\nsandbox = false\ngc-reserved-space = 0\n';

/** Lets Nix make an empty database, to be copied: that is what takes time. */
export async function makeEmptyStore(version: NixVersion): Promise<EmptyStore> {
	const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'nixscope-random-')));
	const empty = path.join(folder, 'empty');
	mkdirSync(path.join(empty, 'store'), {recursive: true});
	mkdirSync(path.join(empty, 'etc'));
	writeFileSync(path.join(empty, 'etc/nix.conf'), configuration);
	await execute('bash', ['-c', 'nix-store --init && nix-store --gc --print-roots'], {env: environment(version, empty)});
	let count = 0;
	return {
		fill(store, {endings = [''], settings = ''} = {}) {
			const copy = path.join(folder, String(count++));
			cpSync(empty, copy, {recursive: true});
			writeFileSync(path.join(copy, 'etc/nix.conf'), configuration + settings);
			const links = placeRoots(store, copy, endings);
			placeRows(store, copy);
			for (const {baseName} of store.paths) writeFileSync(path.join(copy, 'store', baseName), '');
			for (const name of store.unregistered) writeFileSync(path.join(copy, 'store', name), '');
			return {
				address: {
					kind: 'local',
					storeDirectory: `${copy}/store`,
					realStoreDirectory: `${copy}/store`,
					stateDirectory: `${copy}/var`,
					chroot: '',
					uri: undefined,
				},
				links,
				folder: copy,
				environment: environment(version, copy),
				async ask(script) {
					const {stdout} = await execute('bash', ['-ec', script], {
						env: environment(version, copy),
						cwd: copy,
						maxBuffer: 1 << 26,
					});
					return stdout;
				},
				close: () => rmSync(copy, {recursive: true, force: true}),
			};
		},
		close: () => rmSync(folder, {recursive: true, force: true}),
	};
}

function environment(version: NixVersion, folder: string): Record<string, string> {
	return {
		...labEnvironment(version),
		HOME: folder,
		NIX_STORE_DIR: `${folder}/store`,
		NIX_STATE_DIR: `${folder}/var`,
		NIX_CONF_DIR: `${folder}/etc`,
		NIX_LOG_DIR: `${folder}/log`,
	};
}

function placeRows({paths}: RandomStore, folder: string): void {
	const full = (baseName: string) => `${folder}/store/${baseName}`;
	const nameOf = (place: number | string) => full(typeof place === 'string' ? place : paths[place]!.baseName);
	const database = new DatabaseSync(`${folder}/var/db/db.sqlite`);
	const insertPath = database.prepare(
		'insert into ValidPaths (id, path, hash, registrationTime, deriver, narSize) values (?, ?, ?, ?, ?, ?)',
	);
	const insertReference = database.prepare('insert into Refs (referrer, reference) values (?, ?)');
	const insertOutput = database.prepare('insert into DerivationOutputs (drv, id, path) values (?, ?, ?)');
	database.exec('begin');
	// Ids with gaps, as deletions leave them.
	const idOf = (place: number) => place * 3 + 5;
	for (const [place, {baseName, deriver, narSize}] of paths.entries()) {
		const hash = `sha256:${'0'.repeat(64)}`;
		insertPath.run(idOf(place), full(baseName), hash, 1e9 + place, deriver === null ? null : nameOf(deriver), narSize);
	}

	for (const [place, {references, refersToItself, outputs}] of paths.entries()) {
		for (const reference of refersToItself ? [...references, place] : references) {
			insertReference.run(idOf(place), idOf(reference));
		}

		for (const [number, output] of outputs.entries()) {
			insertOutput.run(idOf(place), number === 0 ? 'out' : `out${number}`, nameOf(output));
		}
	}

	database.exec('commit');
	database.close();
}

function placeRoots({paths, roots}: RandomStore, folder: string, endings: readonly string[]): string[] {
	const gcRoots = `${folder}/var/gcroots`;
	const outside = `${folder}/outside`;
	for (const made of [`${gcRoots}/auto`, `${gcRoots}/sub`, `${folder}/var/profiles`, outside]) {
		mkdirSync(made, {recursive: true});
	}

	return roots.map(({form, target}, number) => {
		const {baseName} = paths[target]!;
		const full = `${folder}/store/${baseName}`;
		const ending = endings[number % endings.length] ?? '';
		const link = (file: string, to: string) => {
			symlinkSync(to, file);
			return file;
		};
		switch (form) {
			case 'direct':
				return link(`${gcRoots}/sub/root-${number}${ending}`, full);
			case 'below':
				return link(`${gcRoots}/below-${number}${ending}`, `${full}/bin/program`);
			case 'generation':
				return link(`${folder}/var/profiles/profile-${number}-link`, full);
			case 'indirect':
				link(`${gcRoots}/auto/auto-${number}`, `${outside}/result-${number}${ending}`);
				return link(`${outside}/result-${number}${ending}`, full);
			case 'file': {
				mkdirSync(`${gcRoots}/sub/folder-${number}`);
				const file = `${gcRoots}/sub/folder-${number}/${baseName}`;
				writeFileSync(file, '');
				return file;
			}

			case 'dangling':
				link(`${gcRoots}/auto/auto-${number}`, `${outside}/gone-${number}`);
				return `${outside}/gone-${number}`;
			case 'two-hops':
				link(`${gcRoots}/auto/auto-${number}`, `${outside}/first-${number}${ending}`);
				link(`${outside}/second-${number}`, full);
				return link(`${outside}/first-${number}${ending}`, `${outside}/second-${number}`);
			default:
				return link(`${gcRoots}/invalid-${number}`, `${full}-but-not-valid`);
		}
	});
}
