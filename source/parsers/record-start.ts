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
export const findRecordStart = (bytes: Buffer, start: number, end: number, bare: boolean): number => {
	if (bare && start < end && bytes[start] === OPEN_BRACE) {
		return start;
	}

	const markerStart = hasPriority(bytes, start, end) ? start + PRIORITY_LENGTH : start;
	return markerStart + marker.length <= end && matchingBytes(bytes, markerStart, end) === marker.length
		? markerStart + MARKER_TO_RECORD
		: -1;
};

/** @returns The last place in the line where a record of Nix begins after other text. */
export const findEmbeddedRecord = (
	bytes: Buffer,
	start: number,
	end: number,
): {readonly marker: number; readonly record: number} | undefined => {
	const position = bytes.subarray(start, end).lastIndexOf(embeddedMarker);
	return position <= 0 ? undefined : {marker: start + position, record: start + position + MARKER_TO_RECORD};
};

/** @returns Whether the first bytes of an unfinished line leave it open that the line is a record. */
export const couldBecomeRecord = (bytes: Buffer, length: number, bare: boolean): boolean => {
	if (bare && bytes[0] === OPEN_BRACE) {
		return true;
	}

	if (bytes[0] === LESS_THAN && (length < PRIORITY_LENGTH || hasPriority(bytes, 0, length))) {
		return length <= PRIORITY_LENGTH
			? length < 2 || isPriorityDigit(bytes[1])
			: matchesMarker(bytes, PRIORITY_LENGTH, length);
	}

	return matchesMarker(bytes, 0, length);
};

const matchesMarker = (bytes: Buffer, start: number, end: number): boolean =>
	matchingBytes(bytes, start, end) === Math.min(marker.length, end - start);

const matchingBytes = (bytes: Buffer, start: number, end: number): number => {
	let count = 0;
	while (count < marker.length && start + count < end && bytes[start + count] === marker[count]) {
		count += 1;
	}

	return count;
};

const hasPriority = (bytes: Buffer, start: number, end: number): boolean =>
	start + PRIORITY_LENGTH <= end &&
	bytes[start] === LESS_THAN &&
	isPriorityDigit(bytes[start + 1]) &&
	bytes[start + 2] === GREATER_THAN;

const isPriorityDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x37;
