import prettyBytes from 'pretty-bytes';

const step = 1024;

/** One decimal from here on, whatever the number: GiB. */
const alwaysDecimalExponent = 3;

/**
 * `28.4 GiB`, `402 MiB`, `4.1 MiB`, `0 B`: one decimal from GiB up and below 10 of any unit but bytes, else whole.
 *
 * @param bytes What is not a positive number counts as 0.
 */
export function formatBytes(bytes: number): string {
	const whole = bytes > 0 ? Math.round(bytes) : 0;
	const fractionDigits = fractionDigitsFor(whole);
	return prettyBytes(whole, {
		binary: true,
		minimumFractionDigits: fractionDigits,
		maximumFractionDigits: fractionDigits,
	});
}

/** Like formatBytes, per second: `18.2 MiB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
	return `${formatBytes(bytesPerSecond)}/s`;
}

function fractionDigitsFor(bytes: number): 0 | 1 {
	let value = bytes;
	let exponent = 0;
	// What would be written as 1024 of a unit is written as 1.0 of the next.
	while (Math.round(value) >= step && exponent < 8) {
		value /= step;
		exponent++;
	}

	if (exponent === 0) {
		return 0;
	}

	return exponent >= alwaysDecimalExponent || value < 9.95 ? 1 : 0;
}
