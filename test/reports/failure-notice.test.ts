import test from 'ava';
import {lineText, lineWidth} from '../../source/formats/line-layout.js';
import {paintLine} from '../../source/formats/paint.js';
import {signs} from '../../source/formats/symbols.js';
import type {FailedBuild} from '../../source/reports/build-facts.js';
import {failureNotice} from '../../source/reports/failure-notice.js';
import {failed, fakeBuild, fakeLogs} from './fake-state.js';
import {failedScipy} from './story.js';

const unicode = signs({ascii: false});
const scipy = failedScipy() as FailedBuild;

test('name, reason, end of the log, command', (t) => {
	const lines = failureNotice(scipy, fakeLogs, {columns: 100, signs: unicode, tailLines: 3});
	t.deepEqual(lines.map(lineText), [
		'✗ python3.13-scipy-1.16.3 failed in check after 42s: exit code 1',
		'│ scipy/optimize/tests/test_linprog.py:318: AssertionError',
		'│ FAILED scipy/optimize/tests/test_linprog.py::TestLinprogHiGHS::test_bounds',
		'│ ========== 1 failed, 68211 passed, 4019 skipped in 38.20s ==========',
		'│ nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv',
	]);
	t.is(
		paintLine(lines[0]!, {colour: true}),
		'\x1b[1;31m✗ python3.13-scipy-1.16.3 \x1b[0m\x1b[31mfailed in check after 42s: exit code 1\x1b[0m',
	);
});

test('in a narrow window the reason goes to the next line and the command stays whole', (t) => {
	const lines = failureNotice(scipy, fakeLogs, {columns: 40, signs: unicode, tailLines: 1});
	t.deepEqual(lines.map(lineText).slice(0, 2), [
		'✗ python3.13-scipy-1.16.3 failed in',
		'  check after 42s: exit code 1',
	]);
	t.true(lines.slice(0, -1).every((line) => lineWidth(line) <= 40));
	t.true(lineText(lines.at(-1)!).endsWith('python3.13-scipy-1.16.3.drv'));
});

test('the log of a resolved derivation is kept under that', (t) => {
	const resolved = {...scipy, resolvedPath: '/nix/store/resolved.drv'};
	const lines = failureNotice(resolved, fakeLogs, {columns: 100, signs: unicode, tailLines: 0});
	t.deepEqual(lines.slice(1).map(lineText), ['│ nix log /nix/store/resolved.drv']);
});

test('a remote host is named, both hashes are shown', (t) => {
	const build = fakeBuild(
		'src.tar.gz',
		failed(0, 1200, {kind: 'hash-mismatch', wanted: 'sha256-A=', got: 'sha256-B='}),
		{host: 'hydra1'},
	) as FailedBuild;
	t.deepEqual(failureNotice(build, fakeLogs, {columns: 100, signs: unicode}).map(lineText), [
		'✗ src.tar.gz failed on hydra1 after 1.2s: hash mismatch',
		'│ wanted  sha256-A=',
		'│ got     sha256-B=',
		'│ nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-src.tar.gz.drv',
	]);
});
