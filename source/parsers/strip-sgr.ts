/** @returns The text without the colours that Nix puts into its messages. */
export function stripSgr(text: string): string {
	return text.includes('\u001B') ? text.replace(/\u001B\[[\d;:]*m/g, '') : text;
}
