import {createRandom, storePath} from './random.js';
import {type Activity, RecordWriter} from './records.js';

const cache = 'https://cache.nixos.org';
const downloadCount = 633;
const buildCount = 20;
const logLinesPerBuild = 357;
const progressPerDownload = 1594;
const atOnce = 16;

/**
 * The mixture of a real log of a system update, 1.03 million records in 95 MB: 98 % progress of downloads, on both
 * activities that each of them has; some queries, expectations and messages; 20 builds at the end.
 */
export function downloadLog(write: (line: string) => void): void {
	const records = new RecordWriter(write);
	const random = createRandom(1);
	const downloads = Array.from({length: downloadCount}, (_, index) =>
		storePath(index, `package-${index}-1.${index % 9}`),
	);
	const builds = Array.from({length: buildCount}, (_, index) => storePath(10_000 + index, `unit-${index}.service.drv`));
	for (let index = 0; index < 40; index++) {
		records.message(4, `evaluating file '/nix/store/${index}/nixos/modules/services/service-${index}.nix'`);
	}

	records.message(3, `these ${buildCount} derivations will be built:`);
	for (const path of builds) {
		records.message(3, `  ${path}`);
	}

	records.message(3, `these ${downloadCount} paths will be fetched (2113.53 MiB download, 8442.71 MiB unpacked):`);
	for (const path of downloads) {
		records.message(3, `  ${path}`);
	}

	const realise = records.start(102, {level: 0});
	const counter = records.start(104, {level: 0});
	const copies = records.start(103, {level: 0});
	let completed = 0;
	const open: Download[] = [];
	let begun = 0;
	while (completed < downloadCount) {
		while (open.length < atOnce && begun < downloadCount) {
			open.push(beginDownload(records, downloads[begun++]!, random));
			records.expected(realise, 101, 2_216_197_632);
			records.expected(realise, 100, 8_852_823_244);
			records.progress(copies, completed, downloadCount, open.length);
		}

		const download = open[random(open.length)]!;
		const stepCount = Math.min(2 + random(40), progressPerDownload - download.sent);
		for (let step = 0; step < stepCount; step++) {
			download.sent++;
			const share = download.sent / progressPerDownload;
			const isWire = download.sent % 4 !== 0;
			const size = isWire ? download.wireSize : download.narSize;
			records.progress(isWire ? download.transfer : download.copy, Math.floor(size * share), size);
		}

		if (download.sent === progressPerDownload) {
			records.stop(download.transfer);
			records.stop(download.copy);
			records.stop(download.substitute);
			open.splice(open.indexOf(download), 1);
			completed++;
			records.progress(copies, completed, downloadCount, open.length);
			for (let each = 0; each < 5; each++) {
				records.expected(realise, 101, 2_216_197_632 - completed);
			}
		}
	}

	for (const [index, path] of builds.entries()) {
		records.progress(counter, index, buildCount, 1);
		const build = records.start(105, {text: `building '${path}'`, fields: [path, '', 1, 1]});
		records.phase(build, 'buildPhase');
		for (let line = 0; line < logLinesPerBuild; line++) {
			records.logLine(
				build,
				`[${line}/${logLinesPerBuild}] cc -O2 -g -fPIC -Wall -c src/unit-${line}.c -o unit-${line}.o`,
			);
		}

		records.progress(counter, index + 1, buildCount);
		records.stop(build);
	}

	for (const activity of [copies, counter, realise]) {
		records.stop(activity);
	}
}

type Download = {
	readonly substitute: Activity;
	readonly copy: Activity;
	readonly transfer: Activity;
	readonly narSize: number;
	readonly wireSize: number;
	sent: number;
};

function beginDownload(records: RecordWriter, path: string, random: (limit: number) => number): Download {
	const url = `${cache}/nar/${path.slice(11, 43)}${path.slice(11, 31)}.nar.xz`;
	const substitute = records.start(108, {fields: [path, cache]});
	const copy = records.start(100, {
		parent: substitute,
		text: `copying path '${path}' from '${cache}'`,
		fields: [path, cache, 'local'],
	});
	const transfer = records.start(101, {level: 4, parent: copy, text: `downloading '${url}'`, fields: [url]});
	const wireSize = 100_000 + random(90_000_000);
	return {substitute, copy, transfer, wireSize, narSize: wireSize * 4, sent: 0};
}
