import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import type {ExecutionContext} from 'ava';
import {parseStoreUri} from '../../../source/parsers/store-uri.js';
import {readBinaryCache} from '../../../source/store/binary-cache.js';
import {readDump} from '../../../source/store/dump-db.js';
import {GraphBuilder} from '../../../source/store/graph-builder.js';
import {PathInfoParser} from '../../../source/store/path-info-json.js';
import {sshAddress} from '../../../source/store/ssh-address.js';
import {readSshStore} from '../../../source/store/ssh-store.js';
import type {StoreGraph} from '../../../source/store/store-graph.js';
import {requires} from '../../requirements.js';
import {linesOf} from '../../store/graph-text.js';
import {derivations, type Lab} from '../lab.js';
import {installedNixVersions} from '../nix-version.js';
import {openRemoteBuilder, type RemoteBuilder} from '../remote-builder.js';
import {nixLab} from '../requirements.js';

// What Nix writes about a store, read without its database, against that database.
const options = {environment: process.env, onProgress: () => {}};
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	requires(...nixLab)(
		`dumps, path-info, ssh and binary caches tell what the database does, Nix ${version.text}`,
		async (t) => {
			const remote = await openRemoteBuilder(version);
			try {
				await compareAll(t, remote);
			} finally {
				remote.close();
			}
		},
	);
}

async function compareAll(t: ExecutionContext, remote: RemoteBuilder): Promise<void> {
	const {lab} = remote;
	const built = await lab.run(`nix-build ${derivations}/cases.nix -A curl --no-out-link`);
	t.is(built.exitCode, 0, built.stderr);
	const truth = databaseLines(lab);
	t.true(truth.length > 5);

	const inLab: [string, ...string[]] = [
		'unshare',
		'-m',
		'bash',
		'-c',
		`mount --bind '${lab.nix}' /nix && exec "$@"`,
		'x',
	];
	const environment = {...process.env, PATH: `${lab.version.folder}/bin:${process.env.PATH}`};
	const dumped = await readDump([...inLab, 'nix-store', '--dump-db'], undefined, {...options, environment});
	t.deepEqual(linesOf(dumped), truth);

	const formats = lab.version.atLeast('2.33') ? ['--json-format 1', '--json-format 2'] : [''];
	for (const format of formats) {
		const {stdout} = await lab.run(`nix path-info --all --json ${format}`);
		t.deepEqual(linesOf(parsedPathInfo(stdout)), truth, format);
	}

	for (const protocol of ['ssh', 'ssh-ng'] as const) {
		const uri = remote.uri(protocol);
		const {host} = sshAddress(parseStoreUri(uri), uri);
		const overSsh = await readSshStore(
			{kind: 'ssh', host, uri},
			{...options, environment: {...process.env, NIX_SSHOPTS: remote.sshOptions}},
		);
		t.deepEqual(linesOf(overSsh), truth, protocol);
	}

	await compareCache(t, lab, truth, built.stdout.trim());
}

/** A cache holds no derivations, so paths have no valid deriver in it. */
async function compareCache(t: ExecutionContext, lab: Lab, truth: readonly string[], root: string): Promise<void> {
	const copied = await lab.run(`nix copy --no-check-sigs --to file:///nix/cache ${root} && nix-store -qR ${root}`);
	t.is(copied.exitCode, 0, copied.stderr);
	const members = new Set(
		copied.stdout
			.trim()
			.split('\n')
			.map((file) => path.basename(file)),
	);
	const folder = path.join(lab.nix, 'cache');
	const cached = await readBinaryCache({kind: 'binary-cache', folder, uri: `file://${folder}`}, options);
	const expected = truth
		.filter((line) => members.has(line.split(' | ')[0]!))
		.map((line) => line.replace(/by [^ ]+/, 'by unknown'));
	t.deepEqual(linesOf(cached), expected);
}

function parsedPathInfo(text: string): StoreGraph {
	const builder = new GraphBuilder();
	const parser = new PathInfoParser(builder);
	parser.push(Buffer.from(text));
	parser.end();
	return builder.build('/nix/store');
}

/** The database's rows in the words of linesOf; outputs of derivations as DerivationOutputs has them. */
function databaseLines(lab: Lab): string[] {
	const database = new DatabaseSync(path.join(lab.nix, 'var/nix/db/db.sqlite'), {readOnly: true});
	const base = (file: unknown) => path.basename(String(file));
	const grouped = (query: string) => {
		const groups = new Map<string, string[]>();
		for (const {source, target} of database.prepare(query).all()) {
			groups.set(base(source), [...(groups.get(base(source)) ?? []), base(target)].sort());
		}

		return groups;
	};

	const references = grouped(
		'select a.path as source, b.path as target from Refs join ValidPaths a on a.id = referrer join ValidPaths b on b.id = reference',
	);
	const outputs = grouped(
		'select d.path as source, o.path as target from DerivationOutputs o join ValidPaths d on d.id = drv join ValidPaths v on v.path = o.path',
	);
	const rows = database
		.prepare(
			'select v.path, v.narSize, d.path as deriver from ValidPaths v left join ValidPaths d on d.path = v.deriver',
		)
		.all();
	database.close();
	return rows
		.map(({path: file, narSize, deriver}) => {
			const name = base(file);
			return `${name} | ${narSize} | by ${deriver === null ? 'unknown' : base(deriver)} | refers to ${references.get(name) ?? ''} | outputs ${outputs.get(name) ?? ''}`;
		})
		.sort();
}
