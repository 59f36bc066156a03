import test from 'ava';
import {type NixMessage, parseMessage} from '../../source/parsers/message.js';

const drv = '/nix/store/fl5h4q2fia9cix7dkd85lmjlliadpgcj-bad-middle-2.1.drv';
const other = '/nix/store/smim26xdxqkqyyplsxb1am8dwzp2n6nm-bad-other.drv';
const out = '/nix/store/3jzlhq6j6znvmi6nn3qw4f1v4giiz7v2-bad-middle-2.1';

/** A message as Nix prints it: with colours, prefix and indentation. */
function printed(rawText: string): string {
	return `\u001B[31;1merror:\u001B[0m ${rawText.replaceAll('\n', '\n       ')}`;
}

/** The failure in a message, read from the rendered text and from `raw_msg`; both must mean the same. */
function failure(rawText: string): Extract<NixMessage, {kind: 'build-failed'}> {
	const fromText = parseMessage(printed(rawText));
	const fromRaw = parseMessage(printed(rawText), rawText);
	if (fromText.kind !== 'build-failed' || JSON.stringify(fromText) !== JSON.stringify(fromRaw)) {
		throw new Error(`${JSON.stringify(fromText)} from the text, ${JSON.stringify(fromRaw)} from raw_msg`);
	}

	return fromText;
}

type Case = readonly [versions: string, text: string, expected: object];

const failures: readonly Case[] = [
	['2.4 to 2.28, Lix', `builder for '${drv}' failed with exit code 3`, {kind: 'exit-code', exitCode: 3}],
	[
		'≤ 2.3',
		`builder for '${drv}' failed with exit code 3; last 10 log lines:\n  checking\n  error: it broke`,
		{kind: 'exit-code', exitCode: 3},
	],
	['2.4 to 2.28', `builder for '${drv}' failed due to signal 9 (Killed)`, {kind: 'signal', signal: 9}],
	['all', `builder for '${drv}' died abnormally`, {kind: 'other'}],
	[
		'≥ 2.29',
		`Cannot build '${drv}'.\nReason: builder failed with exit code 3.\nOutput paths:\n  ${out}`,
		{kind: 'exit-code', exitCode: 3},
	],
	[
		'≥ 2.29',
		`Cannot build '${drv}'.\nReason: builder failed due to signal 11 (Segmentation fault).\nOutput paths:\n  ${out}`,
		{kind: 'signal', signal: 11},
	],
	['2.4 to 2.34', `building of '${drv}!out' from .drv file timed out after 2 seconds`, {kind: 'timeout', limit: 2}],
	[
		'2.4 to 2.34',
		`building of '${drv}^out,dev' from .drv file timed out after 600 seconds of silence`,
		{kind: 'silence', limit: 600},
	],
	['≥ 2.35', `Cannot build '${drv}'.\nReason: timed out after 2 seconds`, {kind: 'timeout', limit: 2}],
	[
		'2.4 to 2.34',
		`building of '${drv}!out' from .drv file killed after writing more than 100 bytes of log output`,
		{kind: 'log-limit', limit: 100},
	],
	['≤ 2.3', `builder for '${drv}' failed to produce output path '${out}'`, {kind: 'no-output'}],
	[
		'2.4 and later',
		`builder for '${drv}' failed to produce output path for output 'out' at "${out}"`,
		{kind: 'no-output'},
	],
	[
		'all',
		`derivation '${drv}' may not be deterministic: output '${out}' differs from '${out}.check'`,
		{kind: 'not-deterministic'},
	],
	[
		'2.26',
		`a 'aarch64-darwin' with features {} is required to build '${drv}', but I am a 'x86_64-linux' with features {kvm}`,
		{kind: 'system'},
	],
	['≤ 2.3', `a 'aarch64-darwin' is required to build '${drv}', but I am a 'x86_64-linux'`, {kind: 'system'}],
	[
		'≥ 2.31',
		`Cannot build '${drv}'.\nReason: required system or feature not available\nRequired system: 'x' with features {kvm}`,
		{kind: 'system'},
	],
	['≥ 2.35', `Cannot build '${drv}'.\nReason: platform mismatch\nRequired system: 'aarch64-darwin'`, {kind: 'system'}],
	['≥ 2.35', `Cannot build '${drv}'.\nReason: missing system features\nRequired features: {kvm}`, {kind: 'system'}],
	['≥ 2.35', `Cannot build '${drv}'.\nReason: local builds are disabled (max-jobs = 0)`, {kind: 'system'}],
	['later', `Cannot build '${drv}'.\nReason: the moon is full`, {kind: 'other'}],
	[
		'≥ 2.4',
		`hash mismatch in fixed-output derivation '${drv}':\n  specified: sha256-AAA=\n     got:    sha256-uVH=`,
		{kind: 'hash-mismatch', wanted: 'sha256-AAA=', got: 'sha256-uVH='},
	],
	[
		'Lix',
		`hash mismatch in fixed-output derivation '${drv}':\n      likely URL: https://example.org/a\n       specified: sha256-AAA=\n             got: sha256-uVH=\n   expected path: ${out}\n        got path: ${out}`,
		{kind: 'hash-mismatch', wanted: 'sha256-AAA=', got: 'sha256-uVH='},
	],
];

for (const [versions, text, expected] of failures) {
	test(`failed (${versions}): ${text
		.split('\n')
		.at(text.startsWith('Cannot') ? 1 : 0)
		?.replace(drv, 'DRV')}`, (t) => {
		const {derivation, reason, storeUri} = failure(text);
		t.is(derivation, drv);
		t.is(storeUri, undefined);
		t.deepEqual(
			{...reason, message: ''},
			{
				exitCode: undefined,
				signal: undefined,
				limit: undefined,
				wanted: undefined,
				got: undefined,
				message: '',
				kind: 'other',
				...expected,
			},
		);
		t.true(reason.message.startsWith(text.split(/[;\n]/, 1)[0]!));
	});
}

test('failures that name an output, or nothing', (t) => {
	t.like(failure(`hash mismatch in fixed-output derivation '${out}':\n  wanted: sha256:0aa\n  got:    sha256:1bb`), {
		derivation: undefined,
		outputPath: out,
		reason: {kind: 'hash-mismatch', wanted: 'sha256:0aa', got: 'sha256:1bb'},
	});
	t.like(
		failure(`fixed-output derivation produced path '${out}' with sha256 hash '1bb' instead of the expected hash '0aa'`),
		{
			outputPath: out,
			reason: {kind: 'hash-mismatch', wanted: '0aa', got: '1bb'},
		},
	);
	t.like(failure(`output '${out}' is not allowed to refer to the following paths:\n  ${out}`), {
		outputPath: out,
		reason: {kind: 'other'},
	});
	t.like(failure('timed out after 2 seconds'), {derivation: undefined, reason: {kind: 'timeout', limit: 2}});
	t.like(failure("unable to start any build; either increase '--max-jobs' or enable remote builds."), {
		reason: {kind: 'system'},
	});
});

test('the repeated end of the log is told apart from the message', (t) => {
	const old = failure(
		`builder for '${drv}' failed with exit code 3;\nlast 3 log lines:\n> checking\n>   indented\n> error: it broke\nFor full logs, run 'nix log ${drv}'.`,
	);
	t.deepEqual(old.logTail, ['checking', '  indented', 'error: it broke']);
	t.is(old.reason.message, `builder for '${drv}' failed with exit code 3`);
	const current = failure(
		`Cannot build '${drv}'.\nReason: builder failed with exit code 3.\nOutput paths:\n  ${out}\nLast 2 log lines:\n> timed out after 7 seconds\n> \nFor full logs, run:\n  nix log ${drv}`,
	);
	t.deepEqual(current.logTail, ['timed out after 7 seconds', '']);
	t.is(current.reason.kind, 'exit-code');
	t.deepEqual(failure(`builder for '${drv}' failed with exit code 3; last 2 log lines:\n  a\n  b`).logTail, ['a', 'b']);
});

test('a remote failure names the builder and the true reason', (t) => {
	const uri = 'ssh-ng://root@127.0.0.1?remote-program=/x/nix-daemon';
	t.like(
		failure(
			`build of '${drv}' on '${uri}' failed: builder for '${drv}' failed due to signal 11 (Segmentation fault);\nlast 1 log lines:\n> next`,
		),
		{
			derivation: drv,
			storeUri: uri,
			logTail: ['next'],
			reason: {kind: 'signal', signal: 11},
		},
	);
	t.like(failure(`build of '${drv}' on '${uri}' failed: error: path is gone`), {
		derivation: drv,
		storeUri: uri,
		reason: {kind: 'other', message: 'path is gone'},
	});
});

test('failed dependencies, in the words of all versions', (t) => {
	for (const text of [
		`1 dependencies of derivation '${drv}' failed to build`,
		`cannot build derivation '${drv}': 2 dependencies couldn't be built`,
		`Cannot build '${drv}'.\nReason: 1 dependency failed.\nOutput paths:\n  ${out}`,
		`Cannot build '${drv}'.\nReason: 3 dependencies failed.\nOutput paths:\n  ${out}`,
	]) {
		t.like(parseMessage(printed(text)), {kind: 'dependency-failed', derivation: drv});
	}
});

test('a build failure at the end of an evaluation trace is still one', (t) => {
	const text = `error:\n       … while calling the 'import' builtin\n         at /x.nix:1:1:\n            1| import ./y\n\n       error: builder for '${drv}' failed with exit code 3`;
	t.like(parseMessage(text), {kind: 'build-failed', derivation: drv, reason: {kind: 'exit-code', exitCode: 3}});
	t.deepEqual(parseMessage(text.replace(/error: builder.*/, 'error: this is the thrown message')), {
		kind: 'error',
		message: 'this is the thrown message',
	});
});

test('any other store folder, and quotes of both kinds', (t) => {
	const elsewhere = drv.replace('/nix/store', '/home/me/my.store/nix/store');
	t.like(parseMessage(`error: builder for "${elsewhere}" failed with exit code 1`), {derivation: elsewhere});
	t.is(parseMessage("error: builder for '/tmp/x.drv' failed with exit code 1").kind, 'build-failed');
});

test('last words of a command', (t) => {
	t.like(parseMessage(`error: build of '${drv}', '${other}' failed`), {
		kind: 'builds-failed',
		derivations: [drv, other],
	});
	t.like(parseMessage('\u001B[31;1merror:\u001B[0m interrupted by the user'), {kind: 'interrupted'});
	t.like(parseMessage('error: program "/etc/nix/upload" failed with exit code 7'), {
		kind: 'program-failed',
		program: '/etc/nix/upload',
		exitCode: 7,
	});
});

test('substituters and substitutions', (t) => {
	const url = 'http://127.0.0.1:1/cache/nix-cache-info';
	const why = "Couldn't connect to server (7)";
	t.like(parseMessage(`warning: error: unable to download '${url}': ${why}; retrying in 293 ms`), {
		kind: 'substituter-problem',
		severity: 'warning',
		uri: url,
		retrying: true,
	});
	// An error record, and a warning all the same.
	t.like(
		parseMessage(
			`\u001B[35;1mwarning:\u001B[0m unable to download '${url}': ${why}`,
			`unable to download '${url}': ${why}`,
		),
		{
			kind: 'substituter-problem',
			severity: 'warning',
			retrying: false,
		},
	);
	t.like(parseMessage(`error: unable to download '${url}': HTTP error 404`), {
		kind: 'substituter-problem',
		severity: 'error',
	});
	t.like(parseMessage(`error: some references of path '${out}' could not be realised`), {
		kind: 'substitution-failed',
		path: out,
	});
	t.like(parseMessage(`error: path '${out}' is required, but there is no substituter that can build it`), {
		kind: 'substitution-failed',
		path: out,
	});
	t.like(
		parseMessage(
			`error: some substitutes for the outputs of derivation '${drv}' failed (usually happens due to networking issues)`,
		),
		{
			kind: 'substitution-failed',
			derivation: drv,
		},
	);
});

test('the plan', (t) => {
	t.deepEqual(parseMessage('this derivation will be built:'), {kind: 'plan-builds', count: 1});
	t.deepEqual(parseMessage('these 61 derivations will be built:'), {kind: 'plan-builds', count: 61});
	t.deepEqual(parseMessage('these derivations will be built:'), {kind: 'plan-builds', count: undefined});
	t.deepEqual(parseMessage('these 41 paths will be fetched (11.9 MiB download, 1.5 GiB unpacked):'), {
		kind: 'plan-fetches',
		count: 41,
		downloadBytes: Math.round(11.9 * 1024 ** 2),
		unpackedBytes: 1.5 * 1024 ** 3,
	});
	t.like(parseMessage('this path will be fetched (12.3 KiB download, 2.0 TiB unpacked):'), {
		count: 1,
		downloadBytes: Math.round(12.3 * 1024),
		unpackedBytes: 2 * 1024 ** 4,
	});
	t.like(parseMessage('these paths will be fetched (0.00 MiB download, 0.00 MiB unpacked):'), {
		downloadBytes: 0,
		unpackedBytes: 0,
	});
	t.deepEqual(parseMessage("don't know how to build these paths (may be caused by read-only store access):"), {
		kind: 'plan-unknown',
	});
	t.deepEqual(parseMessage(`  ${drv}`), {kind: 'plan-derivation', path: drv});
	t.deepEqual(parseMessage(`  ${out}`), {kind: 'plan-path', path: out});
	t.is(parseMessage(`  ${out} more`).kind, 'info');
});

test('severity comes from the text, not from the level', (t) => {
	t.deepEqual(parseMessage("\u001B[35;1mwarning:\u001B[0m Git tree '/x' is dirty"), {
		kind: 'warning',
		message: "Git tree '/x' is dirty",
	});
	t.deepEqual(parseMessage('evaluation warning: old'), {kind: 'warning', message: 'old'});
	t.like(parseMessage("error (ignored): cannot find flake 'x'"), {kind: 'warning', message: "cannot find flake 'x'"});
	t.deepEqual(parseMessage('trace: multi\nline'), {kind: 'trace', message: 'multi\nline'});
	t.deepEqual(parseMessage('note: keeping build directory'), {kind: 'note', message: 'keeping build directory'});
	t.deepEqual(parseMessage("evaluating file '/x/default.nix'"), {kind: 'evaluating-file', file: '/x/default.nix'});
	t.deepEqual(parseMessage('finding garbage collector roots...'), {
		kind: 'info',
		message: 'finding garbage collector roots...',
	});
	t.deepEqual(parseMessage("error: attribute 'x' missing"), {kind: 'error', message: "attribute 'x' missing"});
	t.deepEqual(parseMessage('error: curl timed out after 9 seconds'), {
		kind: 'error',
		message: 'curl timed out after 9 seconds',
	});
	t.deepEqual(parseMessage(''), {kind: 'info', message: ''});
});
