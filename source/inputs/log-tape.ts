import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import type {InputDescription, InputEvent} from './input.js';
import {isGzip, openBytes} from './open-bytes.js';
import type {Tape} from './tape.js';

/** What stands beside a log `NAME.log` or `NAME.log.gz`: `NAME.times`, `NAME.meta.json`, both optional. */
type Companions = {
	readonly times: readonly ArrivalTime[];
	readonly description: InputDescription;
	readonly durationMs: number | undefined;
	readonly exitCode: number | undefined;
};

/** One read of the recorder: `<ms since start> <byte offset> <bytes>`. */
type ArrivalTime = {readonly at: number; readonly end: number};

/**
 * A raw log of Nix as a tape: what `nix … 2> FILE` leaves, also packed. Without a `.times` file beside it nothing says
 * when its lines came.
 */
export function createLogTape(file: string): Tape {
	const {times, description, durationMs, exitCode} = readCompanions(file);
	const lastAt = times.at(-1)?.at ?? 0;
	return {
		description,
		isTimed: times.length > 0,
		durationMs: Math.max(durationMs ?? 0, lastAt),
		logFile: isGzip(file) ? undefined : file,
		async *events() {
			yield {kind: 'opened', source: 0, bare: false, receivedAt: 0};
			yield* timedBytes(openBytes(file), times);
			const endAt = times.length > 0 ? Math.max(durationMs ?? 0, lastAt) : 0;
			yield {kind: 'closed', source: 0, receivedAt: endAt};
			yield {kind: 'end', receivedAt: endAt, exitCode, signal: undefined};
		},
	};
}

/** Cuts the stream where the recorder's reads ended, so that each piece has its own arrival. */
async function* timedBytes(chunks: AsyncIterable<Buffer>, times: readonly ArrivalTime[]): AsyncGenerator<InputEvent> {
	let offset = 0;
	let next = 0;
	for await (const chunk of chunks) {
		for (let taken = 0; taken < chunk.length; ) {
			while (next < times.length && times[next]!.end <= offset) {
				next++;
			}

			const time = times[Math.min(next, times.length - 1)];
			const count = next < times.length ? Math.min(chunk.length - taken, time!.end - offset) : chunk.length - taken;
			yield {kind: 'bytes', source: 0, chunk: chunk.subarray(taken, taken + count), receivedAt: time?.at ?? 0};
			taken += count;
			offset += count;
		}
	}
}

function readCompanions(file: string): Companions {
	const stem = file.replace(/\.gz$/, '').replace(/\.(log|json)$/, '');
	const meta = parseMeta(readText(`${stem}.meta.json`));
	return {
		times: parseTimes(readText(`${stem}.times`) ?? readText(`${stem}.times.gz`) ?? ''),
		description: {command: meta.argv, nixVersion: undefined, startedAt: meta.started * 1000},
		durationMs: meta.seconds * 1000 || undefined,
		exitCode: meta.rc,
	};
}

/** @returns Reads in order; lines that are not of the form are skipped, and time never runs backwards. */
export function parseTimes(text: string): ArrivalTime[] {
	const times: ArrivalTime[] = [];
	for (const line of text.split('\n')) {
		const [at, offset, count] = line.trim().split(/\s+/).map(Number);
		const previous = times.at(-1) ?? {at: 0, end: 0};
		if (at !== undefined && offset !== undefined && count !== undefined && at >= 0 && offset + count >= previous.end) {
			times.push({at: Math.max(at, previous.at), end: offset + count});
		}
	}

	return times;
}

function parseMeta(text: string | undefined): {
	argv: string[];
	rc: number | undefined;
	seconds: number;
	started: number;
} {
	let meta: Record<string, unknown> = {};
	try {
		const value: unknown = JSON.parse(text ?? '{}');
		meta = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		// A damaged companion is as good as none.
	}

	const {argv, rc, seconds, started} = meta;
	return {
		argv: Array.isArray(argv) ? argv.filter((word) => typeof word === 'string') : [],
		rc: typeof rc === 'number' && rc >= 0 ? rc : undefined,
		seconds: typeof seconds === 'number' ? seconds : 0,
		started: typeof started === 'number' ? started : 0,
	};
}

function readText(file: string): string | undefined {
	if (!existsSync(file)) {
		return undefined;
	}

	const bytes = readFileSync(file);
	return (isGzip(file) ? gunzipSync(bytes) : bytes).toString('utf8');
}
