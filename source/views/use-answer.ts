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
	const give = () => {
		const answer = typed.current.join('');
		typed.current = [];
		onAnswer(answer);
	};

	return (input, key) => {
		if (key.return) {
			give();
		} else if (key.escape) {
			typed.current = [];
			onAnswer(undefined);
		} else if (key.backspace || key.delete) {
			typed.current.pop();
		} else if (!key.ctrl && !key.meta) {
			// A pasted answer comes in one piece with its Enter.
			const [line = '', ...more] = input.split(/[\r\n]/);
			typed.current.push(...line);
			if (more.length > 0) {
				give();
			}
		}
	};
}
