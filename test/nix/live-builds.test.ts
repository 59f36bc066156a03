import {requires} from '../requirements.js';
import {buildCases} from './build-cases.js';
import {checkReport} from './check-report.js';
import {checkTable} from './check-table.js';
import type {LiveCase} from './live-case.js';
import {installedNixVersions, isConcerned, type NixVersion, promisedVersions} from './nix-version.js';
import {commandCases, transferCases} from './other-cases.js';
import {nixLab} from './requirements.js';
import {type CaseRun, type PreparedCase, prepareCase, runPiped, runWrapped} from './run-case.js';
import {sideBySide} from './side-by-side.js';

// The cases sleep more than they work: eight at a time keep two cores busy without missing Nix's own timeouts.
const together = sideBySide(8);
// NIX_CASE=name-or-pattern and NIX_TEST_VERSION=2.34 narrow the table while working on a case.
const pattern = new RegExp(process.env.NIX_CASE ?? '.');
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';
const cases = [...buildCases, ...transferCases, ...commandCases].filter(({name}) => pattern.test(name));

for (const version of installedNixVersions().filter(({text}) => text.startsWith(versionPrefix))) {
	for (const liveCase of cases) {
		if (!isConcerned(liveCase, version)) continue;
		declare(liveCase, version, 'piped', runPiped);
		if (!liveCase.pipedOnly) declare(liveCase, version, 'wrapped', runWrapped);
	}
}
requires(...nixLab)('there is Nix to build with', (t) => t.true(installedNixVersions().length >= promisedVersions));

function declare(
	liveCase: LiveCase,
	version: NixVersion,
	form: 'piped' | 'wrapped',
	run: (liveCase: LiveCase, prepared: PreparedCase) => Promise<CaseRun>,
): void {
	const needed = liveCase.needsBuilder ? [...nixLab, 'sshd', 'ssh'] : nixLab;
	requires(...needed)(`${liveCase.name}, ${form}, Nix ${version.text}`, (t) =>
		together(async () => {
			const prepared = await prepareCase(version, liveCase, form);
			try {
				const done = await run(liveCase, prepared);
				checkTable(t, liveCase, done);
				checkReport(t, liveCase, version, done);
				const succeeded = liveCase.outcome === 'succeeded' || liveCase.outcome === 'nothing';
				if (form === 'piped') t.is(done.exitCode, succeeded ? 0 : 1, "nixscope's exit status");
				if (form === 'wrapped') t.notRegex(done.output, /\u001b/, 'plain output has no escape sequences');
			} finally {
				prepared.close();
			}
		}),
	);
}
