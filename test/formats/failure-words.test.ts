import test from 'ava';
import {describeReason, type FailureFacts, shortReason} from '../../source/formats/failure-words.js';
import {displayWidth} from '../../source/formats/width.js';

function reason(kind: string, more: Partial<FailureFacts> = {}): FailureFacts {
	return {kind, exitCode: undefined, signal: undefined, limit: undefined, message: '', ...more};
}

const cases: readonly (readonly [FailureFacts, string, string])[] = [
	[reason('exit-code', {exitCode: 1}), 'exit code 1', 'exit 1'],
	[reason('exit-code'), 'the builder failed', 'failed'],
	[reason('signal', {signal: 9}), 'killed by signal 9 (out of memory?)', 'signal 9'],
	[reason('signal', {signal: 11}), 'killed by signal 11', 'signal 11'],
	[reason('timeout', {limit: 3600}), 'timed out after 1h 00m', 'timeout'],
	[reason('timeout'), 'timed out', 'timeout'],
	[reason('silence', {limit: 1800}), 'no output for 30m 00s', 'silence'],
	[reason('silence', {limit: 2}), 'no output for 2s', 'silence'],
	[reason('hash-mismatch'), 'hash mismatch', 'hash'],
	[
		reason('no-output', {
			message: "builder for '/nix/store/x.drv' failed to produce output path for output 'dev' at '/nix/store/x'",
		}),
		'did not produce $dev',
		'no output',
	],
	[reason('no-output'), 'did not produce its output', 'no output'],
	[reason('log-limit', {limit: 10 * 1024 * 1024}), 'log larger than 10 MiB', 'log limit'],
	[reason('not-deterministic'), 'not deterministic: differs from the build before', 'differs'],
	[
		reason('system', {
			message:
				"a 'aarch64-linux' with features {} is required to build '/nix/store/x.drv', but I am a 'x86_64-linux' with features {kvm}",
		}),
		'needs aarch64-linux; this machine is x86_64-linux',
		'system',
	],
	[
		reason('system', {
			message:
				"Cannot build '/nix/store/x.drv'.\nReason: required system or feature not available\nRequired system: 'x86_64-linux' with features {big-parallel}\nCurrent system: 'x86_64-linux' with features {kvm}",
		}),
		'needs the features big-parallel',
		'system',
	],
	[
		reason('system', {
			message:
				'Cannot build.\nReason: missing system features\nRequired features: {kvm, nope}\nAvailable features: {kvm}',
		}),
		'needs the features kvm, nope',
		'system',
	],
	[
		reason('system', {message: 'Cannot build.\nReason: local builds are disabled (max-jobs = 0)'}),
		'local builds are disabled (max-jobs = 0)',
		'system',
	],
	[reason('dependency'), 'a dependency failed', 'blocked'],
	[reason('hook', {message: 'program failed\nmore'}), 'program failed', 'hook'],
	[reason('hook'), 'the build hook failed', 'hook'],
	[reason('other', {message: "Cannot build 'x'.\nReason: out of luck."}), 'out of luck', 'failed'],
	[reason('other', {message: '\x1b]0;title\x07something new'}), 'something new', 'failed'],
	[reason('other'), 'failed', 'failed'],
];

for (const [facts, words, short] of cases) {
	test(`${facts.kind}: ${words}`, (t) => {
		t.is(describeReason(facts), words);
		t.is(shortReason(facts), short);
		t.true(displayWidth(short) <= 10);
	});
}
