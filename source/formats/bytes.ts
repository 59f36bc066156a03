import prettyBytes from 'pretty-bytes';

const step = 1024;

/** One decimal from here on, whatever the number: GiB. */
const alwaysDecimalExponent = 3;

/**
 * `28.4 GiB`, `402 MiB`, `4.1 MiB`, `0 B`: one decimal from GiB up and below 10 of any unit but bytes, else whole.
 * Rounded down, as pretty-bytes does with a fixed number of digits: what is not complete never looks complete.
 *
 * @param bytes What is not a positive, finite number counts as 0.
 */
export function formatBytes(bytes: number): string {
	const whole = bytes > 0 && Number.isFinite(bytes) ? Math.round(bytes) : 0;
	const fractionDigits = fractionDigitsFor(whole);
	return prettyBytes(whole, {
		binary: true,
		minimumFractionDigits: fractionDigits,
		maximumFractionDigits: fractionDigits,
	});
}

/** Like formatBytes, per second: `18 MiB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
	return `${formatBytes(bytesPerSecond)}/s`;
}

function fractionDigitsFor(bytes: number): 0 | 1 {
	let value = bytes;
	let exponent = 0;
	while (value >= step) {
		value /= step;
		exponent++;
	}

	return exponent > 0 && (exponent >= alwaysDecimalExponent || value < 10) ? 1 : 0;
}
