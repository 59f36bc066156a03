import test from 'ava';
import fc from 'fast-check';
import type {BuildState} from '../../source/build/build-state.js';
import {signs} from '../../source/formats/symbols.js';
import type {Ci} from '../../source/reports/ci.js';
import {createPlainOutput} from '../../source/reports/plain-lines.js';
import {foreignText} from '../formats/foreign-text.js';
import {
	built,
	countBuilds,
	type FakeState,
	failed,
	fakeBuild,
	fakeDescription,
	fakeLog,
	fakeLogs,
	fakeState,
	fakeTransfer,
	running,
} from './fake-state.js';
import {badStory, failedScipy, goodStory, minute, second} from './story.js';

function plain(ci?: Ci) {
	return createPlainOutput(fakeDescription, {signs: signs({ascii: true}), ci});
}

function change(state: FakeState, more: Partial<BuildState> = {}): FakeState {
	return Object.assign(state, more, {version: state.version + 1, buildCounts: countBuilds(state.builds)});
}

test('a line for each start and end, with its time', (t) => {
	const output = plain();
	const rustc = fakeBuild('rustc-1.91.1', {name: 'planned'}, {host: 'hydra1'});
	const stdenv = fakeBuild('stdenv-linux', {name: 'planned'});
	const state = fakeState([rustc, stdenv], {plan: {announced: true, downloadBytes: 0, unpackedBytes: 0}});
	t.deepEqual(output.update(state, fakeLogs, 1000), []);
	rustc.status = running(2000);
	stdenv.status = running(1500);
	t.deepEqual(output.update(change(state), fakeLogs, 2000), [
		'nixscope: 2 to build',
		'     1s  start    stdenv-linux',
		'     2s  start    rustc-1.91.1 on hydra1',
	]);
	t.deepEqual(output.update(change(state), fakeLogs, 3000), []);
	stdenv.status = built(1500, 10 * second);
	t.deepEqual(output.update(change(state), fakeLogs, 11 * second), ['    10s  built    stdenv-linux  8.5s']);
	rustc.status = built(2000, 8 * minute + 23 * second);
	t.deepEqual(output.update(change(state), fakeLogs, 8 * minute + 23 * second).slice(0, 1), [
		' 8m 23s  built    rustc-1.91.1 on hydra1  8m 21s',
	]);
});

test('a failure comes with its reason and the end of its log, then what it blocks', (t) => {
	const output = plain();
	const scipy = failedScipy();
	const blocked = ['ml-env', 'pandas'].map((name) =>
		fakeBuild(name, {name: 'dependency-failed', stoppedAt: 13 * minute, culprit: scipy}),
	);
	const state = fakeState([scipy, ...blocked], {
		notices: [{kind: 'build-failed', at: 12 * minute + 42 * second, build: scipy}],
	});
	t.deepEqual(output.update(change(state), fakeLogs, 13 * minute).slice(0, -1), [
		'12m 00s  start    python3.13-scipy-1.16.3',
		'12m 42s  FAILED   python3.13-scipy-1.16.3 after 42s in check: exit code 1',
		'         | running 68211 tests',
		'         | >           assert res.status == expected',
		'         | E           AssertionError: expected 3, got 4',
		'         | scipy/optimize/tests/test_linprog.py:318: AssertionError',
		'         | FAILED scipy/optimize/tests/test_linprog.py::TestLinprogHiGHS::test_bounds',
		'         | ========== 1 failed, 68211 passed, 4019 skipped in 38.20s ==========',
		'13m 00s  blocked  ml-env and pandas: they need python3.13-scipy-1.16.3',
	]);
});

test('every half minute it says what runs', (t) => {
	const output = plain();
	const firefox = fakeBuild('firefox', running(4 * second), {
		phases: [{phase: 'configurePhase', startedAt: 5 * second, stoppedAt: undefined, firstLine: 0}],
		lastSignAt: 29 * second,
	});
	const linux = fakeBuild('linux', {...running(0), step: 'copy-dependencies'} as ReturnType<typeof running>, {
		lastSignAt: 29 * second,
	});
	const state = change(fakeState([firefox, linux, fakeBuild('rest', {name: 'planned'})]));
	t.is(output.update(state, fakeLogs, 29.9 * second).length, 2);
	t.deepEqual(output.update(state, fakeLogs, 30 * second), [
		'    30s  running  linux 30s (copy), firefox 26s (configure); 0 built, 3 to go',
	]);
	t.deepEqual(output.update(state, fakeLogs, 59 * second), []);
	t.is(output.update(state, fakeLogs, 60 * second).length, 1);
});

test('before the first build a heartbeat says what Nix does', (t) => {
	const evaluating = fakeState([], {evaluation: {files: 1204, current: 'nixos/modules/x.nix', active: true}});
	t.deepEqual(plain().update(evaluating, fakeLogs, 30 * second), [
		'    30s  running  evaluating nixos/modules/x.nix, 1,204 files so far',
	]);
	const asking = fakeState([], {cacheQueries: [{host: 'cache.nixos.org', asked: 412, answered: 388}]});
	t.deepEqual(plain().update(asking, fakeLogs, 30 * second), [
		'    30s  running  asking cache.nixos.org: 388 of 412 paths answered',
	]);
	const fetching = fakeState([], {}, [
		fakeTransfer('a', {name: 'running', startedAt: 0}, {bytes: 1_048_576, expectedBytes: 3_145_728}),
	]);
	t.deepEqual(plain().update(fetching, fakeLogs, 30 * second), [
		'    30s  running  fetching 1 path, 1.0 MiB of 3.0 MiB',
	]);
	t.deepEqual(plain().update(fakeState(), fakeLogs, 30 * second), ['    30s  running  waiting for Nix']);
});

test('silence is told once for each time it begins', (t) => {
	const output = plain();
	const linux = fakeBuild('linux-6.12.58', running(0), {
		lastSignAt: 12 * second,
		phases: [{phase: 'buildPhase', startedAt: 0, stoppedAt: undefined, firstLine: 0}],
	});
	const state = change(fakeState([linux]));
	const silent = (now: number) => output.update(state, fakeLogs, now).filter((text) => text.includes('silent'));
	t.deepEqual(silent(5 * minute), []);
	t.deepEqual(silent(5 * minute + 12 * second), [' 5m 12s  silent   linux-6.12.58: no output for 5m 00s in build']);
	t.deepEqual(silent(6 * minute), []);
	linux.lastSignAt = 7 * minute;
	t.deepEqual(silent(8 * minute), []);
	t.is(silent(12 * minute).length, 1);
});

test('fetches are told together when there is a pause', (t) => {
	const output = plain();
	const done = (name: string) =>
		fakeTransfer(name, {name: 'completed', startedAt: 0, stoppedAt: 17 * second}, {wireBytes: 120 * 1_048_576});
	const state = fakeState([], {}, [done('a'), fakeTransfer('b', {name: 'running', startedAt: 0})]);
	t.deepEqual(output.update(state, fakeLogs, 17 * second), []);
	const after = change(fakeState([], {version: 1}, [done('a'), done('b')]));
	t.deepEqual(output.update(after, fakeLogs, 18 * second), ['    17s  fetched  2 paths, 240 MiB from cache.nixos.org']);
	t.deepEqual(output.update(change(after), fakeLogs, 19 * second), []);
});

test('words of Nix and of others pass, quoted', (t) => {
	const state = fakeState([], {
		notices: [
			{kind: 'text', at: 1000, text: '::error::not a command'},
			{kind: 'warning', at: 2000, text: 'Git tree is dirty'},
			{kind: 'error', at: 3000, text: '\x1b[31;1merror:\x1b[0m undefined variable\n       at x.nix:1:1:'},
		],
	});
	t.deepEqual(plain('github').update(change(state), fakeLogs, 3000), [
		'         | ::error::not a command',
		'     2s  warning  Git tree is dirty',
		'     3s  error    undefined variable',
		'         |        at x.nix:1:1:',
	]);
});

test('a good end has the report', (t) => {
	const output = plain();
	output.update(change(goodStory() as FakeState), fakeLogs, 33 * minute);
	const lines = output.finish(goodStory(), fakeLogs, 33 * minute + 12 * second);
	t.deepEqual(lines.slice(0, 3), [
		'33m 12s  end      5 built, 14 fetched (308 MiB)',
		'',
		'+ Built nixos-system-laptop-26.11 in 33m 12s',
	]);
	t.is(lines.at(-1), '  /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-nixos-system-laptop-26.11');
});

test('a bad end names the failure last', (t) => {
	const lines = plain().finish(badStory(), fakeLogs, 13 * minute);
	t.deepEqual(lines.slice(-4), [
		'12m 58s  end      1 failed, 4 blocked, 1 cancelled, 1 not started, 124 built',
		'',
		'nixscope: build failed: python3.13-scipy-1.16.3, exit code 1 in check',
		'          nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv',
	]);
});

test('several failures are all named', (t) => {
	const state = fakeState([failedScipy(), fakeBuild('other', failed(0, 1000))], {
		end: {at: 13 * minute, outcome: 'failed', exitCode: 1},
	});
	t.deepEqual(
		plain()
			.finish(state, fakeLogs, 13 * minute)
			.slice(-5),
		[
			'nixscope: build failed after 13m 00s: 2 of 2 derivations failed',
			'          other, exit code 1',
			'            nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-other.drv',
			'          python3.13-scipy-1.16.3, exit code 1 in check',
			'            nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv',
		],
	);
});

test('ends without builds', (t) => {
	const end = (outcome: 'failed' | 'nothing' | 'interrupted') =>
		plain().finish(fakeState([], {end: {at: 3100, outcome, exitCode: 1}}), fakeLogs, 3100);
	t.deepEqual(end('nothing'), ['     3s  end      nothing to build', '', '+ Nothing to build  3.1s']);
	t.deepEqual(end('failed'), [
		'     3s  end      nothing was built',
		'',
		'nixscope: the command failed after 3.1s; exit code 1, nothing was built',
	]);
	t.deepEqual(end('interrupted').at(-1), 'nixscope: interrupted after 3.1s');
});

function failureOf(log: readonly string[], ci: Ci): string[] {
	const build = fakeBuild('x', failed(0, 1000), {log: fakeLog(log)});
	const state = fakeState([build], {notices: [{kind: 'build-failed', at: 1000, build}]});
	return plain(ci).update(change(state), fakeLogs, 1000);
}

test('CI runners get the whole log as a fold', (t) => {
	const log = Array.from({length: 30}, (_, index) => `line ${index}`);
	for (const ci of ['github', 'forgejo', 'gitea'] as const) {
		const lines = failureOf(log, ci);
		const start = lines.indexOf('::group::log of x (30 lines)');
		t.is(lines[start + 1], '| line 0');
		t.is(lines[start + 30], '| line 29');
		t.is(lines[start + 31], '::endgroup::');
	}

	const lines = failureOf(log, 'gitlab');
	t.true(lines.includes('\x1b[0Ksection_start:1700000001:nixscope_log_0[collapsed=true]\r\x1b[0Klog of x (30 lines)'));
	t.is(lines.at(-1), '\x1b[0Ksection_end:1700000001:nixscope_log_0\r\x1b[0K');
});

test('no line of a log is a command to a runner', (t) => {
	const lines = failureOf(['::stop-commands::x', '  ::set-env name=A::b', 'x ##[error]y', '::endgroup::'], 'github');
	t.deepEqual(
		lines.filter((text) => /^\s*::|##\[/.test(text)),
		['::group::log of x (4 lines)', '::endgroup::'],
	);
});

test('a very long log loses its beginning in the fold', (t) => {
	const lines = failureOf(
		Array.from({length: 30_000}, () => 'x'),
		'github',
	);
	t.true(lines.includes('| (the first 10,000 lines are left out)'));
	t.true(lines.length < 20_100);
});

test('no escape sequence ever', (t) => {
	fc.assert(
		fc.property(foreignText, foreignText, (text, log) => {
			const build = fakeBuild(text, failed(0, 1000, {kind: 'other', message: text}), {
				host: text,
				derivationPath: text,
				log: fakeLog([log, text]),
				phases: [{phase: text, startedAt: 0, stoppedAt: undefined, firstLine: 0}],
			});
			const state = fakeState(
				[build, fakeBuild(text, built(0, 2000), {outputs: [{name: 'out', path: text}]})],
				{
					notices: [
						{kind: 'build-failed', at: 1000, build},
						{kind: 'text', at: 1, text},
						{kind: 'error', at: 1, text: log},
					],
					ongoing: [{kind: 'git', text, startedAt: 0, done: 0, expected: 0}],
					end: {at: 3000, outcome: 'failed', exitCode: 1},
				},
				[fakeTransfer(text, {name: 'failed', startedAt: 0, stoppedAt: 1, message: log}, {host: text})],
			);
			const output = plain('github');
			const lines = [...output.update(change(state), fakeLogs, 3000), ...output.finish(state, fakeLogs, 3000)];
			return lines.every((line) => !/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/.test(line));
		}),
		{numRuns: 1000},
	);
	t.pass();
});
