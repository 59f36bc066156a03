import type {ActivityIdAllocator} from './activity-ids.js';
import {ActivityTable} from './activity-table.js';
import {FastRecordReader} from './fast-record.js';
import {HumanLog} from './human-log.js';
import {LineSplitter} from './line-splitter.js';
import type {EventSink, NixEvent, SourceId, TextLine} from './nix-event.js';
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
	/**
	 * Asked for every line of other text as long as the source has shown no record: true to read it as the log that Nix
	 * prints for people (see human-log.ts). Say false where records arrive from elsewhere, or builds would be told twice.
	 */
	readonly human?: () => boolean;
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
	const {source, onEvent, bare = false, human = () => false} = options;
	const fast = new FastRecordReader(bare);
	const partial = new PartialLine();
	const humanLog = new HumanLog(options);
	const context = {source, activities: new ActivityTable(options.ids), receivedAt: 0, baseOffset: 0};
	let recordCount = 0;
	let shownPartial = '';
	let shownLineOffset = -1;

	const readLine = (bytes: Buffer, start: number, offset: number): number => {
		context.baseOffset = offset - start;
		const event = fast.read(bytes, start, context);
		if (event !== undefined) {
			emitRecord(event);
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
			emitRecord({kind: 'malformed-line', ...readText(bytes, start, rest)});
		} else {
			const shown = findShownSegment(bytes, start, rest);
			emitTextLine({kind: 'text-line', ...readText(bytes, shown.start, shown.end)});
		}

		if (event !== undefined) {
			emitRecord(event);
		}
	};

	const readRecord = (bytes: Buffer, start: number, end: number): boolean => {
		const event = decodeRecord(bytes, start, end, context);
		if (event !== undefined) {
			emitRecord(event);
		}

		return event !== undefined;
	};

	const emitRecord = (event: NixEvent): void => {
		if (recordCount === 0) {
			humanLog.flush();
		}

		recordCount += 1;
		onEvent(event);
	};

	const emitTextLine = (event: TextLine): void => {
		if (recordCount === 0 && human()) {
			humanLog.line(event);
		} else {
			humanLog.flush();
			onEvent(event);
		}
	};

	const readText = (bytes: Buffer, start: number, end: number): Omit<TextLine, 'kind'> => ({
		receivedAt: context.receivedAt,
		source,
		offset: context.baseOffset + start,
		length: end - start,
		encoding: 'raw',
		text: decodeText(bytes, start, end),
	});

	const readOverlongLine = (head: Buffer, offset: number, length: number): void => {
		const isRecord = findRecordStart(head, 0, head.length, bare) !== -1;
		context.baseOffset = offset;
		const text = {...readText(head, 0, head.length), length};
		if (isRecord) {
			emitRecord({kind: 'malformed-line', ...text});
		} else {
			emitTextLine({kind: 'text-line', ...text});
		}
	};

	const splitter = new LineSplitter({line: readLine, overlongLine: readOverlongLine});

	const showPartial = (): void => {
		const {pending, pendingLength, lineOffset} = splitter;
		if (pendingLength === 0 || couldBecomeRecord(pending, pendingLength, bare)) {
			return;
		}

		const text = partial.update(pending, pendingLength, lineOffset);
		if (text !== '' && (text !== shownPartial || lineOffset !== shownLineOffset)) {
			shownPartial = text;
			shownLineOffset = lineOffset;
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
			humanLog.end(receivedAt);
		},
		get recordCount() {
			return recordCount;
		},
	};
}
