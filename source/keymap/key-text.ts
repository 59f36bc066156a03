import type {KeyEntry} from './key-entry.js';
import type {KeyName} from './key-name.js';
import type {KeySigns} from './key-signs.js';

/** The key as it is printed: `↑`, `PgUp`, `Esc`, `e`. */
export function keyText(key: KeyName, signs: KeySigns): string {
	const isAscii = signs.keyEnter === 'Enter';
	switch (key) {
		case 'up':
			return isAscii ? 'Up' : '↑';
		case 'down':
			return isAscii ? 'Down' : '↓';
		case 'left':
			return isAscii ? 'Left' : '←';
		case 'right':
			return isAscii ? 'Right' : '→';
		case 'page-up':
			return 'PgUp';
		case 'page-down':
			return 'PgDn';
		case 'home':
			return 'Home';
		case 'end':
			return 'End';
		case 'enter':
			return signs.keyEnter;
		case 'escape':
			return 'Esc';
		case 'backspace':
			return signs.keyBackspace;
		case 'tab':
			return 'Tab';
		case 'space':
			return 'Space';
		default:
			return key.replace(/^ctrl\+(.)/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`).replace(/^alt\+/, 'Alt-');
	}
}

/** All keys of an entry: the first of each binding, then the second: `↑ ↓  j k`. */
export function entryKeys(entry: KeyEntry, signs: KeySigns): string {
	if (entry.bindings[0]?.keys[0] === 'page-up') {
		return 'PgUp/Dn';
	}

	// Spelled out the arrows would be wider than the keys of all others.
	const arrows = arrowSigns(entry, signs);
	if (arrows !== undefined) {
		return arrows;
	}

	const digits = entry.bindings.map(({keys}) => keys[0] ?? '');
	if (digits.length > 3 && digits.every((key) => /^\d$/.test(key))) {
		return `${digits[0]} - ${digits.at(-1)}`;
	}

	const most = Math.max(...entry.bindings.map(({keys}) => keys.length));
	const rounds: string[] = [];
	for (let round = 0; round < most; round++) {
		rounds.push(
			entry.bindings
				.flatMap(({keys}) => keys.slice(round, round + 1))
				.map((key) => keyText(key, signs))
				.join(' '),
		);
	}

	return rounds.join(entry.bindings.length > 1 ? '  ' : ' ');
}

function arrowSigns({bindings: [first, second]}: KeyEntry, signs: KeySigns): string | undefined {
	const sign = {up: signs.keyUpDown, left: signs.keyLeftRight}[first?.keys[0] ?? ''];
	return signs.keyEnter === 'Enter' && sign !== undefined
		? [sign, ...[first, second].flatMap((binding) => binding?.keys.slice(1) ?? [])].join(' ')
		: undefined;
}

/** Words beside a key, in signs that the terminal has. */
export function keyWords(text: string, {keyEnter}: KeySigns): string {
	return keyEnter === 'Enter' ? text.replaceAll('…', '...') : text;
}

/** The keys as the footer has them: `↑↓`, `e`, `n N`. */
export function footerKeys(entry: KeyEntry, signs: KeySigns): string {
	const first = entry.bindings.map(({keys}) => keys[0] ?? '');
	switch (first[0]) {
		case 'up':
			return signs.keyUpDown;
		case 'left':
			return signs.keyLeftRight;
		case 'e':
			return 'e';
		case '?':
			return entry.place === 'help' ? '? or Esc' : '?';
		default:
			return first.map((key) => keyText(key, signs)).join(' ');
	}
}
