import test from 'ava';
import type {NixEvent} from '../../source/parsers/nix-event.js';
import {collectEvents} from './collect-events.js';

const one = '/nix/store/0v07qpd5im6dcfxsv0v2araxqq5klrgy-phased-1.drv';
const two = '/nix/store/k9i0pksb41av12bj4mffn7h7hygaz8cb-failing-top.drv';
const path = '/nix/store/k822h54gn4ndd48mqspfmilq6ck9a4k9-cached-0';

function read(text: string): NixEvent[] {
	return collectEvents([text], {human: () => true});
}

function summary(text: string): string[] {
	return read(text).map((event) => {
		switch (event.kind) {
			case 'activity-started':
				return `start ${event.activity} ${event.type} ${event.fields.join(' ')}`.trimEnd();
			case 'activity-stopped':
				return `stop ${event.activity}`;
			case 'message':
				return `${event.level} ${event.text}`;
			case 'log-line':
				return `log ${event.activity} ${text.slice(event.offset, event.offset + event.length)}`;
			case 'phase-started':
				return `phase ${event.activity} ${event.phase}`;
			default:
				return `${event.kind} ${'text' in event ? event.text : ''}`;
		}
	});
}

test('a plan, builds with prefixed lines, copies', (t) => {
	const log = `these 2 derivations will be built:
  ${one}
  ${two}
this path will be fetched (1.0 MiB download, 2.0 MiB unpacked):
  ${path}
  but not this
copying path '${path}' from 'https://cache.nixos.org'...
building '${one}'...
phased> Running phase: buildPhase
phased> cc -c x.c
other> not known
checking outputs of '${two}' on 'ssh://hydra1'...
failing-top> installing
plain
`;
	t.deepEqual(summary(log), [
		'3 these 2 derivations will be built:',
		`3   ${one}`,
		`3   ${two}`,
		'3 this path will be fetched (1.0 MiB download, 2.0 MiB unpacked):',
		`3   ${path}`,
		'text-line   but not this',
		`start 1 100 ${path} https://cache.nixos.org local`,
		`start 2 105 ${one}  1 1`,
		'phase 2 buildPhase',
		'log 2 Running phase: buildPhase',
		'log 2 cc -c x.c',
		'text-line other> not known',
		`start 3 105 ${two} ssh://hydra1 1 1`,
		'phase 3 installPhase',
		'log 3 installing',
		'text-line plain',
		'stop 1',
		'stop 2',
		'stop 3',
	]);
});

test('an error of several lines is one message, and ends its build', (t) => {
	const log = `building '${one}'...
error: builder for '${one}' failed with exit code 3;
       last 2 log lines:
       > checking

       For full logs, run 'nix log ${one}'.

error: 1 dependencies of derivation '${two}' failed to build
`;
	t.deepEqual(summary(log), [
		`start 1 105 ${one}  1 1`,
		`0 error: builder for '${one}' failed with exit code 3;\n       last 2 log lines:\n       > checking\n\n       For full logs, run 'nix log ${one}'.`,
		'stop 1',
		'text-line ',
		`0 error: 1 dependencies of derivation '${two}' failed to build`,
	]);
});

test('what builders print is not taken for Nix’s own errors and warnings', (t) => {
	t.deepEqual(
		summary(
			`warning: Git tree is dirty\nbuilding '${one}'...\nwarning: unused\nerror: it broke\nerror: interrupted by the user\n`,
		),
		[
			'1 warning: Git tree is dirty',
			`start 1 105 ${one}  1 1`,
			'text-line warning: unused',
			'text-line error: it broke',
			// What was interrupted has not stopped by itself.
			'0 error: interrupted by the user',
		],
	);
	t.deepEqual(summary(`building '${one}'...\nerror: undefined variable 'x'\n\n       at /x.nix:1:1:\n`).slice(1, -1), [
		"0 error: undefined variable 'x'\n\n       at /x.nix:1:1:",
	]);
	t.deepEqual(summary("error: undefined variable 'x'\n"), ["0 error: undefined variable 'x'"]);
});

test('the lines of a terminal, with colours and erased progress', (t) => {
	const log = `building '${one}'...\r\n\r[1/0/7 built] building \u001B[1mphased-1\u001B[0m\u001B[K\r\u001B[K\u001B[2mphased> \u001B[0mrunning \u001B[1mit\u001B[0m\u001B[0m\r\n`;
	t.deepEqual(summary(log).slice(1, 2), ['log 1 running \u001B[1mit\u001B[0m\u001B[0m']);
});

test('records end it: what follows is text as in any JSON log', (t) => {
	const log = `error: early\n@nix {"action":"stop","id":1}\nbuilding '${one}'...\n`;
	t.deepEqual(
		read(log).map(({kind}) => kind),
		['message', 'activity-stopped', 'text-line'],
	);
});

test('unless it is asked for, text is text', (t) => {
	t.deepEqual(
		collectEvents([`building '${one}'...\n`, 'error: x\n']).map(({kind}) => kind),
		['text-line', 'text-line'],
	);
});
