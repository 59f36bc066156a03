/** How keys that have no letter are printed; the signs of the screen have this shape (formats/symbols.ts). */
export type KeySigns = {
	readonly keyUpDown: string;
	readonly keyLeftRight: string;
	readonly keyEnter: string;
	readonly keyBackspace: string;
};

/** For texts outside the terminal. */
export const plainKeySigns: KeySigns = {keyUpDown: '↑↓', keyLeftRight: '←→', keyEnter: '⏎', keyBackspace: '⌫'};
