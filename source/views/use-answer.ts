import {useRef} from 'react';
import type {KeyPress} from '../keymap/key-name.js';

/**
 * Takes the keys while a question is open. The answer stands nowhere else: it is not rendered, not kept in any state,
 * and forgotten as soon as it is given.
 *
 * @param onAnswer Undefined: the user gives none.
 */
export function useAnswer(onAnswer: (answer: string | undefined) => void): (input: string, key: KeyPress) => void {
	const typed = useRef<string[]>([]);
	return (input, key) => {
		if (key.return) {
			const answer = typed.current.join('');
			typed.current = [];
			onAnswer(answer);
		} else if (key.escape) {
			typed.current = [];
			onAnswer(undefined);
		} else if (key.backspace || key.delete) {
			typed.current.pop();
		} else if (!key.ctrl && !key.meta) {
			typed.current.push(...input);
		}
	};
}
