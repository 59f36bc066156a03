import type {GcRequest} from '../../collection/choose-roots.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {spreadLine} from '../cells.js';
import type {FreePrompt} from './explorer-ui.js';
import {parseWish} from './parse-wish.js';
import type {ScreenAction} from './screen.js';
import {wishWords} from './wish-words.js';

/** `free 20G▌  marks roots that free 20.0 GiB of NAR; nothing is dropped yet`, and what is wrong once it was entered. */
export function freePromptLine({text, error}: FreePrompt, columns: number, signs: Signs): Line {
	const typed = [span(' free ', 'bold'), span(plainText(text)), span(' ', 'cursor'), span('  ')];
	const keys = [
		span(signs.keyEnter, 'bold'),
		span(' mark them  ', 'muted'),
		span('Esc', 'bold'),
		span(' cancel', 'muted'),
	];
	const hint = hintOf(text, error);
	const hasRoom = columns - lineWidth({spans: [...typed, hint]}) - lineWidth({spans: keys}) >= 4;
	return spreadLine([...typed, hint], hasRoom ? keys : [], columns, signs);
}

function hintOf(text: string, error: string | undefined): Span {
	if (error !== undefined) {
		return span(plainText(error), 'failed');
	}

	const wish = text.trim() === '' ? undefined : parseWish(text);
	return wish === undefined || typeof wish === 'string'
		? span('a size such as 20G, an age such as 30d, or both', 'muted')
		: span(wishWords(wish), 'muted');
}

/** @returns The prompt as it is then; what is wished when it was entered; undefined when it is left. */
export function reduceFreePrompt(prompt: FreePrompt, action: ScreenAction): FreePrompt | GcRequest | undefined {
	const typed = (text: string): FreePrompt => ({text, error: undefined});
	if (typeof action === 'object') {
		return typed(prompt.text + action.typed);
	}

	switch (action) {
		case 'erase':
			// What is empty stays: one more erase must not leave what lies behind it, too.
			return prompt.text === '' ? prompt : typed([...prompt.text].slice(0, -1).join(''));
		case 'cancel':
			return undefined;
		case 'accept': {
			const wish = parseWish(prompt.text);
			return typeof wish === 'string' ? {...prompt, error: wish} : wish;
		}

		default:
			return prompt;
	}
}
