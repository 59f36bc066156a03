import test from 'ava';
import {render, renderToString} from 'ink';
import {paintLine} from '../../source/formats/paint.js';
import {type ExplorerEntry, explorerEntries} from '../../source/gallery/store/explorer-entries.js';
import {
	explorerGalleryFrame,
	explorerGalleryStore,
	galleryHome,
} from '../../source/gallery/store/explorer-gallery-frame.js';
import {fakeExplorerSession} from '../../source/gallery/store/fake-explorer-session.js';
import type {ExplorerSession} from '../../source/sessions/explorer-session.js';
import {Explorer} from '../../source/views/explorer.js';
import {FakeKeyboard, FakeTerminal} from './fake-terminal.js';

const theme = {ascii: false, colour: true};
const size = {columns: 100, rows: 30};
const entryOf = (name: string) => explorerEntries.find((entry) => entry.name === name)!;
const plain = (text: string) => text.replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, '');

function mount(entry: ExplorerEntry, change: Partial<ExplorerSession> = {}, hasMonitor = false) {
	const terminal = new FakeTerminal(size);
	const keyboard = new FakeKeyboard();
	const calls: string[] = [];
	const called =
		(name: string) =>
		(...values: readonly unknown[]) =>
			void calls.push([name, ...values.filter((value) => typeof value !== 'object')].join(' '));
	const session: ExplorerSession = {
		...fakeExplorerSession(entry.data()),
		refresh: called('refresh'),
		stop: called('stop'),
		undo: called('undo'),
		collect: (plan) => calls.push(`collect ${plan.paths} paths`),
		runOptimise: called('optimise'),
		pin: called('pin'),
		...change,
	};
	const store = explorerGalleryStore(entry);
	const app = render(
		<Explorer
			session={session}
			store={store}
			theme={theme}
			home={galleryHome}
			size={size}
			onQuit={called('quit')}
			onSuspend={called('suspend')}
			onOpenLog={called('log')}
			onOtherHalf={hasMonitor ? called('other half') : undefined}
		/>,
		{
			stdout: terminal as unknown as NodeJS.WriteStream,
			stdin: keyboard as unknown as NodeJS.ReadStream,
			interactive: true,
			patchConsole: false,
			exitOnCtrlC: false,
			maxFps: 1000,
		},
	);
	return {
		terminal,
		keyboard,
		calls,
		store,
		session,
		rendered: () => app.waitUntilRenderFlush(),
		/** What was drawn since the last time. */
		drawn() {
			const text = plain(terminal.written);
			terminal.written = '';
			return text;
		},
		unmount: () => app.unmount(),
	};
}

test('the screen is exactly the lines of the frame', (t) => {
	const nothing = () => {};
	for (const name of ['overview', 'roots-marked', 'path', 'collect-question', 'collect-hostile', 'help']) {
		const entry = entryOf(name);
		const store = explorerGalleryStore(entry);
		const {lines} = explorerGalleryFrame(entry, {size, theme}, store);
		const screen = renderToString(
			<Explorer
				session={fakeExplorerSession(entry.data())}
				store={store}
				theme={theme}
				home={galleryHome}
				size={size}
				onQuit={nothing}
				onSuspend={nothing}
				onOpenLog={nothing}
				onOtherHalf={entry.hasMonitor ? nothing : undefined}
			/>,
			{columns: size.columns},
		);
		t.deepEqual(
			screen.split('\n').map((text) => plain(text).trimEnd()),
			lines.map((line) => plain(paintLine(line, theme)).trimEnd()),
			name,
		);
	}
});

test('keys lead from screen to screen', async (t) => {
	const {keyboard, store, rendered, drawn, unmount} = mount(entryOf('roots'));
	await rendered();
	t.regex(drawn(), /frees alone/);
	keyboard.press(' ');
	await rendered();
	t.regex(drawn(), /■ 1 marked/);
	keyboard.press('?');
	await rendered();
	t.regex(drawn(), /Signs/);
	keyboard.press('?');
	await rendered();
	t.false(store.current().helpOpen);
	keyboard.press('1');
	await rendered();
	t.is(store.current().screen, 'overview');
	t.is(store.current().shared.marks.size, 1, 'marks are of all screens');
	keyboard.press('d');
	await rendered();
	t.is(store.current().screen, 'collect');
	keyboard.press('\x7f');
	t.is(store.current().screen, 'overview');
	unmount();
});

test('the screen asks for what it shows, and says so after each key', async (t) => {
	const needed: string[][] = [];
	const {keyboard, rendered, unmount} = mount(entryOf('roots'), {
		need: (needs) => void needed.push(needs.map(({kind}) => kind)),
	});
	await rendered();
	t.true(needed.at(-1)!.includes('rootList'));
	keyboard.press('4');
	await rendered();
	t.true(needed.at(-1)!.includes('pathList'));
	t.false(needed.at(-1)!.includes('rootList'));
	unmount();
});

test('nothing is written when nothing has changed', async (t) => {
	const {session, terminal, keyboard, rendered, unmount} = mount(entryOf('roots'));
	await rendered();
	terminal.written = '';
	session.requestFrame();
	await rendered();
	t.is(terminal.written, '');
	keyboard.press('z');
	await rendered();
	t.is(terminal.written, '', 'a key without a meaning');
	keyboard.press('j');
	await rendered();
	t.not(terminal.written, '');
	unmount();
});

test('text goes into a filter, also a paste; its keys mean nothing else', async (t) => {
	const {keyboard, calls, store, rendered, unmount} = mount(entryOf('roots'));
	const filter = () => store.current().uis.roots.list;
	await rendered();
	keyboard.press('/', 'q', 'dire', 'nv x', '\x7f', '\x7f');
	t.like(filter(), {filter: 'qdirenv', isTyping: true});
	t.deepEqual(calls, []);
	keyboard.press('\r');
	t.like(filter(), {filter: 'qdirenv', isTyping: false});
	keyboard.press('\x1b[200~/paste\x1b[201~');
	await rendered();
	t.deepEqual(calls, [], 'pasted text is no keys that destroy');
	unmount();
});

test('Enter that comes with the text takes it', async (t) => {
	const {keyboard, store, rendered, unmount} = mount(entryOf('roots'));
	await rendered();
	keyboard.press('/', 'shop\r');
	t.like(store.current().uis.roots.list, {filter: 'shop', isTyping: false});
	unmount();
});

test('several keys that arrive at once are several keys', async (t) => {
	const {keyboard, store, rendered, drawn, unmount} = mount(entryOf('roots'));
	await rendered();
	drawn();
	keyboard.press('jj ');
	await rendered();
	t.is(store.current().shared.marks.size, 1);
	t.regex(drawn(), /■ 1 marked/);
	unmount();
});

test('a question is answered by its own key alone', async (t) => {
	const {keyboard, calls, store, rendered, unmount} = mount(entryOf('collect-plan'));
	await rendered();
	keyboard.press('\r');
	await rendered();
	keyboard.press('\r');
	await rendered();
	keyboard.press('x', ' ', 'd', 'g');
	await rendered();
	t.deepEqual(calls, []);
	t.is(store.current().screen, 'collect');
	keyboard.press('y');
	t.deepEqual(calls, ['collect 195318 paths']);
	unmount();
});

test('what changes the world goes to its owner', async (t) => {
	const path = mount(entryOf('path'));
	await path.rendered();
	path.keyboard.press('r', 'b', '\x1a', '\t', 'q');
	t.is(path.calls[0], 'refresh true');
	t.regex(path.calls[1] ?? '', /^log \/nix\/store\//);
	t.deepEqual(path.calls.slice(2), ['suspend', 'stop', 'quit'], 'Tab leads nowhere where no monitor runs');
	path.unmount();

	const both = mount(entryOf('path'), {}, true);
	await both.rendered();
	both.keyboard.press('\t');
	t.deepEqual(both.calls, ['other half']);
	both.unmount();
});

test('leaving is asked for while something is collected', async (t) => {
	const {keyboard, calls, rendered, drawn, unmount} = mount(entryOf('collect-running'));
	await rendered();
	drawn();
	keyboard.press('q');
	await rendered();
	t.regex(drawn(), /press q again to stop it and leave/);
	t.deepEqual(calls, []);
	keyboard.press('j', 'q');
	t.deepEqual(calls, [], 'any other key goes on');
	keyboard.press('s');
	t.deepEqual(calls, ['stop']);
	keyboard.press('q', 'q');
	t.deepEqual(calls, ['stop', 'stop', 'quit']);
	unmount();
});
