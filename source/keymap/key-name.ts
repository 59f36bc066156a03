/** A pressed key as Ink's useInput reports it; only what is used of it. */
export type KeyPress = {
	readonly upArrow?: boolean;
	readonly downArrow?: boolean;
	readonly leftArrow?: boolean;
	readonly rightArrow?: boolean;
	readonly pageUp?: boolean;
	readonly pageDown?: boolean;
	readonly home?: boolean;
	readonly end?: boolean;
	readonly return?: boolean;
	readonly escape?: boolean;
	readonly tab?: boolean;
	readonly shift?: boolean;
	readonly backspace?: boolean;
	readonly delete?: boolean;
	readonly ctrl?: boolean;
	readonly meta?: boolean;
};

/** One printable character, `ctrl+z`, `alt+c`, or one of the names below. */
export type KeyName = string;

const named: ReadonlyArray<readonly [keyof KeyPress, KeyName]> = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'page-up'],
	['pageDown', 'page-down'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'backspace'],
];

/** The name under which a key stands in the key map. */
export function keyName(input: string, key: KeyPress): KeyName {
	for (const [property, name] of named) {
		if (key[property]) {
			return name;
		}
	}

	if (key.ctrl) {
		return `ctrl+${input}`;
	}

	if (key.meta) {
		return `alt+${input}`;
	}

	return input === ' ' ? 'space' : input;
}
