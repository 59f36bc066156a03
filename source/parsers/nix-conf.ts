/** A line of nix.conf. */
export type NixConfLine =
	| {readonly kind: 'setting'; readonly name: string; readonly value: string}
	| {readonly kind: 'include'; readonly file: string; readonly mayBeMissing: boolean};

/**
 * Reads the text of nix.conf or NIX_CONFIG as Nix does (parseConfigFiles in src/libutil/configuration.cc): a `#` begins
 * a comment wherever it stands, spaces in a value become one. Lines that Nix refuses are left out.
 */
export function parseNixConf(text: string): NixConfLine[] {
	const lines: NixConfLine[] = [];
	for (const line of text.split('\n')) {
		const [name, second, ...rest] = line
			.replace(/#.*/s, '')
			.split(/[ \t\r]+/)
			.filter((word) => word !== '');
		if (name === undefined || second === undefined) {
			continue;
		}

		if (name === 'include' || name === '!include') {
			lines.push({kind: 'include', file: second, mayBeMissing: name === '!include'});
		} else if (second === '=') {
			lines.push({kind: 'setting', name, value: rest.join(' ')});
		}
	}

	return lines;
}

/** @returns The value that the text gives a setting last; undefined when it has none. */
export function settingIn(text: string, name: string): string | undefined {
	return parseNixConf(text)
		.filter((line) => line.kind === 'setting')
		.findLast((line) => line.name === name)?.value;
}
