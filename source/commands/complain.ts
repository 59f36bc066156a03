import {writeOut} from './write-out.js';

/** Something that the user can put right: told in one line, exit code 2. */
export class UserMistake extends Error {}

/** One line of nixscope itself, on stderr. */
export function complain(message: string): void {
	writeOut(2, `nixscope: ${message}\n`);
}
