import {openTape} from '../inputs/open-tape.js';
import type {Tape} from '../inputs/tape.js';
import {UserMistake} from './complain.js';

/** @throws UserMistake when the file cannot be read. */
export async function openTapeOf(file: string): Promise<Tape> {
	try {
		return await openTape(file);
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		throw new UserMistake(code === 'ENOENT' ? `${file}: no such file` : message);
	}
}
