import {createHash} from 'node:crypto';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {createRandom} from '../logs/random.js';
import {digestOf} from './nix-digest.js';

/** A store that has a database and roots, and no files: what Nix and nixscope read to know what is alive. */
export type BigStore = {
	readonly storeDirectory: string;
	readonly stateDirectory: string;
	readonly database: string;
	readonly pathCount: number;
	readonly referenceCount: number;
	/** A path that some roots hold, deep below them. */
	readonly deepPath: string;
	/** For Nix and nixscope: where the store is. */
	readonly environment: Readonly<Record<string, string>>;
};

/** Nix's schema 10. */
const tables = `
create table ValidPaths (id integer primary key autoincrement not null, path text unique not null, hash text not null, registrationTime integer not null, deriver text, narSize integer, ultimate integer, sigs text, ca text);
create table Refs (referrer integer not null, reference integer not null, primary key (referrer, reference), foreign key (referrer) references ValidPaths(id) on delete cascade, foreign key (reference) references ValidPaths(id) on delete restrict);
create table DerivationOutputs (drv integer not null, id text not null, path text not null, primary key (drv, id), foreign key (drv) references ValidPaths(id) on delete cascade);
`;
const indexes = `
create index IndexReferrer on Refs(referrer);
create index IndexReference on Refs(reference);
create trigger DeleteSelfRefs before delete on ValidPaths begin delete from Refs where referrer = old.id and reference = old.id; end;
create index IndexDerivationOutputs on DerivationOutputs(path);
`;

const packages = [
	...['glibc', 'bash', 'coreutils', 'gcc', 'openssl', 'zlib', 'curl', 'python3', 'perl', 'rust', 'llvm', 'qt', 'gtk'],
	...['node', 'go', 'ghc', 'texlive', 'emacs', 'linux', 'mesa', 'ffmpeg', 'boost', 'icu', 'sqlite', 'systemd', 'xorg'],
];
const rootCount = 40;
const firstTime = 1_700_000_000;

/**
 * A store as nixpkgs makes it: under half of it derivations, outputs with their derivers, sources; a few paths to which
 * nearly everything refers, most references to what was registered shortly before. The same each time.
 *
 * @param referencesEach On average.
 */
export function makeBigStore(folder: string, pathCount: number, referencesEach: number): BigStore {
	const storeDirectory = path.join(folder, 'store');
	const stateDirectory = path.join(folder, 'var');
	for (const made of ['store', 'var/db', 'var/gcroots/auto', 'var/profiles', 'var/temproots', 'etc', 'projects']) {
		mkdirSync(path.join(folder, made), {recursive: true});
	}

	writeFileSync(path.join(folder, 'etc/nix.conf'), 'build-users-group =\nsubstituters =\n');
	writeFileSync(path.join(stateDirectory, 'db/schema'), '10');
	const file = path.join(stateDirectory, 'db/db.sqlite');
	const database = new DatabaseSync(file);
	database.exec('pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off');
	database.exec(`${tables} begin`);
	const {nameOf, derivations, outputs} = placePaths(database, storeDirectory, pathCount);
	const referenceCount = placeReferences(database, derivations, outputs, referencesEach);
	database.exec(`commit; ${indexes} pragma journal_mode = wal`);
	database.close();
	placeRoots(folder, outputs.slice(-Math.floor(outputs.length / 2)).map(nameOf));
	return {
		storeDirectory,
		stateDirectory,
		database: file,
		pathCount,
		referenceCount,
		deepPath: nameOf(outputs[Math.floor(outputs.length / 100)]!),
		environment: {
			NIX_STORE_DIR: storeDirectory,
			NIX_STATE_DIR: stateDirectory,
			NIX_CONF_DIR: path.join(folder, 'etc'),
			NIX_LOG_DIR: path.join(folder, 'log'),
		},
	};
}

type Placed = {
	readonly nameOf: (index: number) => string;
	/** Indexes of paths in the order of registration. */
	readonly derivations: readonly number[];
	readonly outputs: readonly number[];
};

function placePaths(database: DatabaseSync, storeDirectory: string, pathCount: number): Placed {
	const random = createRandom(1);
	const names: string[] = [];
	const derivations: number[] = [];
	const outputs: number[] = [];
	const insertPath = database.prepare(
		'insert into ValidPaths (id, path, hash, registrationTime, deriver, narSize, ultimate, sigs, ca) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
	);
	const insertOutput = database.prepare('insert into DerivationOutputs (drv, id, path) values (?, ?, ?)');
	const add = (name: string, deriver: number | undefined) => {
		const index = names.length;
		const isDerivation = name.endsWith('.drv');
		const hash = createHash('sha256').update(`${index}`).digest();
		const full = `${storeDirectory}/${digestOf(hash)}-${name}`;
		names.push(full);
		(isDerivation ? derivations : outputs).push(index);
		// Sizes spread over six powers of ten, most of them small.
		const narSize = isDerivation
			? 800 + random(6000)
			: Math.floor(112 + Math.exp(4 + random(1400) / 100 / (1 + random(3) / 3)));
		const signature = isDerivation || random(10) < 3 ? null : `cache.example.org-1:${'A'.repeat(86)}==`;
		const address = isDerivation ? `text:sha256:${'0'.repeat(52)}` : null;
		const deriverName = deriver === undefined ? null : names[deriver]!;
		const time = firstTime + Math.floor(index / 3);
		insertPath.run(
			index + 1,
			full,
			`sha256:${hash.toString('hex')}`,
			time,
			deriverName,
			narSize,
			deriver === undefined ? null : 1,
			signature,
			address,
		);
		return index;
	};
	while (names.length < pathCount) {
		const name = `${packages[random(packages.length)]}-${1 + random(9)}.${random(30)}`;
		if (derivations.length >= 0.45 * (names.length + 1)) {
			add(random(10) < 4 ? `${name}.tar.gz` : `${name}.patch`, undefined);
			continue;
		}

		const derivation = add(`${name}.drv`, undefined);
		const built = ['out', 'dev', 'doc'].slice(0, 1 + Number(random(5) === 0) + Number(random(10) === 0));
		for (const output of built) {
			if (names.length >= pathCount) break;
			const index = add(output === 'out' ? name : `${name}-${output}`, derivation);
			insertOutput.run(derivation + 1, output, names[index]!);
		}
	}

	return {nameOf: (index) => names[index]!, derivations, outputs};
}

/** So many rows go in with one statement. */
const rowsAtOnce = 200;

function placeReferences(
	database: DatabaseSync,
	derivations: readonly number[],
	outputs: readonly number[],
	referencesEach: number,
): number {
	const random = createRandom(2);
	const rows = (count: number) => Array.from({length: count}, () => '(?, ?)').join(', ');
	const insert = (count: number) => database.prepare(`insert into Refs (referrer, reference) values ${rows(count)}`);
	const insertMany = insert(rowsAtOnce);
	let pending: number[] = [];
	let total = 0;
	for (const group of [derivations, outputs]) {
		for (const [position, index] of group.entries()) {
			const references = new Set<number>();
			if (group === outputs && random(3) === 0) references.add(index);
			const wanted = group === outputs && random(4) === 0 ? 0 : random(Math.round(referencesEach * 2.45));
			for (let count = Math.min(wanted, position); count > 0; count--) {
				const way = random(100);
				if (way < 40) references.add(group[Math.floor((random(1000) / 1000) ** 3 * Math.min(position, 400))]!);
				else if (way < 80) references.add(group[position - 1 - random(Math.min(position, 300))]!);
				else references.add(group[random(position)]!);
			}

			for (const reference of references) pending.push(index + 1, reference + 1);
			total += references.size;
			while (pending.length >= rowsAtOnce * 2) {
				insertMany.run(...pending.slice(0, rowsAtOnce * 2));
				pending = pending.slice(rowsAtOnce * 2);
			}
		}
	}

	if (pending.length > 0) insert(pending.length / 2).run(...pending);
	return total;
}

/** Generations of a system, and results of builds. */
function placeRoots(folder: string, targets: readonly string[]): void {
	const random = createRandom(3);
	for (let number = 0; number < rootCount; number++) {
		const target = targets[random(targets.length)]!;
		if (number % 2 === 0) {
			symlinkSync(target, path.join(folder, `var/profiles/system-${number / 2 + 1}-link`));
		} else {
			const link = path.join(folder, `projects/result-${number}`);
			symlinkSync(target, link);
			symlinkSync(link, path.join(folder, `var/gcroots/auto/${digestOf(createHash('sha1').update(link).digest())}`));
		}
	}
}
