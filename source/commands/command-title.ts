import {splitNixArguments, withoutLogOptions} from './wrap/nix-arguments.js';

/** @returns The command as the header shows it: `build -k .#laptop`, without `nix` and the options of the logger. */
export function commandTitle(command: readonly string[]): string {
	const isNix = command[0] === 'nix';
	const {groups, rest} = splitNixArguments(isNix ? command.slice(1) : command, {restAt: ['--', '-c', '--command']});
	const asksForJson = groups.some(([word, value]) => word === '--log-format' && value === 'internal-json');
	const shown = withoutLogOptions(groups).filter(([word]) => !(asksForJson && word === '-v'));
	return [...shown.flat(), ...rest].map(quoteWord).join(' ');
}

/** Only what a shell would not take as one word as it stands. */
function quoteWord(word: string): string {
	return /^[\w@%+=:,./#^*?~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
