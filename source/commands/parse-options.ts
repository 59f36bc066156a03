import {editDistance} from './command-table.js';
import {optionHabit} from './option-habits.js';
import {type OptionRow, type Options, optionTable} from './option-table.js';
import {OptionMistake} from './option-values.js';

export type ParsedOptions =
	| {readonly kind: 'options'; readonly options: Options; readonly operands: readonly string[]}
	| {readonly kind: 'error'; readonly message: string};

/** So many letters of an option may have one wrong among them for it to be meant. */
const LETTERS_PER_MISTAKE = 4;

/**
 * Reads options up to the first operand, or to `--` (which is left in front of the operands).
 *
 * @param scope `front`: stop at the first operand. `all`: options may stand between operands.
 */
export function parseOptions(args: readonly string[], scope: 'front' | 'all'): ParsedOptions {
	const options: Record<string, unknown> = {};
	const operands: string[] = [];
	for (let index = 0; index < args.length; index++) {
		const word = args[index]!;
		if (word === '--' || (!isOption(word) && scope === 'front')) {
			return {kind: 'options', options, operands: [...operands, ...args.slice(index)]};
		}

		if (!isOption(word)) {
			operands.push(word);
			continue;
		}

		const equals = word.startsWith('--') ? word.indexOf('=') : -1;
		const flag = equals === -1 ? word : word.slice(0, equals);
		const row = optionTable.find((candidate) => candidate.flag === flag || candidate.short === flag);
		if (row === undefined) {
			return {kind: 'error', message: unknownOption(flag)};
		}

		if (row.value === undefined) {
			if (equals !== -1) {
				return {kind: 'error', message: `${flag} takes no value`};
			}

			options[row.name] = true;
			continue;
		}

		const isLeftOut = equals === -1 && row.withoutValue !== undefined && !/^\d/.test(args[index + 1] ?? '');
		const text = isLeftOut ? row.withoutValue : equals === -1 ? args[++index] : word.slice(equals + 1);
		if (text === undefined || text === '') {
			return {kind: 'error', message: `${flag} needs a value: ${flag} ${row.value}`};
		}

		const texts = [text];
		// What takes a list has no other words behind it: --root A B.
		while (row.isList && scope === 'all' && equals === -1 && isValue(args[index + 1])) {
			texts.push(args[++index]!);
		}

		try {
			for (const value of texts) {
				options[row.name] = readOption(row, value, options[row.name]);
			}
		} catch (error) {
			if (error instanceof OptionMistake) {
				return {kind: 'error', message: `${flag} ${error.message}`};
			}

			throw error;
		}
	}

	return {kind: 'options', options, operands};
}

/** `unknown option --dryrun; did you mean --dry-run?` */
function unknownOption(flag: string): string {
	const habit = optionHabit(flag);
	if (habit !== undefined) {
		return `unknown option ${flag}: ${habit}`;
	}

	const flags = optionTable.map((row) => row.flag);
	const begun = flag.length > '--'.length ? flags.filter((one) => one.startsWith(flag)) : [];
	const mistyped = flags
		.map((one) => ({one, distance: editDistance(flag, one)}))
		.filter(({one, distance}) => distance <= one.length / LETTERS_PER_MISTAKE)
		.sort((a, b) => a.distance - b.distance);
	const meant = begun.length === 1 ? begun[0] : mistyped[0]?.one;
	return `unknown option ${flag}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** Names of links may have commas; words of our own have none. */
function readOption({read, isList}: OptionRow, text: string, before: unknown): unknown {
	if (!isList) {
		return read === undefined ? text : read(text);
	}

	const values = read === undefined ? [text] : text.split(',').map((part) => read(part));
	return [...((before as unknown[] | undefined) ?? []), ...values];
}

/**
 * @param isStoreCommand Whether the command reads a store; else it shows builds.
 * @returns The first option that the command does not take, as a message; undefined when it takes all of them.
 */
export function misplacedOption(options: Options, command: string, isStoreCommand: boolean): string | undefined {
	const row = optionTable.find((one) => options[one.name] !== undefined && !takes(one, command, isStoreCommand));
	if (row === undefined) {
		return undefined;
	}

	const {flag, scope} = row;
	const owners = typeof scope === 'string' ? [] : scope.map((name) => `nixscope ${name}`);
	return owners.length > 0
		? `${flag} is an option of ${owners.join(', ')}`
		: `${flag} is an option of commands that ${scope === 'monitor' ? 'show builds' : 'read a store'}`;
}

/** Whether a command takes an option. */
export function takes({scope}: OptionRow, command: string, isStoreCommand: boolean): boolean {
	if (typeof scope !== 'string') {
		return scope.includes(command);
	}

	return scope === 'all' || (scope === 'store') === isStoreCommand;
}

function isValue(word: string | undefined): word is string {
	return word !== undefined && word !== '' && !isOption(word);
}

function isOption(word: string): boolean {
	return word.startsWith('-') && word !== '-';
}
