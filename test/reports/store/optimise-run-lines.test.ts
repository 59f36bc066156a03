import test from 'ava';
import type {OptimiseResult} from '../../../source/analyses/answers/plan.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {optimiseRunLines} from '../../../source/reports/store/optimise-run-lines.js';
import type {StoreReportOptions} from '../../../source/reports/store/store-report-options.js';
import * as fake from './fake-answers.js';

const {gib} = fake;

const freed: OptimiseResult = {
	outcome: 'done',
	reason: null,
	nixReportedSize: gib(12),
	linkedFiles: 88_213,
	diskFreeBefore: gib(400),
	diskFreeAfter: gib(411.9),
	durationMs: 190_000,
};

function report(changes: Partial<OptimiseResult> = {}, options: Partial<StoreReportOptions> = {}): string[] {
	const answer = {
		...fake.optimiseAnswer,
		savableBytes: gib(12),
		savableFiles: 88_214,
		freed: {...freed, ...changes},
	};
	return optimiseRunLines(answer, fake.reportOptions(options)).map(lineText);
}

test('what linking brought, beside what was expected', (t) => {
	t.deepEqual(report(), [
		'✓ Linked 88,213 files in 3m 10s; 11.9 GiB more free on the disk',
		'',
		'                      expected     happened',
		'  files linked          88,214       88,213',
		'  reported by Nix     12.0 GiB     12.0 GiB',
		'  disk (df)                  ?     11.9 GiB',
		'',
		'  Disk now  411.9 GiB free',
	]);
});

test('how it may end', (t) => {
	const ascii = {columns: 60, signs: signs({ascii: true})};
	t.is(report({linkedFiles: 0, diskFreeAfter: gib(400)}, ascii)[0], '+ No equal files were left to link in 3m 10s');
	t.is(report({linkedFiles: null, diskFreeBefore: null})[0], '✓ Linked equal files in 3m 10s');
	t.is(report({outcome: 'cancelled'})[0], '⊘ Interrupted after 3m 10s: what is linked so far stays');
	t.deepEqual(report({outcome: 'failed', reason: 'nix-store: no such command', diskFreeAfter: null}), [
		'✗ Optimising failed after 3m 10s',
		'  nix-store: no such command',
		'',
		'                      expected     happened',
		'  files linked          88,214       88,213',
		'  reported by Nix     12.0 GiB     12.0 GiB',
	]);
});
