import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import type {InputEvent} from '../../source/inputs/input.js';
import {withoutRepeats} from '../../source/inputs/unrepeated-input.js';

const drv = '/nix/store/00000000000000000000000000000000-a.drv';
const text = (value: string): InputEvent => ({kind: 'bytes', source: 0, chunk: Buffer.from(value), receivedAt: 0});
const records = (value: string): InputEvent => ({kind: 'bytes', source: 1, chunk: Buffer.from(value), receivedAt: 0});
const end: InputEvent = {kind: 'end', receivedAt: 0, exitCode: 0, signal: undefined};

/** What of the text is left, once everything has come. */
function left(...events: InputEvent[]): string {
	let found = '';
	const sink = withoutRepeats(
		(event) => {
			if (event.kind === 'bytes' && event.source === 0) {
				found += event.chunk.toString();
			}
		},
		() => performance.now(),
	);
	for (const event of [...events, end]) {
		sink(event);
	}

	return found;
}

const start = `{"action":"start","id":1,"level":3,"text":"building '${drv}'","type":105}\n`;
const plan = `{"action":"msg","level":3,"msg":"this derivation will be built:"}\n{"action":"msg","level":3,"msg":"  ${drv}"}\n`;
const error = '{"action":"msg","level":0,"msg":"\\u001b[31;1merror:\\u001b[0m it broke\\n       in the middle"}\n';

test('lines that repeat a record go, whichever came first, and others stay in order', (t) => {
	const printed = text(`hello\nthis derivation will be built:\n  ${drv}\nbuilding '${drv}'...\nbye\n`);
	t.is(left(printed, records(plan + start)), 'hello\nbye\n');
	t.is(left(records(plan + start), printed), 'hello\nbye\n');
});

test('records and lines may be cut anywhere', (t) => {
	const cut = Math.floor(start.length / 2);
	t.is(
		left(text(`building '${drv}'`), text('...\nrest'), records(start.slice(0, cut)), records(start.slice(cut))),
		'rest',
	);
});

test('an error of several lines, in colours there and without here', (t) => {
	t.is(left(records(error), text('error: it broke\n       in the middle\nerror: another\n')), 'error: another\n');
});

test('each record announces its line once', (t) => {
	t.is(left(records(start), text(`building '${drv}'...\nbuilding '${drv}'...\n`)), `building '${drv}'...\n`);
});

test('what Nix does not print is not expected', (t) => {
	t.is(left(records('{"action":"msg","level":4,"msg":"chatty"}\n'), text('chatty\n')), 'chatty\n');
	t.is(left(records('not json\n{"action":"msg"\n{"action":"msg","level":1}\n'), text('x\n')), 'x\n');
});

test('a question without its newline shows while the command waits', async (t) => {
	const seen: string[] = [];
	const sink = withoutRepeats(
		(event) => {
			if (event.kind === 'bytes') {
				seen.push(event.chunk.toString());
			}
		},
		() => performance.now(),
	);
	sink(text('first\nPassword: '));
	t.deepEqual(seen, []);
	await sleep(200);
	t.is(seen.join(''), 'first\nPassword: ');
	sink(end);
});
