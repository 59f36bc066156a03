import test from 'ava';
import {readCapabilities} from '../../source/terminal/capabilities.js';

const inXterm = {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'};
const read = (env: NodeJS.ProcessEnv, isTerminal = true, isForeground = true) =>
	readCapabilities({env, isTerminal, isForeground});

test('a usual terminal', (t) => {
	t.deepEqual(read(inXterm), {interactive: true, colour: true, ascii: false, title: true, progress: false});
});

test('colour: NO_COLOR wins, FORCE_COLOR comes next, then the terminal', (t) => {
	t.false(read({...inXterm, NO_COLOR: '1', FORCE_COLOR: '1'}).colour);
	t.true(read({...inXterm, NO_COLOR: ''}).colour);
	t.true(read({...inXterm, FORCE_COLOR: '1'}, false).colour);
	t.false(read({...inXterm, FORCE_COLOR: '0'}).colour);
	t.false(read(inXterm, false).colour);
	t.false(read({...inXterm, TERM: 'dumb'}).colour);
	t.true(read({...inXterm, NO_COLOR: '1'}).interactive);
});

test('interactive: a terminal in the foreground that is not dumb and not in CI', (t) => {
	t.false(read(inXterm, false).interactive);
	t.false(read(inXterm, true, false).interactive);
	t.false(read({...inXterm, TERM: 'dumb'}).interactive);
	t.false(read({...inXterm, CI: 'true'}).interactive);
	t.true(read({...inXterm, CI: 'false'}).interactive);
});

test('ascii: the console, and locales that are not UTF-8', (t) => {
	t.true(read({...inXterm, TERM: 'linux'}).ascii);
	t.true(read({TERM: 'xterm'}).ascii);
	t.true(read({...inXterm, LC_ALL: 'C'}).ascii);
	t.false(read({...inXterm, LC_ALL: '', LC_CTYPE: 'C.utf8', LANG: 'C'}).ascii);
	t.false(read({TERM: 'linux', LANG: 'C.UTF-8'}).title);
});

test('progress: only where the terminal is known to have it, and not through a multiplexer', (t) => {
	t.true(read({...inXterm, TERM_PROGRAM: 'ghostty'}).progress);
	t.true(read({...inXterm, WT_SESSION: 'x'}).progress);
	t.false(read({...inXterm, WT_SESSION: 'x', TMUX: '/tmp/tmux-0/default,1,0'}).progress);
	t.false(read({...inXterm, TERM_PROGRAM: 'iTerm.app', TERM_FEATURES: 'T3LrMSc7UUw9Ts3BFGsSyHNoSxF'}).progress);
	t.true(read({...inXterm, TERM_PROGRAM: 'iTerm.app', TERM_FEATURES: 'T3LrMSc7UUw9Ts3BFGsSyHNoSxFP'}).progress);
});
