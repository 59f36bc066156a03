import test from 'ava';
import type {BuildState} from '../../source/build/build-state.js';
import {lineText, lineWidth} from '../../source/formats/line-layout.js';
import {paintLine} from '../../source/formats/paint.js';
import {signs} from '../../source/formats/symbols.js';
import type {InputDescription} from '../../source/inputs/input.js';
import {finalReport} from '../../source/reports/final-report.js';
import {
	built,
	failed,
	fakeBuild,
	fakeDescription,
	fakeError,
	fakeLog,
	fakeLogs,
	fakeState,
	fakeTransfer,
	needs,
} from './fake-state.js';
import {badStory, failedScipy, goodStory, minute, second} from './story.js';

function report(state: BuildState, columns = 100, description: InputDescription = fakeDescription): string[] {
	return finalReport(state, fakeLogs, description, {columns, signs: signs({ascii: false})}).map(lineText);
}

test('a good end', (t) => {
	t.deepEqual(report(goodStory()), [
		'✓ Built nixos-system-laptop-26.11 in 33m 12s',
		'',
		'  built       5 on 2 hosts: hydra1 2, local 3',
		'  downloaded  14 paths, 308 MiB in 17s (18 MiB/s) from cache.nixos.org',
		'',
		'  Slowest builds',
		'    firefox-unwrapped-145.0    24m 10s  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  hydra1',
		'    linux-6.12.58              21m 40s  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━      local',
		'    rustc-1.91.1                8m 21s  ━━━━━━━━━━━━━━                            hydra1',
		'    python3.13-numpy-2.3.4      4m 06s  ━━━━━━━                                   local',
		'    nixos-system-laptop-26.11     4.0s  ╸                                         local',
		'',
		'  /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-nixos-system-laptop-26.11',
	]);
});

test('a failure', (t) => {
	t.deepEqual(report(badStory()), [
		'✗ Build failed after 12m 58s: 1 of 131 derivations failed',
		'',
		'  ✗ python3.13-scipy-1.16.3  failed in check after 42s: exit code 1',
		'  │ running 68211 tests',
		'  │ >           assert res.status == expected',
		'  │ E           AssertionError: expected 3, got 4',
		'  │ scipy/optimize/tests/test_linprog.py:318: AssertionError',
		'  │ FAILED scipy/optimize/tests/test_linprog.py::TestLinprogHiGHS::test_bounds',
		'  │ ========== 1 failed, 68211 passed, 4019 skipped in 38.20s ==========',
		'    needed by  python3.13-pandas-2.3.3 ‹ jupyter-env ‹ system-path ‹ nixos-system-laptop-26.11',
		'    full log   nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv',
		'',
		'  ✓ 124 built   ✗ 1 failed   ⊘ 4 blocked: they need it   ⊘ 1 cancelled   ○ 1 not started',
		'  The 124 built stay in the store. To go on with what does not need the failed one, add --keep-going',
	]);
});

test('with --keep-going nobody is told to add it', (t) => {
	const command = ['nix', 'build', '-k', '.#laptop'];
	t.is(report(badStory(), 100, {...fakeDescription, command}).at(-1), '  The 124 built stay in the store.');
});

test('no line is wider than the window, but commands, hashes and paths to copy', (t) => {
	for (let columns = 60; columns <= 200; columns++) {
		for (const state of [goodStory(), badStory(), manyFailures(5)]) {
			for (const line of finalReport(state, fakeLogs, fakeDescription, {columns, signs: signs({ascii: true})})) {
				t.true(lineWidth(line) <= columns || /nix log|\/nix\/store|sha256-/.test(lineText(line)), lineText(line));
			}
		}
	}
});

test('the commands are whole at any width', (t) => {
	const text = report(badStory(), 60).join('\n');
	t.true(text.includes('nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv'));
	t.true(report(goodStory(), 60).includes('  /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-nixos-system-laptop-26.11'));
});

test('without colours no colour is left, with ASCII signs only ASCII', (t) => {
	for (const state of [goodStory(), badStory()]) {
		const lines = finalReport(state, fakeLogs, fakeDescription, {columns: 100, signs: signs({ascii: true})});
		const painted = lines.map((line) => paintLine(line, {colour: false})).join('\n');
		t.regex(painted, /^(?:[\n\x20-\x7e]|\x1b\[(?:0|1|2|4|7)m)*$/);
	}
});

function manyFailures(count: number): BuildState {
	const builds = [
		failedScipy(),
		fakeBuild('oomlike-0.1', failed(0, 9 * minute + 12 * second, {kind: 'signal', signal: 9})),
		fakeBuild(
			'grafana-dashboards.tar.gz',
			failed(0, 1200, {kind: 'hash-mismatch', wanted: 'sha256-AAAA=', got: 'sha256-2b0X='}),
		),
		fakeBuild('other-1', failed(0, 1500)),
		fakeBuild('other-2', failed(0, 1600)),
	].slice(0, count);
	return fakeState(builds, {end: {at: 18 * minute + 2 * second, outcome: 'failed', exitCode: 1}});
}

test('a hash mismatch shows both hashes', (t) => {
	const text = report(manyFailures(3));
	t.is(text[0], '✗ Build failed after 18m 02s: 3 of 3 derivations failed');
	t.true(text.includes('  ✗ grafana-dashboards.tar.gz  failed after 1.2s: hash mismatch'));
	t.true(text.includes('    wanted  sha256-AAAA='));
	t.true(text.includes('    got     sha256-2b0X='));
	t.true(text.includes('  ✗ oomlike-0.1  failed after 9m 12s: killed by signal 9 (out of memory?)'));
});

test('many failures become a table', (t) => {
	const text = report(manyFailures(5));
	t.deepEqual(text.slice(2, 7), [
		'  ✗ grafana-dashboards.tar.gz            1.2s  hash mismatch',
		'      wanted  sha256-AAAA=',
		'      got     sha256-2b0X=',
		'      nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-grafana-dashboards.tar.gz.drv',
		'  ✗ other-1                              1.5s  exit code 1',
	]);
	t.true(text.includes('  ✗ python3.13-scipy-1.16.3    check      42s  exit code 1'));
});

test('without a log of its own a failure quotes what Nix quoted', (t) => {
	const message = "builder for 'x' failed with exit code 1;\nlast 2 log lines:\n> first\n> second\nFor full logs, run:";
	const state = fakeState([fakeBuild('x', failed(0, 1000, {exitCode: 1, kind: 'exit-code', message}))], {
		end: {at: 1000, outcome: 'failed', exitCode: 1},
	});
	t.deepEqual(report(state).slice(3, 5), ['  │ first', '  │ second']);
});

test('hostile text stays text', (t) => {
	const hostile = fakeBuild('na\x1b]0;x\x07me', failed(0, 1000), {
		host: 'ho\x1b[2Jst',
		log: fakeLog(['\x1b]52;c;QUJD\x07copied', '\x1b[31mred', 'a\u202eb']),
		phases: [{phase: '\x1b[?1049hbuildPhase', startedAt: 0, stoppedAt: undefined, firstLine: 0}],
		derivationPath: '/nix/store/x\x1b[2J-y.drv',
	});
	const state = fakeState([hostile], {end: {at: 1000, outcome: 'failed', exitCode: 1}});
	const lines = finalReport(state, fakeLogs, fakeDescription, {columns: 80, signs: signs({ascii: false})});
	const painted = lines.map((line) => paintLine(line, {colour: true})).join('\n');
	t.notRegex(painted.replace(/\x1b\[[\d;]*m/g, ''), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
	t.true(painted.includes('│\x1b[0m \x1b[31mred\x1b[0m'));
	t.true(painted.includes('failed in build on host after 1.0s: exit code 1'));
});

test('nothing to build', (t) => {
	const state = fakeState([], {end: {at: 400, outcome: 'nothing', exitCode: 0}});
	t.deepEqual(report(state), ['✓ Nothing to build  0.4s']);
});

test('a dry run', (t) => {
	const planned = [fakeTransfer('a', {name: 'planned'}), fakeTransfer('b', {name: 'planned'})];
	const end = {at: 400, outcome: 'nothing', exitCode: 0} as const;
	const state = fakeState([fakeBuild('x', {name: 'planned'})], {end}, planned);
	t.deepEqual(report(state), ['✓ Nothing was built: 1 to build, 2 to fetch  0.4s']);
});

test('without the graph many builds are counted, few are named', (t) => {
	const builds = (count: number) =>
		Array.from({length: count}, (_, index) => fakeBuild(`x${index}`, built(0, 1000), {hasGraph: false}));
	const end = {at: 1000, outcome: 'succeeded', exitCode: 0} as const;
	t.is(report(fakeState(builds(40), {end}))[0], '✓ Built 40 derivations in 1.0s');
	t.is(report(fakeState(builds(2), {end}))[0], '✓ Built x0 and x1 in 1.0s');
});

test('an error that only repeats a failure is not told again, a long one is not cut', (t) => {
	const build = fakeBuild('x', failed(0, 2000, {kind: 'timeout', limit: 2, message: 'timed out after 2 seconds'}));
	const long = `error: cannot find ${'a-long-word '.repeat(8)}the-end`;
	const state = fakeState([build], {
		end: {at: 2000, outcome: 'failed', exitCode: 1},
		errors: [fakeError('error: timed out after 2 seconds'), fakeError(long)],
	});
	const lines = report(state, 60);
	t.false(lines.some((text) => text.includes('2 seconds')));
	t.true(lines.some((text) => text.endsWith('the-end')));
});

test('only downloads', (t) => {
	const hello = fakeTransfer('hello', {name: 'completed', startedAt: 0, stoppedAt: 2000}, {bytes: 4_194_304});
	const state = fakeState([], {end: {at: 2400, outcome: 'succeeded', exitCode: 0}}, [hello]);
	t.deepEqual(report(state), [
		'✓ Fetched 1 path in 2.4s',
		'',
		'  downloaded  1 path, 4.0 MiB in 2.0s (2.0 MiB/s) from cache.nixos.org',
	]);
});

test('a log without times makes no claims about them', (t) => {
	const state = fakeState([fakeBuild('a', built(0, 0)), fakeBuild('b', built(0, 0))], {
		end: {at: 0, outcome: 'succeeded', exitCode: undefined},
	});
	t.deepEqual(report(state).slice(0, 3), ['✓ Built a and b', '', '  built       2']);
	t.false(report(state).some((text) => text.includes('Slowest')));
});

test('an evaluation error is quoted as Nix says it', (t) => {
	const text = [
		"\x1b[31;1merror:\x1b[0m undefined variable 'pkgz'",
		'       at flake.nix:14:22:',
		'           13|   packages.default =',
		'           14|     pkgz.hello;',
		'             |     ^',
	].join('\n');
	const state = fakeState([], {
		end: {at: 3100, outcome: 'failed', exitCode: 1},
		errors: [fakeError(text.replace(/\x1b\[[\d;]*m/g, '')), fakeError(text)].slice(1).map((error) => ({
			...error,
			message: "undefined variable 'pkgz'\n       at flake.nix:14:22:",
		})),
	});
	t.deepEqual(report(state), [
		'✗ Evaluation failed after 3.1s; nothing was built',
		'',
		"│ error: undefined variable 'pkgz'",
		'│        at flake.nix:14:22:',
		'│            13|   packages.default =',
		'│            14|     pkgz.hello;',
		'│              |     ^',
	]);
});

test('a long trace loses whole frames from its middle, never its end', (t) => {
	const frame = (index: number) => [`       … while calling ${index}`, `         at x.nix:${index}:1:`, ''];
	const frames = Array.from({length: 30}, (_, index) => frame(index)).flat();
	const text = ['error:', ...frames, '       error: the thing itself', '       at y.nix:1:1:'].join('\n');
	const state = fakeState([], {
		end: {at: 1000, outcome: 'failed', exitCode: 1},
		evaluation: {files: 3, current: undefined, active: true},
		errors: [fakeError(text)],
	});
	const lines = report(state);
	t.true(lines.length < 30);
	t.is(lines.at(-2), '│        error: the thing itself');
	t.is(lines.at(-1), '│        at y.nix:1:1:');
	t.is(lines.at(-4), '│');
	t.regex(lines.at(-3)!, /^│ {8}… \d+ more lines of the trace$/);
});

test('a failure before evaluation shows the last words of Nix', (t) => {
	const state = fakeState([], {
		end: {at: 100, outcome: 'failed', exitCode: 1},
		notices: [{kind: 'text', at: 50, text: "error: unrecognised flag '--nope'"}],
	});
	t.deepEqual(report(state), [
		'✗ The command failed after 0.1s; exit code 1, nothing was built',
		'',
		"│ error: unrecognised flag '--nope'",
	]);
});

test('an interruption', (t) => {
	const builds = [
		fakeBuild('done', built(0, 1000)),
		fakeBuild('running', {name: 'interrupted', startedAt: 0, stoppedAt: 2000}),
		fakeBuild('waiting', {name: 'interrupted', startedAt: undefined, stoppedAt: 2000}),
		fakeBuild('planned', {name: 'planned'}),
	];
	const state = fakeState(builds, {end: {at: 12 * minute + 31 * second, outcome: 'interrupted', exitCode: undefined}});
	t.deepEqual(report(state), [
		'⊘ Interrupted after 12m 31s: 1 built, 1 stopped, 2 not started',
		'',
		'  The one built stays in the store; the next build starts from there.',
		'',
		'  /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-done',
	]);
});

test('failed downloads, other errors, remarks', (t) => {
	const message = "unable to download 'http://x/nar': HTTP error 404";
	const state = fakeState(
		[],
		{
			end: {at: 3000, outcome: 'failed', exitCode: 1},
			errors: [fakeError('error: some substitutes for the outputs failed'), fakeError('error: out of disk')],
			warnings: ['a', 'b'],
			traces: ['c'],
			unknownRecordCount: 12,
			malformedLineCount: 1,
		},
		[fakeTransfer('hello-2.12', {name: 'failed', startedAt: 0, stoppedAt: 1000, message})],
	);
	t.deepEqual(report(state), [
		'✗ Fetch failed after 3.0s: 1 of 1 path failed',
		'',
		`  ✗ hello-2.12  fetch from cache.nixos.org failed: ${message}`,
		'',
		'  │ error: out of disk',
		'',
		'  ! 2 warnings, 1 trace from Nix',
		'  12 records of a kind unknown to nixscope; shown in the log',
		'  1 damaged record; shown in the log as text',
	]);
});

test('several roots are named, many are counted', (t) => {
	const roots = (count: number) =>
		fakeState(
			Array.from({length: count}, (_, index) => fakeBuild(`r${index}`, built(0, 1000))),
			{end: {at: 1000, outcome: 'succeeded', exitCode: 0}},
		);
	t.is(report(roots(2))[0], '✓ Built r0 and r1 in 1.0s');
	t.is(report(roots(3))[0], '✓ Built r0, r1 and r2 in 1.0s');
	t.is(report(roots(9))[0], '✓ Built r0, r1 and 7 more in 1.0s');
});

test('outputs of the roots that were built stand at the end, also beside a failure', (t) => {
	const good = fakeBuild('good', built(0, 1000));
	const input = fakeBuild('input', built(0, 500));
	needs(good, input);
	const state = fakeState([good, input, failedScipy()], {end: {at: 2000, outcome: 'failed', exitCode: 1}});
	t.is(report(state).at(-1), '  /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-good');
});
