import {lstatSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {type AddRootsOptions, storeFlag} from './add-roots.js';
import {dropLink, isSameLink} from './drop-link.js';
import {runNixCommand} from './nix-command.js';
import type {NotedRoot} from './note-link.js';
import {isForeignToRoot} from './open-folder.js';

/**
 * Removes generations of one profile through `nix-env --delete-generations`. In a folder that somebody else may change,
 * a root user removes the links directly (drop-link.ts): nix-env takes names, and a name can be swapped.
 *
 * @returns Why links stay, in words that follow them, by link; nothing of those that are gone.
 */
export async function dropGenerations(
	profile: string,
	roots: readonly NotedRoot[],
	options: AddRootsOptions,
): Promise<ReadonlyMap<string, string>> {
	const stays = new Map<string, string>();
	const keep = (root: NotedRoot, reason: string | undefined) => {
		if (reason !== undefined) {
			stays.set(root.noted.link, reason);
		}
	};
	try {
		if (isForeignToRoot(path.dirname(profile))) {
			for (const root of roots) {
				keep(root, dropLink(root));
			}

			return stays;
		}
	} catch (error) {
		return new Map(roots.map((root) => [root.noted.link, `stays: ${fileReason(error)}`]));
	}

	const same = roots.filter((root) => {
		keep(root, changeOf(root));
		return !stays.has(root.noted.link);
	});
	if (same.length === 0) {
		return stays;
	}

	const numbers = same.map(({root}) => root.generation!.number).sort((a, b) => a - b);
	const {isDone, reason} = await runNixCommand(
		['nix-env', ...storeFlag(options.store), '-p', profile, '--delete-generations', ...numbers.map(String)],
		options,
	);
	for (const root of same) {
		if (lstatSync(root.noted.link, {throwIfNoEntry: false}) !== undefined) {
			keep(root, `stays: ${isDone ? 'nix-env left it' : reason}`);
		}
	}

	return stays;
}

function changeOf(root: NotedRoot): string | undefined {
	try {
		return isSameLink(root.noted.link, root) ? undefined : 'stays: something else stands there now';
	} catch (error) {
		return errorCode(error) === 'ENOENT' ? 'is gone already' : `stays: ${fileReason(error)}`;
	}
}
