import {expectedBuild, type LiveCase} from './live-case.js';
import type {CaseRun} from './run-case.js';

/** The part of ava's `t` that node:assert has as well. */
type Checks = {
	is(actual: unknown, expected: unknown, message: string): unknown;
	true(actual: unknown, message: string): unknown;
	deepEqual(actual: unknown, expected: unknown, message: string): unknown;
};

/**
 * Holds the table against the real store: exit status, valid outputs, and what the builders wrote of themselves. Only
 * a table that passes this may judge a report.
 */
export function checkTable(t: Checks, liveCase: LiveCase, run: CaseRun): void {
	const {truth} = run;
	t.is(run.nixExitCode, liveCase.exitCode, "Nix's exit status");
	for (const [name, expectation] of Object.entries(liveCase.builds)) {
		const expected = expectedBuild(expectation);
		// A build that repeats an earlier one leaves the earlier output as it was.
		const outputs = expected.kind === 'not-deterministic' ? 'valid' : expected.status === 'built' ? 'valid' : 'absent';
		t.is(truth.derivations.get(name) ?? 'absent', outputs, `outputs of ${name}`);
		if (expected.unwitnessed) continue;
		const witness = truth.witnesses.get(name);
		t.is(witness !== undefined, expected.started, `${name} says of itself: ${witness}`);
		if (expected.status === 'built') t.deepEqual(witness, ['started', 'finished'], `${name} says of itself`);
		if (expected.exitCode !== undefined) t.is(witness?.[1], `exited ${expected.exitCode}`, `${name} says of itself`);
		if (expected.status === 'cancelled' && expected.started)
			t.deepEqual(witness, ['started'], `${name} says of itself`);
	}
	for (const [name, outputs] of truth.derivations) {
		if (name in liveCase.builds || name in (liveCase.downloads ?? {})) continue;
		t.true(outputs === 'valid' || !truth.witnesses.has(name), `${name} is in the store but not in the table`);
	}
}
