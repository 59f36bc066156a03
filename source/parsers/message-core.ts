import {stripSgr} from './strip-sgr.js';

export type MessageSeverity = 'error' | 'warning' | 'trace' | 'note' | 'info';

export type MessageCore = {
	readonly severity: MessageSeverity;
	/** Without colours, prefix, trace and the indentation of continuation lines. */
	readonly core: string;
};

const prefix =
	/^(error|warning|evaluation warning|note|trace|info|talk|chat|debug|vomit)( \([^)]*\)| \[[^\]]*\])?:(?: |$|(?=\n))/;
/** Nix indents the lines below `error: ` by its length. */
const indentation = '       ';

/**
 * @param text A message as Nix renders it.
 * @param rawText Its `raw_msg`, which only errors have.
 */
export function messageCore(text: string, rawText: string | undefined): MessageCore {
	const plain = stripSgr(text);
	const match = prefix.exec(plain);
	if (rawText !== undefined) {
		// Warnings are error records, too: only the rendered text tells them apart.
		const isWarning = match !== null && (match[1]!.endsWith('warning') || match[2]?.startsWith(' (') === true);
		return {severity: isWarning ? 'warning' : 'error', core: withoutPrefix(stripSgr(rawText))};
	}

	if (match === null) {
		return {severity: 'info', core: plain};
	}

	const rest = plain.slice(match[0].length);
	switch (match[1]) {
		case 'error':
			// "error (ignored)": said, and gone on.
			return match[2]?.startsWith(' (')
				? {severity: 'warning', core: dedent(rest)}
				: {severity: 'error', core: lastError(rest)};
		case 'warning':
		case 'evaluation warning':
			return {severity: 'warning', core: dedent(rest)};
		case 'trace':
		case 'note':
			return {severity: match[1], core: rest};
		default:
			return {severity: 'info', core: rest};
	}
}

/** A trace stands before the error itself, which then has a line of its own. */
function lastError(rest: string): string {
	if (!/^\s*\n/.test(rest)) {
		return dedent(rest);
	}

	const marker = `\n${indentation}error: `;
	const position = rest.lastIndexOf(marker);
	return dedent(position === -1 ? rest.replace(/^\s*\n/, '') : rest.slice(position + marker.length)).trimStart();
}

function withoutPrefix(text: string): string {
	return text.replace(/^error: /, '');
}

function dedent(text: string): string {
	return text.includes(`\n${indentation}`) ? text.replaceAll(`\n${indentation}`, '\n') : text;
}
