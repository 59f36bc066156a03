const marker = Buffer.from('@nix {');
// Only what Nix itself writes is looked for inside a line of other text.
const embeddedMarker = Buffer.from('@nix {"action":');
const MARKER_TO_RECORD = 5;
const OPEN_BRACE = 0x7b;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
/** Bytes of the priority that Nix writes for systemd's journal: `<3>`. */
const PRIORITY_LENGTH = 3;

/** @returns Where the `{` of the record stands that begins this line, or -1 when the line is other text. */
export function findRecordStart(bytes: Buffer, start: number, end: number, bare: boolean): number {
	if (bare && start < end && bytes[start] === OPEN_BRACE) {
		return start;
	}

	const markerStart = hasPriority(bytes, start, end) ? start + PRIORITY_LENGTH : start;
	return markerStart + marker.length <= end && matchingBytes(bytes, markerStart, end) === marker.length
		? markerStart + MARKER_TO_RECORD
		: -1;
}

/** @returns The last place in the line where a record of Nix begins after other text. */
export function findEmbeddedRecord(
	bytes: Buffer,
	start: number,
	end: number,
): {readonly marker: number; readonly record: number} | undefined {
	const position = bytes.subarray(start, end).lastIndexOf(embeddedMarker);
	return position <= 0 ? undefined : {marker: start + position, record: start + position + MARKER_TO_RECORD};
}

/** @returns Whether the first bytes of an unfinished line leave it open that the line is a record. */
export function couldBecomeRecord(bytes: Buffer, length: number, bare: boolean): boolean {
	if (bare && bytes[0] === OPEN_BRACE) {
		return true;
	}

	if (bytes[0] === LESS_THAN && (length < PRIORITY_LENGTH || hasPriority(bytes, 0, length))) {
		return length <= PRIORITY_LENGTH
			? length < 2 || isPriorityDigit(bytes[1])
			: matchesMarker(bytes, PRIORITY_LENGTH, length);
	}

	return matchesMarker(bytes, 0, length);
}

function matchesMarker(bytes: Buffer, start: number, end: number): boolean {
	return matchingBytes(bytes, start, end) === Math.min(marker.length, end - start);
}

function matchingBytes(bytes: Buffer, start: number, end: number): number {
	let count = 0;
	while (count < marker.length && start + count < end && bytes[start + count] === marker[count]) {
		count += 1;
	}

	return count;
}

function hasPriority(bytes: Buffer, start: number, end: number): boolean {
	return (
		start + PRIORITY_LENGTH <= end &&
		bytes[start] === LESS_THAN &&
		isPriorityDigit(bytes[start + 1]) &&
		bytes[start + 2] === GREATER_THAN
	);
}

function isPriorityDigit(byte: number | undefined): boolean {
	return byte !== undefined && byte >= 0x30 && byte <= 0x37;
}
