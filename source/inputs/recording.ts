import {isUtf8} from 'node:buffer';
import {constants} from 'node:os';
import type {InputDescription, InputEvent} from './input.js';

/**
 * A recording is one JSON document a line: a header, then what the input delivered, in order, with its arrival `at` in
 * milliseconds since the session began. It holds the derivations that were read, so that it replays fully elsewhere.
 *
 * ```
 * {"nixscope":"recording","version":1,"command":["nix","build"],"nixVersion":"2.34.8","startedAt":1795220000989}
 * {"at":0,"kind":"opened","source":0,"bare":false}
 * {"at":57.6,"kind":"bytes","source":0,"text":"@nix {…}\n"}          or "base64" where the bytes are not UTF-8
 * {"at":60,"kind":"derivation","path":"/nix/store/….drv","content":"Derive(…)"}
 * {"at":61,"kind":"version","nixVersion":"2.34.8"}
 * {"at":900,"kind":"closed","source":0}
 * {"at":901,"kind":"end","exitCode":0,"signal":null}
 * ```
 */
export const RECORDING_VERSION = 1;

/** @returns The first line of a recording, with its newline. */
export function formatHeader(description: InputDescription): string {
	return `${JSON.stringify({
		nixscope: 'recording',
		version: RECORDING_VERSION,
		command: description.command,
		nixVersion: description.nixVersion ?? null,
		startedAt: description.startedAt,
	})}\n`;
}

/** @returns A line of a recording, with its newline. */
export function formatEvent(event: InputEvent): string {
	// A tenth of a millisecond is finer than anything that is shown; more digits would double the size of small records.
	const at = Math.round(event.receivedAt * 10) / 10;
	switch (event.kind) {
		case 'bytes':
			return line({at, kind: 'bytes', source: event.source, ...encodeBytes(event.chunk)});
		case 'opened':
			return line({at, kind: 'opened', source: event.source, bare: event.bare});
		case 'closed':
			return line({at, kind: 'closed', source: event.source});
		case 'derivation':
			return line({at, kind: 'derivation', path: event.path, content: event.content});
		case 'version':
			return line({at, kind: 'version', nixVersion: event.nixVersion});
		case 'end':
			return line({at, kind: 'end', exitCode: event.exitCode ?? null, signal: event.signal ?? null});
		case 'restarted':
			// Only a replay starts again, and its recorder has to start again as well.
			return '';
	}
}

/** @returns What the first line says; undefined when it is not the header of a recording that this version can read. */
export function parseHeader(text: string): InputDescription | undefined {
	const header = parseObject(text);
	if (header?.nixscope !== 'recording' || header.version !== RECORDING_VERSION) {
		return undefined;
	}

	const {command, nixVersion, startedAt} = header;
	return {
		command: Array.isArray(command) ? command.filter((word) => typeof word === 'string') : [],
		nixVersion: typeof nixVersion === 'string' ? nixVersion : undefined,
		startedAt: typeof startedAt === 'number' ? startedAt : 0,
	};
}

/** @returns The event; undefined for a line that is damaged or of a kind that is not known. */
export function parseEvent(text: string): InputEvent | undefined {
	const record = parseObject(text);
	const receivedAt = record?.at;
	if (record === undefined || typeof receivedAt !== 'number') {
		return undefined;
	}

	const source = typeof record.source === 'number' ? record.source : 0;
	switch (record.kind) {
		case 'bytes': {
			const chunk = decodeBytes(record);
			return chunk && {kind: 'bytes', source, chunk, receivedAt};
		}

		case 'opened':
			return {kind: 'opened', source, bare: record.bare === true, receivedAt};
		case 'closed':
			return {kind: 'closed', source, receivedAt};
		case 'derivation': {
			const {path, content} = record;
			return typeof path === 'string' && typeof content === 'string'
				? {kind: 'derivation', path, content, receivedAt}
				: undefined;
		}

		case 'version': {
			const {nixVersion} = record;
			return typeof nixVersion === 'string' ? {kind: 'version', nixVersion, receivedAt} : undefined;
		}

		case 'end': {
			const {exitCode, signal} = record;
			return {
				kind: 'end',
				receivedAt,
				exitCode: typeof exitCode === 'number' ? exitCode : undefined,
				signal: isSignal(signal) ? signal : undefined,
			};
		}

		default:
			return undefined;
	}
}

function encodeBytes(chunk: Buffer): {text: string} | {base64: string} {
	// A chunk may end inside a character; text would not give the same bytes back.
	return isUtf8(chunk) ? {text: chunk.toString('utf8')} : {base64: chunk.toString('base64')};
}

function decodeBytes(record: Record<string, unknown>): Buffer | undefined {
	const {text, base64} = record;
	if (typeof text === 'string') {
		return Buffer.from(text, 'utf8');
	}

	return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
}

function isSignal(value: unknown): value is NodeJS.Signals {
	return typeof value === 'string' && Object.hasOwn(constants.signals, value);
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

function line(record: Record<string, unknown>): string {
	return `${JSON.stringify(record)}\n`;
}
