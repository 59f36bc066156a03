import type {Signs} from '../../formats/symbols.js';

/** `203–214`, `198, 203–205` */
export function numberRanges(numbers: readonly number[], {range}: Signs): string {
	const sorted = [...new Set(numbers)].sort((a, b) => a - b);
	const parts: string[] = [];
	for (let start = 0; start < sorted.length; ) {
		let end = start;
		while (sorted[end + 1] === sorted[end]! + 1) {
			end++;
		}

		const joint = end === start + 1 ? ', ' : range;
		parts.push(end === start ? `${sorted[start]}` : `${sorted[start]}${joint}${sorted[end]}`);
		start = end + 1;
	}

	return parts.join(', ');
}
