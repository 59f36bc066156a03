import {closeSync, openSync, writeSync} from 'node:fs';

const bufferedCharacters = 1 << 20;

/** Writes a file line by line in large pieces. */
export function writeLog(file: string, produce: (write: (line: string) => void) => void): void {
	const descriptor = openSync(file, 'w');
	let text = '';
	produce((line) => {
		text += line;
		if (text.length > bufferedCharacters) {
			writeSync(descriptor, text);
			text = '';
		}
	});
	writeSync(descriptor, text);
	closeSync(descriptor);
}
