import {countOf} from '../../formats/count.js';

/** In a command of a plan, in place of so many paths: too many to be written out, and no word for a shell. */
export function manyPaths(count: number): string {
	return `(${countOf(count, 'path')})`;
}

/** Whether a word of a command stands for others: `(1,204 paths)`, `…`. */
export function standsForOthers(word: string): boolean {
	return word === '…' || /^\([\d,]+ paths?\)$/.test(word);
}
