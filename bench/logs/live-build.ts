import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createRandom, storePath} from './random.js';
import {type Activity, RecordWriter} from './records.js';

/** A piece of the log and when it is written, in milliseconds since the start. */
export type Moment = {readonly at: number; readonly text: string};

export type LiveBuild = {
	readonly moments: readonly Moment[];
	readonly derivations: ReadonlyMap<string, string>;
};

const buildCount = 60;
const downloadCount = 12;
const jobs = 6;
const cache = 'https://cache.nixos.org';
const phases = ['unpackPhase', 'configurePhase', 'buildPhase', 'checkPhase', 'installPhase'];

/** About what six compilers print. */
const recordsPerSecond = 50;
const liveMs = 21_000;

/**
 * 60 builds in layers, 12 downloads: six builds run at a time and print 50 records a second for 21 seconds, then six
 * go on in silence.
 */
export function liveBuild(): LiveBuild {
	const random = createRandom(4);
	const paths = Array.from({length: buildCount}, (_, index) => storePath(index, `library-${index}-1.${index % 7}.drv`));
	const downloads = Array.from({length: downloadCount}, (_, index) =>
		storePath(1000 + index, `source-${index}.tar.xz`),
	);
	const derivations = new Map(paths.map((path, index) => [path, derivation(paths, downloads, index)]));

	let text = '';
	const records = new RecordWriter((line) => {
		text += line;
	});
	const moments: Moment[] = [];
	const put = (at: number) => {
		moments.push({at, text});
		text = '';
	};

	records.message(4, "evaluating file '/home/user/flake.nix'");
	records.message(3, `these ${buildCount} derivations will be built:`);
	for (const path of paths) {
		records.message(3, `  ${path}`);
	}

	records.message(3, `these ${downloadCount} paths will be fetched (120.53 MiB download, 122.71 MiB unpacked):`);
	for (const path of downloads) {
		records.message(3, `  ${path}`);
	}

	records.start(102, {level: 0});
	const counter = records.start(104, {level: 0});
	const copies = records.start(103, {level: 0});
	const running: {readonly activity: Activity; lines: number; phase: number}[] = [];
	let begun = 0;
	let built = 0;
	const beginBuild = () => {
		const path = paths[begun++]!;
		const activity = records.start(105, {text: `building '${path}'`, fields: [path, '', 1, 1]});
		records.phase(activity, phases[0]!);
		running.push({activity, lines: 0, phase: 0});
		records.progress(counter, built, buildCount, running.length);
	};
	const transfers: {readonly copy: Activity; done: number}[] = [];
	const beginDownload = (path: string) => {
		const substitute = records.start(108, {fields: [path, cache]});
		const copy = records.start(100, {
			parent: substitute,
			fields: [path, cache, 'local'],
			text: `copying path '${path}'`,
		});
		transfers.push({copy, done: 0});
		records.progress(copies, 0, downloadCount, transfers.length);
	};
	for (let job = 0; job < jobs; job++) {
		beginBuild();
	}

	put(0);
	const interval = 1000 / recordsPerSecond;
	let begunDownloads = 0;
	for (let at = interval; at < liveMs; at += interval) {
		const step = Math.round(at / interval);
		if (step % 50 === 0 && begunDownloads < downloadCount) {
			beginDownload(downloads[begunDownloads++]!);
		}

		const transfer = transfers[random(Math.max(1, transfers.length))];
		if (step % 8 === 0 && transfer !== undefined) {
			transfer.done += 300_000;
			records.progress(transfer.copy, transfer.done, 10_000_000);
		}

		const build = running[random(running.length)]!;
		records.logLine(
			build.activity,
			`[${build.lines++}/120] g++ -O2 -std=c++20 -Isrc/include -c src/module/unit-${build.lines}.cpp -o unit.o`,
		);
		if (build.lines % 5 === 0 && build.phase + 1 < phases.length) {
			records.phase(build.activity, phases[++build.phase]!);
		}

		if (build.lines > 24 && begun < buildCount) {
			running.splice(running.indexOf(build), 1);
			built++;
			records.progress(counter, built, buildCount, running.length);
			records.stop(build.activity);
			beginBuild();
		}

		put(Math.round(at));
	}

	return {moments, derivations};
}

/** Makes them the derivations of a store below a folder. @returns That store as NIX_REMOTE names it. */
export function placeDerivations(derivations: LiveBuild['derivations'], folder: string): string {
	mkdirSync(path.join(folder, 'nix/store'), {recursive: true});
	for (const [derivationPath, content] of derivations) {
		writeFileSync(path.join(folder, derivationPath), content);
	}

	return `local?root=${folder}`;
}

/** Layers of eight; each build needs two or three of the layer before and perhaps a download. */
function derivation(paths: readonly string[], downloads: readonly string[], index: number): string {
	const layer = Math.floor(index / 8);
	const inputs = layer === 0 ? [] : [0, 3, 5].map((shift) => paths[(layer - 1) * 8 + ((index + shift) % 8)]!);
	// The last one holds everything together.
	const all = index === paths.length - 1 ? [...new Set([...inputs, ...paths.slice(-9, -1)])] : inputs;
	const out = paths[index]!.replace(/\.drv$/, '');
	const sources = index % 5 === 0 ? [`"${downloads[(index / 5) % downloads.length]}"`] : [];
	return `Derive([("out","${out}","","")],[${[...all]
		.sort()
		.map((input) => `("${input}",["out"])`)
		.join(
			',',
		)}],[${sources.join(',')}],"x86_64-linux","/bin/sh",["-e"],[("name","library-${index}"),("out","${out}")])`;
}
