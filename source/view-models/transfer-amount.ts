import type {TransferCounts} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes} from '../formats/bytes.js';

export type Amount = {readonly done: number; readonly expected: number};

/** Bytes of a transfer: those on the wire where Nix tells them, else the unpacked ones. */
export function transferAmount({wireBytes, expectedWireBytes, bytes, expectedBytes}: Transfer): Amount {
	return expectedWireBytes > 0
		? {done: wireBytes, expected: expectedWireBytes}
		: {done: bytes, expected: expectedBytes};
}

/** The same over all transfers of a kind; the plan knows what is to come. */
export function totalAmount(counts: TransferCounts, plannedWireBytes: number): Amount {
	if (counts.expectedWireBytes > 0 || plannedWireBytes > 0) {
		return {done: counts.wireBytes, expected: Math.max(counts.expectedWireBytes, plannedWireBytes)};
	}

	return {done: counts.bytes, expected: counts.expectedBytes};
}

/** `of 120` beside `80 MiB`: the unit once, as long as the number stays short. */
export function expectedBeside({done, expected}: Amount): string {
	if (expected <= 0) {
		return '';
	}

	const whole = formatBytes(expected);
	const [number = '', wholeUnit] = whole.split(' ');
	const unit = formatBytes(done).split(' ')[1] ?? 'B';
	const inUnit =
		unit === wholeUnit
			? number
			: String(Math.round(expected / 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].indexOf(unit)));
	return inUnit.length <= 4 && done > 0 ? `of ${inUnit}` : `of ${whole}`;
}
