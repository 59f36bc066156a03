/** The arguments of a Nix command, cut where its own options end. */
export type NixArguments = {
	/** Options and operands of Nix itself. */
	readonly own: readonly string[];
	/** From `--`, `-c` or `--command` on: belongs to the program that Nix runs, and is never touched. */
	readonly rest: readonly string[];
};

/** How many values follow an option. Only those that could be taken for something else matter; the rest is settings. */
const valueCounts: Readonly<Record<string, number>> = {
	'--arg': 2,
	'--argstr': 2,
	'--arg-from-file': 2,
	'--option': 2,
	'--override-input': 2,
	'--override-flake': 2,
	'--redirect': 2,
	'--set-env-var': 2,
	'--arg-from-stdin': 1,
	'--expr': 1,
	'-E': 1,
	'--file': 1,
	'-f': 1,
	'--include': 1,
	'-I': 1,
	'--attr': 1,
	'-A': 1,
	'--out-link': 1,
	'-o': 1,
	'--profile': 1,
	'-p': 1,
	'--store': 1,
	'--eval-store': 1,
	'--builders': 1,
	'--max-jobs': 1,
	'-j': 1,
	'--cores': 1,
	'--log-format': 1,
	'--phase': 1,
	'--unset': 1,
	'-u': 1,
	'--keep': 1,
	'--to': 1,
	'--from': 1,
	'--inputs-from': 1,
	'--reference-lock-file': 1,
	'--output-lock-file': 1,
	'--update-input': 1,
	'--stdin-file': 1,
	'--extra-experimental-features': 1,
	'--experimental-features': 1,
	'--substituters': 1,
	'--extra-substituters': 1,
	'--trusted-public-keys': 1,
	'--extra-trusted-public-keys': 1,
	'--system': 1,
	'--timeout': 1,
	'--max-silent-time': 1,
	'--log-lines': 1,
	'--priority': 1,
	'--suffix': 1,
	'--template': 1,
	'-t': 1,
	'--derivation-path': 1,
};

export type ArgumentRules = {
	/** Words at which another program's arguments begin. */
	readonly restAt: readonly string[];
	/** Options that are followed by values in this command only. */
	readonly valueCounts?: Readonly<Record<string, number>>;
};

/** One option with its values, or one operand. */
export type ArgumentGroup = readonly string[];

export function splitNixArguments(
	args: readonly string[],
	rules: ArgumentRules,
): {groups: ArgumentGroup[]; rest: string[]} {
	const groups: ArgumentGroup[] = [];
	for (let index = 0; index < args.length; ) {
		const word = args[index]!;
		if (rules.restAt.includes(word)) {
			return {groups, rest: args.slice(index)};
		}

		const valueCount = rules.valueCounts?.[word] ?? valueCounts[word] ?? 0;
		groups.push(args.slice(index, index + 1 + valueCount));
		index += 1 + valueCount;
	}

	return {groups, rest: []};
}

/**
 * Takes out what would switch the JSON logger off again: `--log-format`, and `-L` (2.8 goes back to a human log when it
 * follows `--log-format`). Every log line is shown anyway.
 */
export function withoutLogOptions(groups: readonly ArgumentGroup[]): ArgumentGroup[] {
	return groups.flatMap((group) => {
		const word = group[0]!;
		if (word === '-L' || word === '--print-build-logs' || word === '--log-format' || word.startsWith('--log-format=')) {
			return [];
		}

		// Nix reads `-Lv` as `-L -v`.
		if (/^-[a-zA-Z]{2,}/.test(word) && /^-[a-zA-Z]*L/.test(word)) {
			const others = word.replace(/^-([a-zA-Z]*)/, (_, letters: string) => `-${letters.replaceAll('L', '')}`);
			return others === '-' ? [] : [[others, ...group.slice(1)]];
		}

		return [group];
	});
}

/** @returns The groups but those of the named options. */
export function withoutOptions(groups: readonly ArgumentGroup[], names: readonly string[]): ArgumentGroup[] {
	return groups.filter((group) => !names.includes(group[0]!));
}

/** Whether Nix would only show its manual. */
export function asksForHelp(groups: readonly ArgumentGroup[]): boolean {
	return groups.some(([word]) => word === '--help' || word === '-h' || word === '--version');
}
