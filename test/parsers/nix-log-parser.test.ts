import test from 'ava';
import type {NixEvent} from '../../source/parsers/nix-event.js';
import {collectEvents, withoutArrival} from './collect-events.js';

const stop = (id: string | number) => `@nix {"action":"stop","id":${id}}\n`;
const logLine = (text: string, id: string | number = 5) =>
	`@nix {"action":"result","fields":[${JSON.stringify(text)}],"id":${id},"type":101}\n`;
const kinds = (events: readonly NixEvent[]) => events.map(({kind}) => kind);
const texts = (events: readonly NixEvent[], kind: NixEvent['kind']) =>
	events.filter((event) => event.kind === kind).map((event) => ('text' in event ? event.text : undefined));
const activities = (events: readonly NixEvent[]) =>
	events.map((event) => ('activity' in event ? event.activity : undefined));

test('a build from start to stop', (t) => {
	const drv = '/nix/store/407zm80sqqf6hgw141cqfpz2xpnbsalf-nondet.drv';
	const lines = [
		`@nix {"action":"start","fields":["${drv}","",1,1],"id":82394652606469,"level":3,"parent":0,"text":"building '${drv}'","type":105}\n`,
		'@nix {"action":"result","fields":["buildPhase"],"id":82394652606469,"type":104}\n',
		'@nix {"action":"result","fields":["make \\u001b[1mall\\u001b[0m"],"id":82394652606469,"type":101}\n',
		'@nix {"action":"result","fields":[0,1,1,0],"id":82394652606466,"type":105}\n',
		'@nix {"action":"result","fields":[101,2048],"id":82394652606466,"type":106}\n',
		'@nix {"action":"result","fields":["hook says\\n"],"id":82394652606469,"type":107}\n',
		'@nix {"action":"stop","id":82394652606469}\n',
		'@nix {"action":"msg","column":7,"file":"/x.nix","level":0,"line":3,"msg":"\\u001b[31;1merror:\\u001b[0m no","raw_msg":"no"}\n',
	];
	const stream = lines.join('');
	t.deepEqual(collectEvents(lines), [
		{
			kind: 'activity-started',
			receivedAt: 1,
			source: 0,
			activity: 1,
			type: 105,
			level: 3,
			text: `building '${drv}'`,
			parent: undefined,
			fields: [drv, '', 1, 1],
		},
		{kind: 'phase-started', receivedAt: 2, source: 0, activity: 1, phase: 'buildPhase'},
		{
			kind: 'log-line',
			receivedAt: 3,
			source: 0,
			activity: 1,
			offset: stream.indexOf('make'),
			length: 26,
			encoding: 'json',
			hook: false,
		},
		{kind: 'progress', receivedAt: 4, source: 0, activity: 2, done: 0, expected: 1, running: 1, failed: 0},
		{kind: 'expected', receivedAt: 5, source: 0, activity: 2, activityType: 101, expected: 2048},
		{
			kind: 'log-line',
			receivedAt: 6,
			source: 0,
			activity: 1,
			offset: stream.indexOf('hook says'),
			length: 11,
			encoding: 'json',
			hook: true,
		},
		{kind: 'activity-stopped', receivedAt: 7, source: 0, activity: 1},
		{
			kind: 'message',
			receivedAt: 8,
			source: 0,
			level: 0,
			text: '\u001B[31;1merror:\u001B[0m no',
			rawText: 'no',
			file: '/x.nix',
			line: 3,
			column: 7,
		},
	]);
});

test('ids beyond 2^53 stay apart', (t) => {
	const ids = ['11780004371236755', '11780004371236756', '11780004371236755', '18446744073709551615', '1', '10'];
	t.deepEqual(activities(collectEvents(ids.map((id) => stop(id)))), [1, 2, 1, 3, 4, 5]);
	t.deepEqual(activities(collectEvents(ids.map((id) => logLine('x', id)))), [1, 2, 1, 3, 4, 5]);
});

test('an id inside of a text is not the id', (t) => {
	const [first, second] = collectEvents([
		stop(7),
		'@nix {"action":"start","fields":["\\"id\\":7,"],"id":8,"level":0,"parent":7,"text":"\\"id\\":7","type":0}\n',
	]);
	t.like(first, {kind: 'activity-stopped', activity: 1});
	t.like(second, {kind: 'activity-started', activity: 2, parent: 1});
});

test('keys in any order, spaces and repeated keys are read as JSON.parse does', (t) => {
	const [first, second, third] = collectEvents([
		'@nix { "type" : 101, "id" : 9007199254740993 , "fields" : [ "a\\"b" ], "action" : "result" }\n',
		'@nix {"id":1,"\\u0069d":9007199254740993,"action":"stop"}\n',
		stop('9007199254740992'),
	]);
	t.like(first, {kind: 'log-line', activity: 1, offset: 61, length: 4});
	t.like(second, {kind: 'activity-stopped', activity: 1});
	t.like(third, {kind: 'activity-stopped', activity: 2});
});

test('counters above 2^53 are clamped', (t) => {
	const [progress, expected] = collectEvents([
		'@nix {"action":"result","fields":[0,9223372036854775808,0,18446744073709551615],"id":1,"type":105}\n',
		'@nix {"action":"result","fields":[100,9223372036854775808],"id":1,"type":106}\n',
	]);
	t.like(progress, {kind: 'progress', done: 0, expected: 2 ** 53, running: 0, failed: 2 ** 53});
	t.like(expected, {kind: 'expected', expected: 2 ** 53});
});

test('records of Determinate Nix: a session id in each, payload in place of fields', (t) => {
	const sid = '"sid":"0198c7b2-8a0e-7d31-b5ce-3c1d2e4f5a6b"';
	const events = collectEvents([
		`@nix {"action":"result","fields":["hello"],"id":3,${sid},"type":101}\n`,
		`@nix {"action":"result","id":3,"payload":{"status":"Built"},${sid},"type":110}\n`,
		`@nix {"action":"stop","id":3,${sid}}\n`,
	]);
	t.deepEqual(kinds(events), ['log-line', 'result', 'activity-stopped']);
	t.like(events[1], {type: 110, fields: [], payload: {status: 'Built'}});
});

test('systemd’s priorities before a record are passed over', (t) => {
	t.deepEqual(kinds(collectEvents(['<3>@nix {"action":"stop","id":1}\n', '<3>text\n'])), [
		'activity-stopped',
		'text-line',
	]);
});

test('bare records are records only where they are expected', (t) => {
	const line = '{"action":"stop","id":4}\n';
	t.deepEqual(kinds(collectEvents([line])), ['text-line']);
	t.deepEqual(kinds(collectEvents([line], {bare: true})), ['activity-stopped']);
	t.deepEqual(kinds(collectEvents(['{"action":"result","fields":["x"],"id":4,"type":101}\n'], {bare: true})), [
		'log-line',
	]);
});

test('what is not known is told apart from what is broken', (t) => {
	const events = collectEvents([
		'@nix {"action":"dance","id":1}\n',
		'@nix {"action":"stop"}\n',
		'@nix {"action":"stop","id":"1"}\n',
		'@nix {"action":"stop","id":-1}\n',
		'@nix {"action":"result","fields":["cut off\n',
		'@nix not json\n',
		'plain\n',
		'@nix {"action":"result","fields":[1,2],"id":1,"type":105}\n',
	]);
	t.deepEqual(kinds(events), [
		'unknown-record',
		'malformed-line',
		'malformed-line',
		'malformed-line',
		'malformed-line',
		'text-line',
		'text-line',
		'result',
	]);
});

for (const inside of ['\\u00g0', '\\u00', '\\x', '\\', '"', 'tab\t', 'a","b', '\u001B[1m']) {
	test(`a log line with ${JSON.stringify(inside)} in it, unescaped, is as JSON.parse sees it`, (t) => {
		const line = `@nix {"action":"result","fields":["${inside}"],"id":1,"type":101}`;
		t.deepEqual(kinds(collectEvents([`${line}\n`])), [inside === 'a","b' ? 'log-line' : 'malformed-line']);
	});
}

test('text without a newline before a record on the same line is text, then a record', (t) => {
	const events = collectEvents(['Receiving objects:  99%\rReceiving objects: 100%\r@nix {"action":"stop","id":1}\n']);
	t.deepEqual(kinds(events), ['text-line', 'activity-stopped']);
	t.deepEqual(texts(events, 'text-line'), ['Receiving objects: 100%']);
	const [broken, whole] = collectEvents(['@nix {"action":"result","fie@nix {"action":"stop","id":1}\n']);
	t.like(broken, {kind: 'malformed-line', offset: 0, length: 28});
	t.like(whole, {kind: 'activity-stopped'});
	t.deepEqual(kinds(collectEvents(['log of @nix {"action":"stop",\n'])), ['text-line']);
});

test('carriage returns, NUL, an empty line and a last line without newline', (t) => {
	const events = collectEvents(['a\r\n', '\n', '1%\r2%\n', 'x\u0000y\n', stop(1).replace('\n', '\r\n'), 'last']);
	t.deepEqual(texts(events, 'text-line'), ['a', '', '2%', 'x\u0000y', 'last']);
	t.is(events.filter(({kind}) => kind === 'activity-stopped').length, 1);
});

test('a last record without newline is read, half of one is malformed', (t) => {
	t.deepEqual(kinds(collectEvents([stop(1).trimEnd()])), ['activity-stopped']);
	t.deepEqual(kinds(collectEvents([logLine('x').trimEnd()])), ['log-line']);
	t.deepEqual(kinds(collectEvents([stop(1).slice(0, -3)])), ['malformed-line']);
});

test('every single cut gives the same events', (t) => {
	const bytes = Buffer.from(`${logLine('日本')}größer 👩‍🚀\r\n${stop(3)}tail…@nix {"action":"stop","id":3}\nend é`);
	const whole = withoutArrival(collectEvents([bytes]));
	for (let cut = 0; cut <= bytes.length; cut += 1) {
		t.deepEqual(withoutArrival(collectEvents([bytes.subarray(0, cut), bytes.subarray(cut)])), whole);
	}

	t.deepEqual(withoutArrival(collectEvents([...bytes].map((byte) => Buffer.of(byte)))), whole);
});

test('a log line of some megabytes', (t) => {
	const bytes = Buffer.from(logLine('x'.repeat(3_000_000)) + stop(5));
	const chunks = Array.from({length: Math.ceil(bytes.length / 1000)}, (_, index) =>
		bytes.subarray(index * 1000, index * 1000 + 1000),
	);
	t.like(collectEvents(chunks), [{kind: 'log-line', length: 3_000_000}, {kind: 'activity-stopped'}]);
});

test('a question without newline is shown at once, and once', (t) => {
	const events = collectEvents(['Pass', 'word: ', '\n', stop(1)]);
	t.deepEqual(kinds(events), ['partial-text', 'partial-text', 'text-line', 'activity-stopped']);
	t.deepEqual(texts(events, 'partial-text'), ['Pass', 'Password: ']);
	t.deepEqual(texts(events, 'text-line'), ['Password: ']);
	t.deepEqual(texts(collectEvents(['Password: ', '', '', '\nPassword: ', '']), 'partial-text'), [
		'Password: ',
		'Password: ',
	]);
});

test('the beginning of a record is not shown as text', (t) => {
	for (const start of ['@', '@nix', '@nix {"action":"st', '<', '<3', '<3>', '<3>@nix {"a']) {
		t.deepEqual(texts(collectEvents([start]), 'partial-text'), []);
	}

	t.deepEqual(texts(collectEvents(['<a']), 'partial-text'), ['<a']);
	t.deepEqual(texts(collectEvents(['@nox']), 'partial-text'), ['@nox']);
	t.deepEqual(texts(collectEvents(['<3>text']), 'partial-text'), ['<3>text']);
});

test('progress without newline: the last segment, and nothing of a record behind it', (t) => {
	const events = collectEvents(['Receiving:  1%\r', 'Receiving:  2%\r', '@nix {"act', 'ion":"stop","id":1}\n']);
	t.deepEqual(texts(events, 'partial-text'), ['Receiving:  1%', 'Receiving:  2%']);
	t.deepEqual(texts(events, 'text-line'), ['Receiving:  2%']);
	t.deepEqual(texts(collectEvents(['caf', Buffer.of(0xc3), Buffer.of(0xa9)]), 'partial-text'), ['caf', 'café']);
});

test('text is shown up to 64 KiB, the slice is whole', (t) => {
	const events = collectEvents([`${'€'.repeat(30_000)}`, 'x'.repeat(1000), '\n']);
	const line = events.find((event) => event.kind === 'text-line');
	t.is(line?.length, 91_000);
	t.is(line?.text, '€'.repeat(21_845));
	t.is(texts(events, 'partial-text').length, 1);
});

test('records are counted, well-formed or not', async (t) => {
	const {createNixLogParser} = await import('../../source/parsers/nix-log-parser.js');
	const parser = createNixLogParser({source: 3, ids: {next: () => 1}, onEvent() {}});
	parser.push(Buffer.from(`${stop(1)}text\n@nix {"x\n${logLine('y')}`), 0);
	t.is(parser.recordCount, 3);
});
