import test from 'ava';
import {criticalPath} from '../../source/reports/critical-path.js';
import {jsonReport} from '../../source/reports/json-report.js';
import {built, fakeBuild, fakeDescription, fakeError, fakeState, fakeTransfer, needs, running} from './fake-state.js';
import {badStory, goodStory} from './story.js';

test('the document has the keys of the contract', (t) => {
	const report = jsonReport(goodStory(), fakeDescription);
	t.deepEqual(Object.keys(report), [
		'version',
		'command',
		'nixVersion',
		'exitCode',
		'outcome',
		'durationMs',
		'outputs',
		'counts',
		'builds',
		'transfers',
		'errors',
		'warnings',
		'criticalPath',
		'records',
		'logLines',
		'unknownRecords',
		'malformedLines',
	]);
	t.deepEqual(Object.keys(report.counts), ['builds', 'downloads', 'uploads']);
	t.deepEqual(Object.keys(report.counts.builds), [
		'planned',
		'running',
		'built',
		'failed',
		'cancelled',
		'dependencyFailed',
		'interrupted',
	]);
	t.deepEqual(Object.keys(report.counts.downloads), ['planned', 'running', 'completed', 'failed', 'bytes']);
	t.deepEqual(Object.keys(report.builds[0]!), [
		'derivation',
		'name',
		'host',
		'status',
		'startMs',
		'durationMs',
		'phases',
		'logLines',
		'reason',
	]);
	t.deepEqual(Object.keys(report.transfers[0]!), [
		'path',
		'from',
		'to',
		'kind',
		'status',
		'bytes',
		'expectedBytes',
		'startMs',
		'durationMs',
	]);
	t.is(report.version, 1);
	t.is(report.outcome, 'succeeded');
	t.is(report.durationMs, 1_992_000);
	t.deepEqual(report.outputs, ['/nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-nixos-system-laptop-26.11']);
});

test('a failure has its reason and phases, the others none', (t) => {
	const report = jsonReport(badStory(), fakeDescription);
	const scipy = report.builds.find(({name}) => name === 'python3.13-scipy-1.16.3');
	t.deepEqual(scipy!.reason, {kind: 'exit-code', exitCode: 1, signal: null, message: ''});
	t.deepEqual(scipy!.phases, [
		{phase: 'buildPhase', startMs: 720_000, durationMs: 2000},
		{phase: 'checkPhase', startMs: 722_000, durationMs: 40_000},
	]);
	t.is(report.builds.filter(({reason}) => reason !== null).length, 1);
	t.deepEqual(report.outputs, []);
	t.is(report.counts.builds.dependencyFailed, 4);
});

test('what is not known is null, numbers are integers', (t) => {
	const state = fakeState(
		[
			fakeBuild('a', {name: 'planned'}, {host: undefined}),
			fakeBuild('b', running(1.5), {
				phases: [{phase: 'buildPhase', startedAt: 2.5, stoppedAt: undefined, firstLine: 0}],
			}),
		],
		{errors: [fakeError('error: lost')]},
		[
			fakeTransfer('x', {name: 'planned'}, {from: '', to: ''}),
			fakeTransfer('y', {name: 'completed', startedAt: 0.2, stoppedAt: 9.9}),
		],
	);
	const report = jsonReport(state, {command: [], nixVersion: undefined, startedAt: 0});
	t.is(report.nixVersion, null);
	t.is(report.exitCode, null);
	const [a, b] = report.builds;
	t.deepEqual([a!.host, a!.startMs, a!.durationMs], [null, null, null]);
	t.deepEqual([b!.startMs, b!.durationMs, b!.phases[0]!.durationMs], [2, null, null]);
	const [x, y] = report.transfers;
	t.deepEqual([x!.from, x!.to, x!.bytes, x!.expectedBytes, x!.startMs], [null, null, 0, null, null]);
	t.deepEqual([y!.bytes, y!.expectedBytes, y!.durationMs], [null, null, 10]);
	t.deepEqual(report.errors, [{message: 'lost', derivation: null}]);
	t.false(JSON.stringify(report).includes('undefined'));
});

test('the critical path goes from the last root back through the last inputs', (t) => {
	t.deepEqual(
		criticalPath(goodStory()).map(({name}) => name),
		['rustc-1.91.1', 'firefox-unwrapped-145.0', 'nixos-system-laptop-26.11'],
	);
	t.is(criticalPath(badStory()).at(-1)!.name, 'linux-6.12.58');
	t.deepEqual(criticalPath(fakeState()), []);
});

test('a circle among inputs does not hang it', (t) => {
	const [a, b] = [fakeBuild('a', built(0, 2)), fakeBuild('b', built(0, 1))];
	needs(a, b);
	needs(b, a);
	t.deepEqual(
		criticalPath(fakeState([a, b])).map(({name}) => name),
		['b', 'a'],
	);
});
