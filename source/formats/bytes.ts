import prettyBytes from 'pretty-bytes';

const step = 1024;

/** One decimal from here on, whatever the number: GiB. */
const alwaysDecimalExponent = 3;

/** ` B`, ` KiB`, …: with a fixed number of digits pretty-bytes asks Intl each time, and that was a tenth of a frame. */
const units = Array.from({length: 9}, (_, exponent) => prettyBytes(step ** exponent, {binary: true}).slice(1));

/**
 * `28.4 GiB`, `402 MiB`, `4.1 MiB`, `0 B`: one decimal from GiB up and below 10 of any unit but bytes, else whole.
 * Rounded down: what is not complete never looks complete.
 *
 * @param bytes What is not a positive, finite number counts as 0.
 */
export function formatBytes(bytes: number): string {
	const {value, exponent} = scaled(bytes);
	return hasDecimal(value, exponent)
		? (Math.floor(value * 10) / 10).toFixed(1) + units[exponent]
		: Math.floor(value) + units[exponent]!;
}

/**
 * Like formatBytes, but to the nearest, as Nix rounds what it reports: the size of something that is there in full.
 *
 * @param bytes What is not a positive, finite number counts as 0.
 */
export function formatSize(bytes: number): string {
	const {value, exponent} = scaled(bytes);
	if (hasDecimal(value, exponent)) {
		const number = value.toFixed(1);
		if (exponent >= alwaysDecimalExponent ? Number(number) < step : number !== '10.0') {
			return number + units[exponent];
		}
	}

	const whole = Math.round(value);
	// Rounded it may be the next unit: 1023.7 KiB is 1.0 MiB.
	return whole < step || exponent === units.length - 1 ? whole + units[exponent]! : `1.0${units[exponent + 1]}`;
}

function scaled(bytes: number): {readonly value: number; readonly exponent: number} {
	let value = bytes > 0 && Number.isFinite(bytes) ? Math.round(bytes) : 0;
	let exponent = 0;
	while (value >= step && exponent < units.length - 1) {
		value /= step;
		exponent++;
	}

	return {value, exponent};
}

function hasDecimal(value: number, exponent: number): boolean {
	return exponent > 0 && (exponent >= alwaysDecimalExponent || value < 10);
}

/** Like formatBytes, per second: `18 MiB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
	return `${formatBytes(bytesPerSecond)}/s`;
}
