/** nixscope's own options, which stand before the subcommand of Nix or before `--`. */
export type Options = {
	readonly record?: string;
	readonly store?: string;
	readonly speed?: number;
	readonly json?: boolean;
	readonly plain?: boolean;
	readonly full?: boolean;
	readonly inline?: boolean;
	readonly noColor?: boolean;
	readonly help?: boolean;
	readonly version?: boolean;
};

export type OptionRow = {
	readonly name: keyof Options;
	readonly flag: string;
	readonly short?: string;
	/** What stands for its value in the help; absent for a switch. */
	readonly value?: string;
	readonly description: string;
};

export const optionTable: readonly OptionRow[] = [
	{
		name: 'record',
		flag: '--record',
		value: 'FILE',
		description: 'write a recording to FILE (packed when it ends in .gz)',
	},
	{
		name: 'store',
		flag: '--store',
		value: 'DIR',
		description: 'the store that the build uses, when it is not the usual one',
	},
	{name: 'speed', flag: '--speed', value: 'N|max', description: 'speed of replay and demo'},
	{name: 'json', flag: '--json', description: 'report as JSON; on a pipe: the input is Nix’s JSON log'},
	{name: 'plain', flag: '--plain', description: 'plain lines, without a screen and escape sequences'},
	{name: 'full', flag: '--full', description: 'begin with the full screen'},
	{name: 'inline', flag: '--inline', description: 'begin below the shell’s output (the default)'},
	{name: 'noColor', flag: '--no-color', description: 'no colours (as NO_COLOR=1)'},
	{name: 'help', flag: '--help', short: '-h', description: 'show this'},
	{name: 'version', flag: '--version', short: '-V', description: 'show the version of nixscope'},
];

export type ParsedOptions =
	| {readonly kind: 'options'; readonly options: Options; readonly operands: readonly string[]}
	| {readonly kind: 'error'; readonly message: string};

/**
 * Reads options up to the first operand, or to `--` (which is left in front of the operands).
 *
 * @param scope `front`: stop at the first operand. `all`: options may stand between operands.
 */
export function parseOptions(args: readonly string[], scope: 'front' | 'all'): ParsedOptions {
	const options: Record<string, string | number | boolean> = {};
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
			return {kind: 'error', message: `unknown option ${flag}`};
		}

		if (row.value === undefined) {
			if (equals !== -1) {
				return {kind: 'error', message: `${flag} takes no value`};
			}

			options[row.name] = true;
			continue;
		}

		const text = equals === -1 ? args[++index] : word.slice(equals + 1);
		if (text === undefined || text === '') {
			return {kind: 'error', message: `${flag} needs a value: ${flag} ${row.value}`};
		}

		const value = row.name === 'speed' ? parseSpeed(text) : text;
		if (value === undefined) {
			return {kind: 'error', message: `${flag} is a number above 0 or max, not ${text}`};
		}

		options[row.name] = value;
	}

	return {kind: 'options', options, operands};
}

function isOption(word: string): boolean {
	return word.startsWith('-') && word !== '-';
}

function parseSpeed(text: string): number | undefined {
	if (text === 'max') {
		return Number.POSITIVE_INFINITY;
	}

	const speed = Number(text.replace(/[x×]$/, ''));
	return Number.isFinite(speed) && speed > 0 ? speed : undefined;
}
