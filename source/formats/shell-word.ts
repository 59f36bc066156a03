/** A word as a shell takes it for exactly this text, to be shown and copied. */
export function shellWord(word: string): string {
	if (/^[\w@%+=:,./-]+$/.test(word)) {
		return word;
	}

	// What would act on the terminal, or hide, is spelled out (bash, zsh, ksh, fish ≥ 4 and POSIX of 2024).
	if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u.test(word)) {
		return `$'${[...word].map(spelledOut).join('')}'`;
	}

	return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A file name, with `~/` in front where it is below the home folder. */
export function shellPath(file: string, home: string): string {
	const below = home !== '' && file.startsWith(`${home}/`) ? shellWord(file.slice(home.length + 1)) : undefined;
	return below === undefined ? shellWord(file) : `~/${below}`;
}

function spelledOut(character: string): string {
	if (/^[\w@%+=:,./ -]$/.test(character) || (character > '~' && !/[\p{C}\p{Z}]/u.test(character))) {
		return character;
	}

	return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
