import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Where the program keeps its journal when HOME is the folder. */
export function journalOf(home: string): string {
	return path.join(home, '.local/state/nixscope/undo.jsonl');
}

export function holdsOf(home: string): string {
	return path.join(home, '.local/state/nixscope/holds');
}

/**
 * Moves everything in the journal so many hours back, as if they had passed.
 *
 * @param home HOME of the program.
 */
export function expireHolds(home: string, hours: number): void {
	const file = journalOf(home);
	const text = readFileSync(file, 'utf8').replaceAll(
		/"(time|heldUntil)":(\d+)/g,
		(_, key: string, time: string) => `"${key}":${Number(time) - hours * 3_600_000}`,
	);
	writeFileSync(file, text);
}
