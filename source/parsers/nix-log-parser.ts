import type {ActivityIdAllocator} from './activity-ids.js';
import {ActivityTable} from './activity-table.js';
import {FastRecordReader} from './fast-record.js';
import {LineSplitter} from './line-splitter.js';
import type {EventSink, SourceId} from './nix-event.js';
import {decodeText, findShownSegment, PartialLine, trimReturns} from './partial-line.js';
import {couldBecomeRecord, findEmbeddedRecord, findRecordStart} from './record-start.js';
import {decodeRecord} from './reference-decoder.js';

const NEWLINE = 0x0a;

export type NixLogParserOptions = {
	readonly source: SourceId;
	readonly ids: ActivityIdAllocator;
	readonly onEvent: EventSink;
	/** Bare `{…}` records without `@nix `, as `json-log-path` sends them. */
	readonly bare?: boolean;
};

/** One stream of bytes to events; see nix-event.ts. Never throws on any input. */
export type NixLogParser = {
	/** The next bytes, at any boundary. The chunk is not kept after the call. */
	push(chunk: Buffer, receivedAt: number): void;
	/** The stream has ended: completes a last line without newline. */
	end(receivedAt: number): void;
	/** Records seen (lines that are `@nix {…}` or bare records), well-formed or not. */
	readonly recordCount: number;
};

export function createNixLogParser(options: NixLogParserOptions): NixLogParser {
	const {source, onEvent, bare = false} = options;
	const fast = new FastRecordReader(bare);
	const partial = new PartialLine();
	const context = {source, activities: new ActivityTable(options.ids), receivedAt: 0, baseOffset: 0};
	let recordCount = 0;
	let shownPartial = '';

	const readLine = (bytes: Buffer, start: number, offset: number): number => {
		context.baseOffset = offset - start;
		const event = fast.read(bytes, start, context);
		if (event !== undefined) {
			recordCount += 1;
			onEvent(event);
			return fast.end + 1;
		}

		const newline = bytes.indexOf(NEWLINE, start);
		readOtherLine(bytes, start, trimReturns(bytes, start, newline));
		return newline + 1;
	};

	const readOtherLine = (bytes: Buffer, start: number, end: number): void => {
		const recordStart = findRecordStart(bytes, start, end, bare);
		if (recordStart !== -1 && readRecord(bytes, recordStart, end)) {
			return;
		}

		// Output without a newline (progress of git, a killed process) may stand before a record on its line.
		const embedded = findEmbeddedRecord(bytes, start, end);
		const event = embedded === undefined ? undefined : decodeRecord(bytes, embedded.record, end, context);
		const rest = embedded !== undefined && event !== undefined ? embedded.marker : end;
		if (recordStart !== -1) {
			recordCount += 1;
			emitText('malformed-line', bytes, start, rest);
		} else {
			const shown = findShownSegment(bytes, start, rest);
			emitText('text-line', bytes, shown.start, shown.end);
		}

		if (event !== undefined) {
			recordCount += 1;
			onEvent(event);
		}
	};

	const readRecord = (bytes: Buffer, start: number, end: number): boolean => {
		const event = decodeRecord(bytes, start, end, context);
		if (event !== undefined) {
			recordCount += 1;
			onEvent(event);
		}

		return event !== undefined;
	};

	const emitText = (kind: 'text-line' | 'malformed-line', bytes: Buffer, start: number, end: number): void => {
		onEvent({
			kind,
			receivedAt: context.receivedAt,
			source,
			offset: context.baseOffset + start,
			length: end - start,
			encoding: 'raw',
			text: decodeText(bytes, start, end),
		});
	};

	const readOverlongLine = (head: Buffer, offset: number, length: number): void => {
		const isRecord = findRecordStart(head, 0, head.length, bare) !== -1;
		recordCount += isRecord ? 1 : 0;
		onEvent({
			kind: isRecord ? 'malformed-line' : 'text-line',
			receivedAt: context.receivedAt,
			source,
			offset,
			length,
			encoding: 'raw',
			text: decodeText(head, 0, head.length),
		});
	};

	const splitter = new LineSplitter({line: readLine, overlongLine: readOverlongLine});

	const showPartial = (): void => {
		const {pending, pendingLength, lineOffset} = splitter;
		if (pendingLength === 0 || couldBecomeRecord(pending, pendingLength, bare)) {
			shownPartial = '';
			return;
		}

		const text = partial.update(pending, pendingLength, lineOffset);
		if (text !== shownPartial && text !== '') {
			shownPartial = text;
			onEvent({kind: 'partial-text', receivedAt: context.receivedAt, source, text});
		}
	};

	return {
		push: (chunk, receivedAt) => {
			context.receivedAt = receivedAt;
			splitter.push(chunk);
			showPartial();
		},
		end: (receivedAt) => {
			context.receivedAt = receivedAt;
			splitter.end();
		},
		get recordCount() {
			return recordCount;
		},
	};
}
