import {plainLines} from '../formats/sanitise.js';
import {writeOut} from './write-out.js';

/** Something that the user can put right: told in one line, exit code 2. */
export class UserMistake extends Error {}

/** One line of nixscope itself, on stderr. It may name links and command lines of others: nothing in it acts on a terminal. */
export function complain(message: string): void {
	writeOut(2, `nixscope: ${plainLines(message.replaceAll('\r', ' ')).join('\n')}\n`);
}
