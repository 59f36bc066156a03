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
	let value = bytes > 0 && Number.isFinite(bytes) ? Math.round(bytes) : 0;
	let exponent = 0;
	while (value >= step && exponent < units.length - 1) {
		value /= step;
		exponent++;
	}

	const hasDecimal = exponent > 0 && (exponent >= alwaysDecimalExponent || value < 10);
	const number = hasDecimal ? (Math.floor(value * 10) / 10).toFixed(1) : String(Math.floor(value));
	return number + units[exponent];
}

/** Like formatBytes, per second: `18 MiB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
	return `${formatBytes(bytesPerSecond)}/s`;
}
