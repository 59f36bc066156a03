import {strict as assert} from 'node:assert';
import {copyFileSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {RecordedTruth} from '../recorded-truth.js';
import {buildCases} from './build-cases.js';
import {checkTable} from './check-table.js';
import {nixscope} from './lab.js';
import {expectedBuild, type LiveCase} from './live-case.js';
import {installedNixVersions, isConcerned, type NixVersion} from './nix-version.js';
import {commandCases, transferCases} from './other-cases.js';
import {type CaseRun, prepareCase, runPiped} from './run-case.js';
import {sideBySide} from './side-by-side.js';

/**
 * Records test/fixtures/<version>/<case>.jsonl.gz with nixscope's own recorder, and beside each what the real store,
 * the builders and Nix's raw stream said at that time. Run through scripts/record.mjs; NIX_CASE narrows it.
 */
const together = sideBySide(4);
const pattern = new RegExp(process.env.NIX_CASE ?? '.');
const cases = [...buildCases, ...transferCases, ...commandCases].filter(
	(each) => each.recorded && pattern.test(each.name),
);

await Promise.all(
	installedNixVersions().flatMap((version) =>
		cases
			.filter((liveCase) => isConcerned(liveCase, version))
			.map((liveCase) => together(() => record(version, liveCase))),
	),
);

async function record(version: NixVersion, liveCase: LiveCase): Promise<void> {
	const prepared = await prepareCase(version, liveCase, 'recorded');
	const folder = path.join('test/fixtures', version.text);
	mkdirSync(folder, {recursive: true});
	const file = path.join(folder, `${liveCase.name}.jsonl.gz`);
	rmSync(file, {force: true});
	try {
		const run = await runPiped(liveCase, prepared, `{ ${nixscope} --plain --record recording.jsonl.gz >&2; echo {}; }`);
		checkTable({is: assert.equal, true: assert.ok, deepEqual: assert.deepEqual}, liveCase, run);
		copyFileSync(path.join(prepared.lab.scratch, 'recording.jsonl.gz'), file);
		writeFileSync(
			file.replace('.jsonl.gz', '.truth.json'),
			`${JSON.stringify(truthOf(liveCase, run), undefined, '\t')}\n`,
		);
		process.stdout.write(`${file}\n`);
	} finally {
		prepared.close();
	}
}

/** The table's row, which checkTable has just held against the store, and what Nix's stream holds. */
function truthOf(liveCase: LiveCase, {truth}: CaseRun): RecordedTruth {
	const {stream} = truth;
	const heardOf = (name: string) => stream.raw.includes(`-${name}.drv`);
	const builds = Object.entries(liveCase.builds).map(([name, expectation]) => {
		const {status, kind, exitCode, signal, started} = expectedBuild(expectation);
		const kinds = kind === undefined ? undefined : [kind].flat();
		return [name, {status, kinds, exitCode, signal, started, heardOf: heardOf(name)}] as const;
	});
	return {
		outcome: liveCase.outcome,
		builds: Object.fromEntries(builds),
		downloads: liveCase.downloads,
		uploads: liveCase.uploads,
		records: stream.records,
		logLines: stream.logLines,
		errors: stream.errors,
	};
}
