/**
 * Select Graphic Rendition (`ESC [ … m`, ECMA-48 8.3.117): which codes of a log's own colours are let through, and
 * what is in force after them.
 */
export type SgrState = {
	/** Codes in force, by what they set: `foreground` → `31`, `bold` → `1`. */
	readonly codes: Map<string, string>;
};

export function emptySgrState(): SgrState {
	return {codes: new Map()};
}

/** One sequence that puts the state in force, or nothing. */
export function openSgr(state: SgrState): string {
	return state.codes.size === 0 ? '' : `\x1b[${[...state.codes.values()].join(';')}m`;
}

/**
 * Applies the parameters of one sequence (`1;31`, `38:5:208`) to the state.
 *
 * @returns The sequence to print, in the form every terminal knows; empty when nothing of it is let through. Blinking,
 * concealed text, fonts and frames are not: they hide or disturb what a user has to read.
 */
export function applySgr(state: SgrState, parameters: string): string {
	const printed: string[] = [];
	for (const [slot, code] of readCodes(parameters)) {
		printed.push(code);
		if (slot === 'reset') {
			state.codes.clear();
		} else if (slot.startsWith('-')) {
			for (const cleared of slot.slice(1).split(',')) {
				state.codes.delete(cleared);
			}
		} else {
			state.codes.set(slot, code);
		}
	}

	return printed.length === 0 ? '' : `\x1b[${printed.join(';')}m`;
}

/** The sanitised text without its colours (30–37, 38, 90–97 and backgrounds); bold, dim, underline and inverse stay. */
export function withoutColours(text: string): string {
	if (!text.includes('\x1b')) {
		return text;
	}

	return text.replace(/\x1b\[([\d;:]*)m/g, (_, parameters: string) => {
		const kept = readCodes(parameters)
			.filter(([slot]) => !/ground|underlineColour/.test(slot))
			.map(([, code]) => code);
		return kept.length === 0 ? '' : `\x1b[${kept.join(';')}m`;
	});
}

/** Slot that a single code sets; with `-` the slots it clears. */
const slots = new Map<number, string>([
	[0, 'reset'],
	[1, 'bold'],
	[2, 'dim'],
	[3, 'italic'],
	[4, 'underline'],
	[7, 'inverse'],
	[9, 'struck'],
	[21, 'underline'],
	[22, '-bold,dim'],
	[23, '-italic'],
	[24, '-underline'],
	[27, '-inverse'],
	[29, '-struck'],
	[39, '-foreground'],
	[49, '-background'],
	[59, '-underlineColour'],
]);
for (let colour = 0; colour < 8; colour++) {
	slots.set(30 + colour, 'foreground');
	slots.set(90 + colour, 'foreground');
	slots.set(40 + colour, 'background');
	slots.set(100 + colour, 'background');
}

/** Codes that are followed by `5;n` or `2;r;g;b`. */
const extendedSlots = new Map<number, string>([
	[38, 'foreground'],
	[48, 'background'],
	[58, 'underlineColour'],
]);

function readCodes(parameters: string): [slot: string, code: string][] {
	const found: [string, string][] = [];
	const fields = parameters.split(';');
	for (let index = 0; index < fields.length; index++) {
		const parts = fields[index]!.split(':').map(Number);
		const code = parts[0]!;
		const extended = extendedSlots.get(code);
		if (extended !== undefined) {
			// Without colons the colour stands in the fields that follow.
			const isSplit = parts.length === 1;
			const values = isSplit ? fields.slice(index + 1, index + 5).map(Number) : withoutColourSpace(parts.slice(1));
			const length = values[0] === 5 ? 2 : 4;
			if (isSplit) {
				index += length;
			}

			if ((values[0] === 5 || values[0] === 2) && values.length >= length && values.every(isByte)) {
				found.push([extended, [code, ...values.slice(0, length)].join(';')]);
			}
		} else if (code === 4 && parts.length > 1) {
			// `4:3` is a curly underline, `4:0` none.
			found.push(parts[1] === 0 ? ['-underline', '24'] : ['underline', '4']);
		} else {
			const slot = slots.get(code);
			if (slot !== undefined) {
				found.push([slot, String(code)]);
			}
		}
	}

	return found;
}

/** `2::r:g:b` names a colour space (mostly empty) that the form with semicolons has no place for. */
function withoutColourSpace(values: readonly number[]): readonly number[] {
	return values[0] === 2 && values.length > 4 ? [2, ...values.slice(2)] : values;
}

function isByte(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value <= 255;
}
