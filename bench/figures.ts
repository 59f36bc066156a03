/** Figures as they stand in the table. */

export function milliseconds(value: number): string {
	return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`;
}

export function times(value: number): string {
	return `${value.toFixed(2)} ×`;
}

export function percent(value: number): string {
	return `${value.toFixed(1)} %`;
}

export function mebibytes(bytes: number): string {
	return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
