import fc from 'fast-check';

/** Digits of a u64: small, beyond 2^53, at the edges. */
export const idDigits = fc.oneof(
	fc.integer({min: 0, max: 20}).map(String),
	fc.bigInt({min: 2n ** 53n - 3n, max: 2n ** 53n + 3n}).map(String),
	fc.bigInt({min: 0n, max: 2n ** 64n - 1n}).map(String),
);

const count = fc.oneof(
	fc.integer({min: 0, max: 5000}).map(String),
	fc.bigInt({min: 0n, max: 2n ** 64n - 1n}).map(String),
);

const text = fc.oneof(
	fc.string({maxLength: 30}),
	fc.string({unit: 'binary', maxLength: 20}),
	fc.constantFrom(
		'',
		'\u001B[31;1merror:\u001B[0m it broke',
		'"id":7,"type":105}',
		'@nix {"action":"stop","id":1}',
		'back\\slash\\',
		'日本 👩‍🚀 e\u0301',
		'nul\u0000 tab\t new\nline\r',
	),
);

const string = text.map((value) => JSON.stringify(value));
const number = fc.oneof(count, fc.constantFrom('-1', '1.5', '1e3', '007', '1e400'));
const session = fc.constantFrom('', ',"sid":"0198c7b2-8a0e-7d31-b5ce-3c1d2e4f5a6b"', ',"sid":"short"');

const result = (fields: fc.Arbitrary<string>, type: fc.Arbitrary<string | number>) =>
	fc
		.tuple(fields, idDigits, session, type)
		.map(([values, id, sid, kind]) => `{"action":"result","fields":[${values}],"id":${id}${sid},"type":${kind}}`);

/** Records as the fast path knows them. */
export const plainResult = fc.oneof(
	result(string, fc.constantFrom(101, 107)),
	result(fc.tuple(count, count, count, count).map(String), fc.constant(105)),
	result(fc.tuple(fc.constantFrom('100', '101'), count).map(String), fc.constant(106)),
	idDigits.map((id) => `{"action":"stop","id":${id}}`),
);

const otherRecord = fc.oneof(
	result(
		fc.array(fc.oneof(string, number, fc.constantFrom('null', '{}', '[[]]')), {maxLength: 5}).map(String),
		fc.constantFrom(100, 101, 104, 105, 106, 108, 109, 999),
	),
	fc
		.tuple(fc.array(fc.oneof(string, count), {maxLength: 4}), idDigits, fc.integer({min: 0, max: 7}), idDigits, string)
		.map(
			([fields, id, level, parent, words]) =>
				`{"action":"start",${fields.length > 0 ? `"fields":[${fields}],` : ''}"id":${id},"level":${level},"parent":${parent},"text":${words},"type":105}`,
		),
	fc.tuple(idDigits, session).map(([id, sid]) => `{"action":"stop","id":${id}${sid}}`),
	string.map(
		(words) => `{"action":"msg","column":null,"file":null,"level":0,"line":null,"msg":${words},"raw_msg":${words}}`,
	),
	string.map((words) => `{"action":"msg","level":3,"msg":${words}}`),
	idDigits.map(
		(id) => `{"action":"result","id":${id},"payload":{"path":{"drvPath":"x.drv"},"status":"Built"},"type":110}`,
	),
	string.map((words) => `{"action":"dance","steps":${words}}`),
	fc.constantFrom(
		'{"action": "setPhase", "phase": "buildPhase"}',
		'{}',
		'{"action":5}',
		'{"id":1',
		'{"\\u0069d":3,"action":"stop"}',
	),
);

const record = fc.oneof(plainResult, plainResult, otherRecord);
const prefix = fc.constantFrom('@nix ', '@nix ', '@nix ', '<3>@nix ', '@nix', '');

const otherText = fc.oneof(
	fc.string({maxLength: 40}),
	fc.string({unit: 'binary', maxLength: 10}),
	fc.constantFrom(
		'Receiving objects:  12% (1/8)\rReceiving objects: 100% (8/8)\r',
		"building '/nix/store/4m4pp4h8g12n62nmfb01sndyxv9cn4fh-phased-0.drv'...",
		'phased> running unpackPhase 0',
		'these 2 derivations will be built:',
		'  /nix/store/4m4pp4h8g12n62nmfb01sndyxv9cn4fh-phased-0.drv',
		'error: builder failed',
		'       at /x.nix:1:1:',
		'',
		'@ni',
	),
);

const line = fc.oneof(
	fc.tuple(prefix, record).map(([start, json]) => start + json),
	fc.tuple(otherText, record).map(([start, json]) => `${start}@nix ${json}`),
	otherText,
);

/** Changes some bytes, drops some, puts some in: what a broken pipe or two writers do, and worse. */
const edits = fc.array(
	fc.record({
		at: fc.nat(),
		kind: fc.constantFrom('change', 'insert', 'drop', 'cut'),
		byte: fc.oneof(fc.integer({min: 0, max: 255}), fc.constantFrom(0x22, 0x5c, 0x0a, 0x7d, 0x30, 0x39)),
	}),
	{maxLength: 3},
);

function applyEdits(bytes: Buffer, changes: readonly {at: number; kind: string; byte: number}[]): Buffer {
	return changes.reduce((current, {at, kind, byte}) => {
		const index = at % (current.length + 1);
		const before = current.subarray(0, index);
		switch (kind) {
			case 'change':
				return Buffer.concat([before, Buffer.of(byte), current.subarray(index + 1)]);
			case 'insert':
				return Buffer.concat([before, Buffer.of(byte), current.subarray(index)]);
			case 'drop':
				return Buffer.concat([before, current.subarray(index + 1)]);
			default:
				return before;
		}
	}, bytes);
}

/** One record of the kinds that the fast path reads, mostly damaged. */
export const damagedResult = fc
	.tuple(plainResult, edits)
	.map(([json, changes]) => applyEdits(Buffer.from(`@nix ${json}`), changes));

/** A whole stream: records, text and damage. */
export const stream = fc
	.tuple(fc.array(line, {maxLength: 10}), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean(), edits, fc.boolean())
	.map(([lines, newline, isEnded, changes, isDamaged]) => {
		const bytes = Buffer.from(lines.join(newline) + (isEnded ? newline : ''));
		return isDamaged ? applyEdits(bytes, changes) : bytes;
	});

/** Where to cut a stream, as fractions. */
export const cuts = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 12});

export function cutAt(bytes: Buffer, fractions: readonly number[]): Buffer[] {
	const positions = [
		0,
		...fractions.map((fraction) => Math.floor(fraction * bytes.length)).sort((a, b) => a - b),
		bytes.length,
	];
	return positions.slice(1).map((end, index) => bytes.subarray(positions[index]!, end));
}
