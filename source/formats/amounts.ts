const hour = 3_600_000;
const day = 24 * hour;
const msOfUnit: Readonly<Record<string, number>> = {h: hour, d: day, w: 7 * day, y: 365 * day};

/**
 * `12h`, `30d`, `8w`, `1y`, `1.5d`. No `m`: who means months must not get minutes.
 *
 * @returns Milliseconds; undefined for any other text.
 */
export function parseAge(text: string): number | undefined {
	const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([hdwy])$/.exec(text) ?? [];
	const ms = Number(number) * (msOfUnit[unit] ?? Number.NaN);
	return number !== '' && Number.isFinite(ms) ? ms : undefined;
}

/**
 * `20G`, `20GiB` (binary, as Nix has it), `20GB` (decimal), `500M`, a number of bytes.
 *
 * @returns Bytes above 0; undefined for any other text.
 */
export function parseSize(text: string): number | undefined {
	const [, number = '', prefix = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)(i?b)?$/i.exec(text) ?? [];
	const step = unit.toLowerCase() === 'b' ? 1000 : 1024;
	const bytes = Number(number) * step ** ['', 'k', 'm', 'g', 't'].indexOf(prefix.toLowerCase());
	return number !== '' && bytes > 0 ? Math.ceil(bytes) : undefined;
}
