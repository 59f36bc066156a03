import type {Build, BuildStatus} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes} from '../formats/bytes.js';
import {displayName, shortName} from './short-name.js';
import {expectedBeside, transferAmount} from './transfer-amount.js';

/** A running build that says nothing this long is pointed out. */
export const silentAfterMs = 5 * 60 * 1000;

/** What a build that has not started waits for, in words; empty when that is not known. */
export function waitWords(build: Build, isRoot: boolean, remaining: Int32Array): string {
	const {status} = build;
	if (status.name === 'waiting' && status.for !== 'inputs') {
		return {
			slot: 'waits for a slot',
			lock: 'waits for a lock',
			machine: 'waits for a machine',
			'build-user': 'waits for a build user',
		}[status.for];
	}

	let count = 0;
	let longest: Build | undefined;
	for (const input of build.inputs) {
		if (isUnfinished(input.status)) {
			count++;
			if (longest === undefined || remaining[input.index]! > remaining[longest.index]!) {
				longest = input;
			}
		}
	}

	let transfer: Transfer | undefined;
	for (const input of build.inputTransfers) {
		if (input.status.name === 'planned' || input.status.name === 'running') {
			count++;
			transfer ??= input;
		}
	}

	const first = longest ?? transfer;
	if (first === undefined) {
		return status.name === 'waiting' ? 'waits' : '';
	}

	if (isRoot && count > 1) {
		return `waits for ${count}`;
	}

	return `waits for ${displayName(first.name)}${count > 1 ? ` and ${count - 1} more` : ''}`;
}

function isUnfinished({name}: BuildStatus): boolean {
	return name === 'planned' || name === 'waiting' || name === 'running';
}

export function blockedWords(culprit: Build | undefined): string {
	return culprit === undefined ? 'blocked' : `blocked: ${shortName(culprit.name)} failed`;
}

/** What a remote build does before and after the builder runs: the word of the phase column and what stands behind. */
export function remoteWords(
	state: BuildState,
	build: Build,
	step: 'connect' | 'upload-lock' | 'copy-dependencies' | 'copy-outputs',
): {readonly phase: string; readonly detail: string} {
	switch (step) {
		case 'connect':
			return {phase: 'connect', detail: ''};
		case 'upload-lock':
			return {phase: 'wait', detail: 'upload lock'};
		case 'copy-dependencies':
			return {phase: 'copy', detail: copyWords(state, build, 'upload', 'up')};
		case 'copy-outputs':
			return {phase: 'copy', detail: copyWords(state, build, 'download', 'down')};
	}
}

/** `41 of 88 MiB up`: what is on its way between this machine and the builder. */
function copyWords(state: BuildState, build: Build, kind: Transfer['kind'], direction: string): string {
	let done = 0;
	let expected = 0;
	for (const transfer of state.transfers) {
		if (transfer.status.name === 'running' && transfer.kind === kind && transfer.host === build.host) {
			const amount = transferAmount(transfer);
			done += amount.done;
			expected += amount.expected;
		}
	}

	if (expected === 0) {
		return direction;
	}

	const unit = formatBytes(done).split(' ')[1];
	const beside = expectedBeside({done, expected});
	return beside.includes(' ', 3)
		? `${formatBytes(done)} ${beside} ${direction}`
		: `${formatBytes(done).split(' ')[0]} ${beside} ${unit} ${direction}`;
}
