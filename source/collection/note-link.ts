import {
	accessSync,
	type BigIntStats,
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	openSync,
	readlinkSync,
	readSync,
} from 'node:fs';
import path from 'node:path';
import type {SizedRoot} from '../analyses/answers/answer.js';
import {isLinkRoot, isNameable, UNNAMEABLE} from '../analyses/droppable.js';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import type {LocalStore} from '../store/store-address.js';
import {storePathOf} from '../store/store-path-of.js';
import type {NotedLink} from './journal-line.js';

/** A root of the plan, looked at once more. */
export type NotedRoot = {
	readonly root: SizedRoot;
	readonly noted: NotedLink;
	/** Which file it is; it must be the same when it is removed. */
	readonly device: bigint;
	readonly inode: bigint;
};

/** Why a root stays, in words that follow its link. */
export type KeptRoot = {readonly link: string; readonly reason: string};

/** A regular file in gcroots is empty (Hydra); what is in a larger one is nothing of ours. */
const MOST_FILE_BYTES = 2 ** 16;

/**
 * Looks at the link of a root as it is now, and holds it against the plan: same target, same time.
 *
 * @returns What is to be noted of it, or why it stays.
 */
export function noteLink(root: SizedRoot, {storeDirectory}: LocalStore): NotedRoot | KeptRoot {
	const {link, target} = root;
	const kept = (reason: string): KeptRoot => ({link, reason});
	if (root.protected) {
		return kept(`stays: protected, ${root.protection ?? 'never dropped'}`);
	}

	if (!isLinkRoot(root) || target === null) {
		return kept('stays: it is no link that can be removed');
	}

	if (!isNameable(root)) {
		return kept(UNNAMEABLE);
	}

	try {
		const stat = lstatSync(link, {bigint: true});
		const content = contentOf(link, stat);
		if (content === undefined) {
			return kept('stays: something else stands there now');
		}

		const leadsTo = content.text === null ? path.join(storeDirectory, path.basename(link)) : latin1ToText(content.text);
		if (storePathOf(storeDirectory, leadsTo) !== target) {
			return kept('stays: it leads elsewhere since the plan was made');
		}

		if (root.modifiedAt !== null && Number(stat.mtimeMs) !== root.modifiedAt) {
			return kept('stays: it was made again since the plan was made');
		}

		if (isCurrentNow(root)) {
			return kept('stays: it is the current generation now');
		}

		accessSync(path.dirname(link), constants.W_OK | constants.X_OK);
		const entry = root.entry ?? link;
		return {
			root,
			noted: {
				link,
				entry,
				entryText: entry === link ? null : textOf(entry),
				target,
				kind: root.kind,
				generation: root.generation,
				...content,
				modifiedAt: String(stat.mtimeNs),
				uid: Number(stat.uid),
				gid: Number(stat.gid),
				holdLink: null,
				heldUntil: null,
			},
			device: stat.dev,
			inode: stat.ino,
		};
	} catch (error) {
		return kept(errorCode(error) === 'ENOENT' ? 'is gone already' : `stays: ${fileReason(error)}`);
	}
}

/** @returns Undefined for what is no link and no small regular file. */
export function contentOf(file: string, stat: BigIntStats): Pick<NotedLink, 'text' | 'file'> | undefined {
	if (stat.isSymbolicLink()) {
		return {text: readlinkSync(file, {encoding: 'buffer'}).toString('latin1'), file: null};
	}

	const bytes = stat.isFile() ? smallContent(file, stat) : undefined;
	return bytes === undefined
		? undefined
		: {text: null, file: {mode: Number(stat.mode) & 0o7777, bytes: bytes.toString('base64')}};
}

/** Of the very file that was looked at: in folders of others a link to any secret may stand there by now, or a pipe. */
function smallContent(file: string, stat: BigIntStats): Buffer | undefined {
	const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const opened = fstatSync(descriptor, {bigint: true});
		if (opened.dev !== stat.dev || opened.ino !== stat.ino || !opened.isFile()) {
			return undefined;
		}

		const bytes = Buffer.alloc(MOST_FILE_BYTES + 1);
		const length = readSync(descriptor, bytes, 0, bytes.length, 0);
		return length > MOST_FILE_BYTES ? undefined : bytes.subarray(0, length);
	} finally {
		closeSync(descriptor);
	}
}

function latin1ToText(bytes: string): string {
	return Buffer.from(bytes, 'latin1').toString();
}

function textOf(entry: string): string | null {
	try {
		return readlinkSync(entry);
	} catch {
		return null;
	}
}

/** The profile may have been switched since the plan was made. */
function isCurrentNow({generation, link}: SizedRoot): boolean {
	const text = generation === null ? null : textOf(generation.profile);
	return generation !== null && text !== null && path.resolve(path.dirname(generation.profile), text) === link;
}
