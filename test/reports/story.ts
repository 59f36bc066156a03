import type {BuildState} from '../../source/build/build-state.js';
import {built, type FakeBuild, failed, fakeBuild, fakeLog, fakeState, fakeTransfer, needs} from './fake-state.js';

export const second = 1000;
export const minute = 60 * second;
const mib = 1024 * 1024;

/** The story of the pictures, smaller: a system with firefox and linux, built on two hosts in 33m 12s. */
export function goodStory(): BuildState {
	const rustc = fakeBuild('rustc-1.91.1', built(2 * second, 8 * minute + 23 * second), {host: 'hydra1'});
	const firefox = fakeBuild('firefox-unwrapped-145.0', built(8 * minute + 27 * second, 32 * minute + 37 * second), {
		host: 'hydra1',
	});
	const linux = fakeBuild('linux-6.12.58', built(2 * minute, 23 * minute + 40 * second));
	const numpy = fakeBuild('python3.13-numpy-2.3.4', built(minute, 5 * minute + 6 * second));
	const system = fakeBuild('nixos-system-laptop-26.11', built(33 * minute + 8 * second, 33 * minute + 12 * second));
	needs(firefox, rustc);
	needs(system, firefox, linux, numpy);
	const transfers = Array.from({length: 14}, (_, index) =>
		fakeTransfer(
			`path-${index}`,
			{name: 'completed', startedAt: index * second, stoppedAt: (index + 4) * second},
			{bytes: 60 * mib, expectedBytes: 60 * mib, wireBytes: 22 * mib, expectedWireBytes: 22 * mib},
		),
	);
	return fakeState(
		[rustc, firefox, linux, numpy, system],
		{
			end: {at: 33 * minute + 12 * second, outcome: 'succeeded', exitCode: 0},
			lastEventAt: 33 * minute + 12 * second,
			plan: {announced: true, downloadBytes: 310 * mib, unpackedBytes: 1200 * mib},
		},
		transfers,
	);
}

export const scipyLog = [
	'running 68211 tests',
	'>           assert res.status == expected',
	'\x1b[1m\x1b[31mE           AssertionError: expected 3, got 4\x1b[0m',
	'scipy/optimize/tests/test_linprog.py:318: AssertionError',
	'FAILED scipy/optimize/tests/test_linprog.py::TestLinprogHiGHS::test_bounds',
	'========== 1 failed, 68211 passed, 4019 skipped in 38.20s ==========',
	'',
];

export function failedScipy(startedAt = 12 * minute, stoppedAt = 12 * minute + 42 * second): FakeBuild {
	return fakeBuild('python3.13-scipy-1.16.3', failed(startedAt, stoppedAt), {
		phases: [
			{phase: 'buildPhase', startedAt, stoppedAt: startedAt + 2 * second, firstLine: 0},
			{phase: 'checkPhase', startedAt: startedAt + 2 * second, stoppedAt, firstLine: 1},
		],
		log: fakeLog(scipyLog),
	});
}

/** Without --keep-going: scipy fails, what needs it is blocked, one is cancelled, others never start. */
export function badStory(): BuildState {
	const end = 12 * minute + 58 * second;
	const scipy = failedScipy();
	const blocked = (name: string) => fakeBuild(name, {name: 'dependency-failed', stoppedAt: end, culprit: scipy});
	const pandas = blocked('python3.13-pandas-2.3.3');
	const jupyter = blocked('jupyter-env');
	const path = blocked('system-path');
	const system = blocked('nixos-system-laptop-26.11');
	needs(pandas, scipy);
	needs(jupyter, pandas);
	needs(path, jupyter);
	const linux = fakeBuild('linux-6.12.58', {name: 'cancelled', startedAt: 2 * minute, stoppedAt: end});
	const initrd = fakeBuild('initrd-linux-6.12.58', {name: 'planned'});
	needs(initrd, linux);
	needs(system, path, initrd);
	const done = Array.from({length: 124}, (_, index) =>
		fakeBuild(`done-${index}`, built(index * second, (index + 3) * second)),
	);
	needs(system, ...done);
	return fakeState([scipy, pandas, jupyter, path, system, linux, initrd, ...done], {
		end: {at: end, outcome: 'failed', exitCode: 1},
		lastEventAt: end,
	});
}
