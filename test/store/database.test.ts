import {DatabaseSync} from 'node:sqlite';
import test from 'ava';
import fc from 'fast-check';
import {databaseStamp, readDatabase} from '../../source/store/database.js';
import type {Progress} from '../../source/store/progress.js';
import {namesOf, neighbours} from './graph-text.js';
import {buildTraceSchema, createDatabase, localStore, realisationsSchema} from './nix-database.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const environment = {};
const glibc = storePath('a', 'glibc-2.40');
const bashDerivation = storePath('b', 'bash-5.2.drv');
const bash = storePath('c', 'bash-5.2');
const man = storePath('d', 'bash-5.2-man');
const gone = storePath('f', 'gone-1.0');

test('rows become a graph with dense ids', (t) => {
	const files = temporaryFolder(t);
	createDatabase(files.path(), {
		// The first has no deriver: its line is empty.
		paths: [
			{id: 3, path: glibc, narSize: 30_000_000_000, registrationTime: 1_700_000_001},
			{id: 7, path: bashDerivation, narSize: 1234},
			{id: 1_000, path: bash, deriver: bashDerivation, narSize: null},
			{id: 500_000, path: man, deriver: storePath('g', 'other.drv'), narSize: 0},
		],
		references: [
			[1_000, 3],
			[1_000, 1_000],
			[500_000, 1_000],
			[500_000, 3],
			[7, 3],
			// No such path: only a damaged database has these.
			[7, 8],
			[9, 3],
		],
		outputs: [
			[7, 'out', bash],
			[7, 'man', man],
			[7, 'doc', gone],
			[8, 'out', glibc],
		],
	});
	const {graph, way} = readDatabase(localStore(files.path()), {environment});
	t.is(way, 'immutable');
	t.is(graph.names.count, 4);
	t.deepEqual(
		[0, 1, 2, 3].map((id) => graph.names.path(id)),
		[glibc, bashDerivation, bash, man],
	);
	t.deepEqual([...graph.narSizes], [30_000_000_000, 1234, 0, 0]);
	t.deepEqual([...graph.isSized], [1, 1, 0, 0]);
	t.is(graph.registrationTimes[0], 1_700_000_001_000);
	t.deepEqual(neighbours(graph.references), [[], [0], [0], [0, 2]]);
	t.deepEqual(neighbours(graph.referrers), [[1, 2, 3], [], [3], []]);
	t.deepEqual([...graph.refersToItself], [0, 0, 1, 0]);
	t.deepEqual([...graph.derivers], [-1, -1, 1, -1]);
	t.deepEqual(
		neighbours(graph.outputs).map((targets) => targets.sort()),
		[[], [2, 3], [], []],
	);
});

test('row ids that are far apart do not take memory', (t) => {
	const files = temporaryFolder(t);
	createDatabase(files.path(), {
		paths: [
			{id: 1, path: glibc},
			{id: 4_000_000_000_000, path: bash, deriver: bashDerivation},
			{id: 9_000_000_000_000, path: bashDerivation},
		],
		references: [
			[4_000_000_000_000, 1],
			[9_000_000_000_000, 4_000_000_000_000],
			[9_000_000_000_000, 5],
		],
		outputs: [[9_000_000_000_000, 'out', bash]],
	});
	const {graph} = readDatabase(localStore(files.path()), {environment});
	t.deepEqual(neighbours(graph.references), [[], [0], [1]]);
	t.deepEqual([...graph.derivers], [-1, 2, -1]);
	t.deepEqual(neighbours(graph.outputs), [[], [], [1]]);
});

test('an empty store', (t) => {
	const files = temporaryFolder(t);
	createDatabase(files.path(), {});
	const {graph} = readDatabase(localStore(files.path()), {environment});
	t.is(graph.names.count, 0);
	t.is(graph.names.findBaseName('a'.repeat(32)), -1);
	t.deepEqual([...graph.references.offsets], [0]);
});

test('more rows than are read at once: every column stays in its row', (t) => {
	const files = temporaryFolder(t);
	const count = 70_000;
	const name = (index: number) =>
		`/gnu/store/${index.toString(32).padStart(32, '0')}-p${index}${index % 2 ? '' : '.drv'}`;
	createDatabase(files.path(), {
		paths: Array.from({length: count}, (_, index) => ({
			id: 2 * index + 5,
			path: name(index),
			narSize: index + 1,
			registrationTime: index,
			...(index % 2 === 1 && {deriver: name(index - 1)}),
		})),
		references: Array.from({length: count - 1}, (_, index) => [2 * index + 7, 2 * (index >> 1) + 5] as const),
		outputs: Array.from({length: count / 2}, (_, half) => [4 * half + 5, 'out', name(2 * half + 1)] as const),
	});
	const progress: Progress[] = [];
	const {graph} = readDatabase(localStore(files.path(), '/gnu/store'), {
		environment,
		onProgress: (step) => progress.push(step),
	});
	t.is(graph.names.count, count);
	const wrong = Array.from({length: count}, (_, id) => id).filter(
		(id) =>
			graph.names.path(id) !== name(id) ||
			graph.narSizes[id] !== id + 1 ||
			graph.registrationTimes[id] !== id * 1000 ||
			graph.derivers[id] !== (id % 2 === 1 ? id - 1 : -1) ||
			graph.references.targets[graph.references.offsets[id]!] !== (id === 0 ? 0 : (id - 1) >> 1) ||
			graph.outputs.offsets[id + 1]! - graph.outputs.offsets[id]! !== (id + 1) % 2,
	);
	t.deepEqual(wrong, []);
	t.deepEqual(progress.at(-1), {task: 'reading the store', done: count, total: count});
});

test('references of a database without its keys', (t) => {
	const files = temporaryFolder(t);
	createDatabase(files.path(), {
		paths: [
			{id: 1, path: glibc},
			{id: 2, path: bash},
			{id: 3, path: man},
		],
		more: `drop table Refs; create table Refs (referrer integer, reference integer);
			insert into Refs values (3, 2), (1, 1), (2, 1), (3, 1)`,
	});
	const {graph} = readDatabase(localStore(files.path()), {environment});
	t.deepEqual(neighbours(graph.references), [[], [0], [0, 1]]);
	t.deepEqual([...graph.refersToItself], [1, 0, 0]);
});

test('realised outputs of content-addressed derivations', (t) => {
	const paths = [
		{id: 1, path: bashDerivation},
		{id: 2, path: bash, deriver: bashDerivation},
		{id: 3, path: man, deriver: gone},
	];
	const upTo234 = temporaryFolder(t);
	createDatabase(upTo234.path(), {
		paths,
		more: `${realisationsSchema}
			insert into Realisations (drvPath, outputName, outputPath) values
				('sha256:00', 'out', 2), ('sha256:01', 'out', 2), ('sha256:00', 'man', 3), ('sha256:02', 'out', 77);`,
	});
	// Two hashes for one output: one is of its deriver, and there is no other derivation with that name.
	t.deepEqual(neighbours(readDatabase(localStore(upTo234.path()), {environment}).graph.outputs), [[1], [], []]);

	const resolved = temporaryFolder(t);
	createDatabase(resolved.path(), {
		paths: [
			...paths,
			{id: 4, path: storePath('h', 'bash-5.2.drv')},
			{id: 5, path: storePath('i', 'bash-5.2.drv')},
			{id: 6, path: storePath('j', 'other.drv')},
			{id: 7, path: storePath('k', 'bash-5.2-doc'), deriver: bashDerivation},
		],
		// Its outputs are known beforehand, so it is not content-addressed.
		outputs: [[5, 'out', gone]],
		more: `${realisationsSchema}
			insert into Realisations (drvPath, outputName, outputPath) values
				('sha256:00', 'out', 2), ('sha256:01', 'out', 2), ('sha256:00', 'doc', 7), ('sha256:01', 'doc', 7);`,
	});
	t.deepEqual(neighbours(readDatabase(localStore(resolved.path()), {environment}).graph.outputs), [
		[1, 6],
		[],
		[],
		[1, 6],
		[],
		[],
		[],
	]);

	const from235 = temporaryFolder(t);
	const baseName = bashDerivation.slice('/nix/store/'.length);
	createDatabase(from235.path(), {
		paths,
		outputs: [[1, 'man', man]],
		more: `${realisationsSchema} ${buildTraceSchema}
			insert into Realisations (drvPath, outputName, outputPath) values ('sha256:00', 'out', 2);
			insert into BuildTraceV3 (drvPath, outputName, outputPath) values
				('${baseName}', 'out', '${bash}'), ('${baseName}', 'man', '${man}'), ('${baseName}', 'doc', '${gone}'), ('x', 'out', '');`,
	});
	t.deepEqual(neighbours(readDatabase(localStore(from235.path()), {environment}).graph.outputs), [[1, 2], [], []]);
});

test('any small database', (t) => {
	const files = temporaryFolder(t);
	let run = 0;
	const node = fc.record({
		gap: fc.integer({min: 1, max: 40}),
		narSize: fc.option(fc.integer({min: 1, max: 2 ** 50})),
		references: fc.uniqueArray(fc.nat(11), {maxLength: 6}),
		deriver: fc.option(fc.nat(13)),
		outputs: fc.uniqueArray(fc.nat(13), {maxLength: 3}),
	});
	fc.assert(
		fc.property(fc.array(node, {maxLength: 12}), (nodes) => {
			const folder = files.path(`run-${run++}`);
			const path = (index: number) => storePath('0123456789abcdf'[index]!, index % 2 ? `p${index}` : `p${index}.drv`);
			let rowId = 0;
			const rowIds = nodes.map(({gap}) => {
				rowId += gap;
				return rowId;
			});
			const isThere = (index: number) => index < nodes.length;
			createDatabase(folder, {
				paths: nodes.map(({narSize, deriver}, index) => ({
					id: rowIds[index]!,
					path: path(index),
					narSize,
					...(deriver !== null && {deriver: path(deriver)}),
				})),
				references: nodes.flatMap(({references}, index) =>
					references.filter(isThere).map((to) => [rowIds[index]!, rowIds[to]!] as const),
				),
				outputs: nodes.flatMap(({outputs}, index) =>
					outputs.map((output, nth) => [rowIds[index]!, `o${nth}`, path(output)] as const),
				),
			});
			const {graph} = readDatabase(localStore(folder), {environment});
			const rising = (numbers: number[]) => numbers.sort((one, other) => one - other);
			t.deepEqual(
				namesOf(graph),
				nodes.map((_, index) => path(index).slice('/nix/store/'.length)),
			);
			t.deepEqual(
				[...graph.narSizes],
				nodes.map(({narSize}) => narSize ?? 0),
			);
			t.deepEqual(
				neighbours(graph.references),
				nodes.map(({references}, index) => rising(references.filter((to) => isThere(to) && to !== index))),
			);
			t.deepEqual(
				[...graph.refersToItself],
				nodes.map(({references}, index) => (references.includes(index) ? 1 : 0)),
			);
			t.deepEqual(
				[...graph.derivers],
				nodes.map(({deriver}) => (deriver !== null && isThere(deriver) ? deriver : -1)),
			);
			t.deepEqual(
				neighbours(graph.outputs).map(rising),
				nodes.map(({outputs}) => rising(outputs.filter(isThere))),
			);
		}),
		{numRuns: 40},
	);
});

test('the stamp changes with the database', (t) => {
	const files = temporaryFolder(t);
	createDatabase(files.path(), {paths: [{id: 1, path: glibc}]});
	const store = localStore(files.path());
	const {stamp} = readDatabase(store, {environment});
	t.is(databaseStamp(store), stamp);
	// As Nix leaves it when it has only looked.
	files.file('db/db.sqlite-wal');
	files.file('db/db.sqlite-shm', Buffer.alloc(32_768));
	t.is(databaseStamp(store), stamp);
	const writer = new DatabaseSync(files.path('db/db.sqlite'));
	writer.exec("insert into ValidPaths (path, hash, registrationTime) values ('/nix/store/x', '', 1)");
	t.not(databaseStamp(store), stamp);
	writer.close();
	t.not(databaseStamp(store), stamp);
	t.is(databaseStamp(localStore(files.path('nowhere'))), '');
});
