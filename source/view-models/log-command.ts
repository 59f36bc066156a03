import type {Build} from '../build/build.js';
import {plainText} from '../formats/sanitise.js';

/** Prints the complete log of a build, also long after. */
export function logCommand({derivationPath, resolvedPath}: Build): string {
	return plainText(`nix log ${resolvedPath ?? derivationPath}`);
}
