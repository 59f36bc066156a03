import {MAX_ID_DIGITS} from './activity-table.js';
import {clampCount} from './count-value.js';
import {countDigits, isPlainNumber} from './decimal.js';
import {findFirstElement, findValue} from './json-spans.js';
import {type ActivityId, type EventOrigin, type LogSlice, type NixEvent, resultTypes} from './nix-event.js';
import type {RecordContext} from './record-context.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** One record as JSON.parse sees it, with the bytes at hand for what JSON.parse cannot give. */
type Reading = {
	readonly record: JsonObject;
	readonly bytes: Buffer;
	readonly start: number;
	readonly origin: EventOrigin;
	readonly context: RecordContext;
};

/**
 * Decodes any record by JSON.parse. Ids are read from the bytes, because a Number cannot hold every u64; log lines are
 * found in the bytes, because they are kept as slices.
 *
 * @returns The event, or undefined when the bytes are not JSON or not of the shape of their action.
 */
export function decodeRecord(bytes: Buffer, start: number, end: number, context: RecordContext): NixEvent | undefined {
	const text = bytes.toString('utf8', start, end);
	const record = parseObject(text);
	if (record === undefined || typeof record.action !== 'string') {
		return undefined;
	}

	const origin = {receivedAt: context.receivedAt, source: context.source};
	const reading: Reading = {record, bytes, start, origin, context};
	switch (record.action) {
		case 'start':
			return decodeStart(reading);
		case 'stop':
			return decodeStop(reading);
		case 'result':
			return decodeResult(reading);
		case 'msg':
			return decodeMessage(reading);
		default: {
			const offset = context.baseOffset + start;
			return {kind: 'unknown-record', ...origin, offset, length: end - start, encoding: 'raw', text};
		}
	}
}

function decodeStart(reading: Reading): NixEvent | undefined {
	const {type, level = 0, text = '', fields = []} = reading.record;
	if (!isNumber(type) || !isNumber(level) || typeof text !== 'string' || !Array.isArray(fields)) {
		return undefined;
	}

	const activity = readId(reading, 'id');
	if (activity === undefined) {
		return undefined;
	}

	const parent = isZero(reading, 'parent') ? undefined : readId(reading, 'parent');
	return {kind: 'activity-started', ...reading.origin, activity, type, level, text, parent, fields: asFields(fields)};
}

function decodeStop(reading: Reading): NixEvent | undefined {
	const activity = readId(reading, 'id');
	return activity === undefined ? undefined : {kind: 'activity-stopped', ...reading.origin, activity};
}

function decodeResult(reading: Reading): NixEvent | undefined {
	const {type, fields = [], payload} = reading.record;
	if (!isNumber(type) || !Array.isArray(fields)) {
		return undefined;
	}

	const activity = readId(reading, 'id');
	if (activity === undefined) {
		return undefined;
	}

	const about = {...reading.origin, activity};
	const values = asFields(fields);
	const [first, second, third, fourth] = values;
	if ((type === resultTypes.buildLogLine || type === resultTypes.postBuildLogLine) && typeof fields[0] === 'string') {
		return {kind: 'log-line', ...about, ...sliceOfLine(reading), hook: type === resultTypes.postBuildLogLine};
	}

	if (type === resultTypes.setPhase && typeof fields[0] === 'string') {
		return {kind: 'phase-started', ...about, phase: fields[0]};
	}

	if (type === resultTypes.progress && isNumber(first) && isNumber(second) && isNumber(third) && isNumber(fourth)) {
		return {
			kind: 'progress',
			...about,
			done: clampCount(first),
			expected: clampCount(second),
			running: clampCount(third),
			failed: clampCount(fourth),
		};
	}

	if (type === resultTypes.setExpected && isNumber(first) && isNumber(second)) {
		return {kind: 'expected', ...about, activityType: first, expected: clampCount(second)};
	}

	return {kind: 'result', ...about, type, fields: values, payload};
}

function decodeMessage({record, origin}: Reading): NixEvent | undefined {
	const {level, msg, raw_msg: rawText, file, line, column} = record;
	if (!isNumber(level) || typeof msg !== 'string') {
		return undefined;
	}

	return {
		kind: 'message',
		...origin,
		level,
		text: msg,
		rawText: typeof rawText === 'string' ? rawText : undefined,
		file: typeof file === 'string' ? file : undefined,
		line: isNumber(line) ? line : undefined,
		column: isNumber(column) ? column : undefined,
	};
}

/** @returns Undefined when the value is missing or is not a u64 in plain digits. */
function readId({bytes, start: recordStart, context}: Reading, key: string): ActivityId | undefined {
	const span = findValue(bytes, recordStart, key);
	if (span === undefined) {
		return undefined;
	}

	const {start, end} = span;
	const digits = countDigits(bytes, start);
	return isPlainNumber(bytes, start, digits, MAX_ID_DIGITS) && start + digits === end
		? context.activities.intern(bytes, start, end)
		: undefined;
}

function isZero({record}: Reading, key: string): boolean {
	return record[key] === 0;
}

function sliceOfLine({bytes, start, context}: Reading): LogSlice {
	const element = findFirstElement(bytes, findValue(bytes, start, 'fields')?.start ?? start);
	return {offset: context.baseOffset + element.start + 1, length: element.end - element.start - 2, encoding: 'json'};
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}

/** Nix sends only strings and numbers; anything else is kept as its JSON. */
function asFields(values: readonly unknown[]): (string | number)[] {
	return values.map((value) =>
		typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
	);
}

function parseObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
	} catch {
		return undefined;
	}
}
