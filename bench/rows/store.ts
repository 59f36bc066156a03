import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {installedNixVersions} from '../../test/nix/nix-version.js';
import {mebibytes, milliseconds, times} from '../figures.js';
import type {Benchmark, Row} from '../row.js';
import {runProgramIn} from '../run-program.js';
import {median} from '../statistics.js';
import {type BigStore, makeBigStore} from '../stores/big-store.js';
import {makeFileStore} from '../stores/file-store.js';
import {storeOf300k} from '../stores/store-300k.js';
import {temporaryFolder} from '../temporary-folder.js';
import {program} from '../terminal.js';

const rounds = 5;
const mostOfSqlite = 1.5;
const mostAnalysisMs = 250;
const mostWhyMs = 30;
const mostOfBareLoop = 1.5;
const mostResident = 2 ** 30;

type AnalysisTimes = {
	readonly readMs: number;
	readonly analyseMs: number;
	readonly firstWhyMs: number;
	readonly nextWhyMs: number;
	readonly liveCount: number;
	readonly mostResident: number;
};

/** Questions about a store of 300,000 paths, beside what else answers them. */
export const storeBenchmark: Benchmark = {
	name: 'store',
	async run() {
		const store = storeOf300k();
		const size = `${count(store.pathCount)} paths, ${count(store.referenceCount)} references`;
		const tables =
			'select id, path, narSize, deriver, registrationTime from ValidPaths; select referrer, reference from Refs; select drv, path from DerivationOutputs';
		const ours: number[] = [];
		const sqlite: number[] = [];
		let missing: string | undefined;
		// The first round fills the caches.
		for (let round = 0; round <= rounds; round++) {
			const peer = timed(['sqlite3', '-readonly', store.database, tables], store);
			const roots = timed([process.execPath, program, 'roots', '--json'], store);
			if (typeof roots === 'string') throw new Error(`nixscope roots: ${roots}`);
			if (typeof peer === 'string') missing = peer;
			if (round > 0) {
				ours.push(roots);
				if (typeof peer === 'number') sqlite.push(peer);
			}
		}

		const analyses: AnalysisTimes[] = [];
		for (let round = 0; round < rounds; round++) {
			analyses.push(await runProgramIn<AnalysisTimes>(store.environment, 'analyse-store', store.deepPath));
		}

		const middle = (key: keyof AnalysisTimes) => median(analyses.map((each) => each[key]));
		const ratio = missing === undefined ? median(ours) / median(sqlite) : undefined;
		const why = Math.max(middle('firstWhyMs'), middle('nextWhyMs'));
		return [
			{
				what: `store, start → roots with retained sizes (${size})`,
				measured: `${milliseconds(median(ours))}; sqlite3 reading three tables ${ratio === undefined ? `skipped: ${missing}` : milliseconds(median(sqlite))}; ${nixPeers(store)}`,
				value: ratio === undefined ? '–' : times(ratio),
				target: `≤ ${times(mostOfSqlite)}`,
				isReached: ratio === undefined ? undefined : ratio <= mostOfSqlite,
			},
			{
				what: '… live set, dominators and retained sizes of all roots',
				measured: `${count(middle('liveCount'))} live; reading before ${milliseconds(middle('readMs'))}`,
				value: milliseconds(middle('analyseMs')),
				target: `≤ ${mostAnalysisMs} ms`,
				isReached: middle('analyseMs') <= mostAnalysisMs,
			},
			{
				what: '… why one path is alive, once loaded',
				measured: `the first ${milliseconds(middle('firstWhyMs'))}, another ${milliseconds(middle('nextWhyMs'))}`,
				value: milliseconds(why),
				target: `≤ ${mostWhyMs} ms`,
				isReached: why <= mostWhyMs,
			},
		];
	},
};

/** Memory at the size of the largest stores that users report; no gate. */
export const largeStoreBenchmark: Benchmark = {
	name: 'store-large',
	async run() {
		const store = makeBigStore(path.join(temporaryFolder(), 'store-1600k'), 1_600_000, 10);
		const times = await runProgramIn<AnalysisTimes>(store.environment, 'analyse-store', store.deepPath);
		return [
			{
				what: `memory for ${count(store.pathCount)} paths, ${count(store.referenceCount)} references`,
				measured: `read in ${milliseconds(times.readMs)}, analysed in ${milliseconds(times.analyseMs)}, why ${milliseconds(times.firstWhyMs)}`,
				value: mebibytes(times.mostResident),
				target: `${mebibytes(mostResident)} (stated)`,
				isReached: undefined,
			},
		];
	},
};

export const optimiseBenchmark: Benchmark = {
	name: 'optimise',
	async run(): Promise<readonly Row[]> {
		const store = makeFileStore(path.join(temporaryFolder(), 'store-files'), 2000);
		const {scanMs, bareMs} = await runProgramIn<{readonly scanMs: number[]; readonly bareMs: number[]}>(
			store.environment,
			'scan-links',
		);
		const ratio = median(scanMs) / median(bareMs);
		return [
			{
				what: `optimise: scan of ${count(store.fileCount)} files, over a bare readdir and lstat of each`,
				measured: `${milliseconds(median(scanMs))}; bare ${milliseconds(median(bareMs))}`,
				value: times(ratio),
				target: `≤ ${times(mostOfBareLoop)}`,
				isReached: ratio <= mostOfBareLoop,
			},
		];
	},
};

/** What Nix itself takes for the like: once each, since it takes long. */
function nixPeers(store: BigStore): string {
	const nix = installedNixVersions().at(-1);
	if (nix === undefined) return 'Nix skipped: scripts/get-nix.sh';
	const environment = {
		NIX_DATA_DIR: `${nix.folder}/share`,
		NIX_LIBEXEC_DIR: `${nix.folder}/libexec`,
		NIX_CONFIG: 'experimental-features = nix-command',
		HOME: store.stateDirectory,
	};
	const peers: ReadonlyArray<readonly [string, readonly string[]]> = [
		[
			'nix path-info --all --json',
			['nix', 'path-info', '--all', '--json', ...(nix.atLeast('2.33') ? ['--json-format', '1'] : [])],
		],
		['nix-store -q --roots of one path', ['nix-store', '-q', '--roots', store.deepPath]],
	];
	return peers
		.map(([name, [command = '', ...words]]) => {
			const result = timed([`${nix.folder}/bin/${command}`, ...words], store, environment);
			return `${name} ${typeof result === 'string' ? `failed: ${result}` : milliseconds(result)}`;
		})
		.join('; ');
}

/** @returns Milliseconds, or why it could not be done. */
function timed(
	[command = '', ...words]: readonly string[],
	store: BigStore,
	environment: Readonly<Record<string, string>> = {},
): number | string {
	const begin = performance.now();
	const {error, status, stderr} = spawnSync(command, words, {
		stdio: ['ignore', 'ignore', 'pipe'],
		env: {...process.env, ...store.environment, ...environment},
	});
	const ms = performance.now() - begin;
	if (error !== undefined) return `no ${command}`;
	return status === 0 ? ms : (String(stderr).trim().split('\n').at(-1) ?? `exit status ${status}`);
}

function count(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}
