import test from 'ava';
import {render, renderToString} from 'ink';
import type {ReactNode} from 'react';
import {paintLine} from '../../source/formats/paint.js';
import {fakeSession} from '../../source/gallery/fake-session.js';
import {type GalleryEntry, galleryEntries} from '../../source/gallery/gallery-entries.js';
import {galleryFrame, galleryStore} from '../../source/gallery/gallery-frame.js';
import type {MonitorSession} from '../../source/sessions/monitor-session.js';
import type {UiStore} from '../../source/view-models/ui-store.js';
import {Monitor} from '../../source/views/monitor.js';
import {FakeKeyboard, FakeTerminal} from './fake-terminal.js';

const theme = {ascii: false, colour: true};
const size = {columns: 100, rows: 30};
const entryOf = (name: string) => galleryEntries.find((entry) => entry.name === name)!;

type Mounted = {
	readonly terminal: FakeTerminal;
	readonly keyboard: FakeKeyboard;
	readonly calls: string[];
	readonly store: UiStore;
	readonly session: MonitorSession;
	rendered(): Promise<void>;
	unmount(): void;
};

function mount(
	entry: GalleryEntry,
	mode: 'inline' | 'full',
	change: Partial<MonitorSession> = {},
	store = galleryStore(entry, mode),
): Mounted {
	const terminal = new FakeTerminal(size);
	const keyboard = new FakeKeyboard();
	const calls: string[] = [];
	const session = {...fakeSession(entry.moments().at(-1)!, entry.title ?? '', entry.replay), ...change};
	const root: ReactNode = (
		<Monitor
			session={session}
			store={store}
			theme={theme}
			size={size}
			prompt={entry.prompt}
			onAnswer={(answer) => calls.push(`answer ${answer}`)}
			onToggleFullScreen={() => calls.push(`toggle ${store.current().mode}`)}
			onQuit={() => calls.push('quit')}
			onOpenPager={(build) => calls.push(`pager ${build?.name}`)}
			onSuspend={() => calls.push('suspend')}
		/>
	);
	const app = render(root, {
		stdout: terminal as unknown as NodeJS.WriteStream,
		stdin: keyboard as unknown as NodeJS.ReadStream,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 1000,
	});
	return {
		terminal,
		keyboard,
		calls,
		store,
		session,
		rendered: () => app.waitUntilRenderFlush(),
		unmount: () => app.unmount(),
	};
}

test('the screen is exactly the lines of the frame', (t) => {
	for (const name of ['mid-build', 'log-search', 'help', 'hostile']) {
		for (const mode of ['inline', 'full'] as const) {
			const entry = entryOf(name);
			const store = galleryStore(entry, mode);
			const session = fakeSession(entry.moments().at(-1)!, entry.title ?? '');
			const nothing = () => {};
			const screen = renderToString(
				<Monitor
					session={session}
					store={store}
					theme={theme}
					size={size}
					onToggleFullScreen={nothing}
					onQuit={nothing}
					onOpenPager={nothing}
					onSuspend={nothing}
				/>,
				{columns: size.columns},
			);
			const plain = (text: string) => text.replaceAll(/\x1b\[[\d;]*m/g, '').trimEnd();
			const frame = galleryFrame(entry, {size, mode, theme});
			t.deepEqual(
				screen.split('\n').map(plain),
				frame.lines.map((line) => plain(paintLine(line, theme))),
				`${name} ${mode}`,
			);
		}
	}
});

test('keys are answered at once: by the screen, or by its owner', async (t) => {
	const {keyboard, calls, store, terminal, rendered, unmount} = mount(entryOf('mid-build'), 'full');
	await rendered();
	keyboard.press('2');
	t.is(store.current().tab, 'log');
	await rendered();
	t.regex(terminal.written, /11,208 lines/);
	keyboard.press('o', '1', 'q');
	t.deepEqual(calls, ['pager firefox-unwrapped-145.0'], 'builds run: the first q only asks');
	t.true(store.current().isQuitAsked);
	keyboard.press('j');
	t.false(store.current().isQuitAsked, 'any other key goes on');
	keyboard.press('q', 'q', '\x1a', 'f');
	t.deepEqual(calls, ['pager firefox-unwrapped-145.0', 'quit', 'suspend', 'toggle inline']);
	unmount();
});

test('inline, keys that need room open the full screen', async (t) => {
	const {keyboard, calls, store, rendered, unmount} = mount(entryOf('mid-build'), 'inline');
	await rendered();
	keyboard.press('j', 'j');
	t.deepEqual(calls, []);
	keyboard.press('\r');
	t.deepEqual(calls, ['toggle full']);
	t.is(store.current().tab, 'log');
	unmount();
});

test('text goes into a search, also a paste', async (t) => {
	const {keyboard, calls, store, rendered, unmount} = mount(entryOf('mid-build'), 'full');
	await rendered();
	keyboard.press('2', '/', 'q', 'uit', '\x7f');
	t.is(store.current().search?.query, 'qui');
	t.deepEqual(calls, []);
	unmount();
});

test('an answer goes to who asked, and is written nowhere', async (t) => {
	const {keyboard, calls, terminal, rendered, unmount} = mount(entryOf('question'), 'full');
	await rendered();
	keyboard.press('s3', 'x', '\x7f', 'cret');
	await rendered();
	t.notRegex(terminal.written, /s3/);
	keyboard.press('\r');
	t.deepEqual(calls, ['answer s3cret']);
	unmount();
});

test('a replay is paused, sped up and sought', async (t) => {
	const {keyboard, session, rendered, unmount} = mount(entryOf('replay'), 'full');
	await rendered();
	const {replay} = session;
	const start = replay!.positionMs;
	keyboard.press(' ', '+', '.');
	t.false(replay!.paused);
	t.is(replay!.speed, 8);
	t.true(replay!.positionMs > start);
	keyboard.press('-', ',', ',');
	t.is(replay!.speed, 4);
	t.true(replay!.positionMs < start);
	unmount();
});

test('failures and messages are printed once, those of the full screen when it is inline again', async (t) => {
	const entry = entryOf('mid-build');
	const moment = entry.moments().at(-1)!;
	const scipy = moment.state.builds.find(({status}) => status.name === 'failed')!;
	const notices = [{kind: 'warning' as const, at: 0, text: 'Git tree is dirty'}];
	const state = {...moment.state, notices: [...notices, {kind: 'build-failed' as const, at: 0, build: scipy}]};
	const first = mount(entry, 'inline', {state});
	await first.rendered();
	const count = (text: string, pattern: RegExp) => text.replaceAll(/\x1b\[[\d;]*m/g, '').match(pattern)?.length ?? 0;
	t.is(count(first.terminal.written, /Git tree is dirty/g), 1);
	t.is(count(first.terminal.written, /scipy-1\.16\.3 failed in check after 42s: exit code 1/g), 1);
	t.is(count(first.terminal.written, /nix log \/nix\/store\/\S+\.drv/g), 1);
	first.session.requestFrame();
	await first.rendered();
	t.is(count(first.terminal.written, /Git tree is dirty/g), 1);
	first.unmount();

	const {store} = first;
	store.setMode('full');
	const more = {...state, notices: [...state.notices, {kind: 'trace' as const, at: 0, text: 'trace: here'}]};
	const full = mount(entry, 'full', {state: more}, store);
	await full.rendered();
	t.is(count(full.terminal.written, /trace: here/g), 0);
	full.unmount();

	store.setMode('inline');
	const again = mount(entry, 'inline', {state: more}, store);
	await again.rendered();
	t.is(count(again.terminal.written, /trace: here/g), 1);
	t.is(count(again.terminal.written, /Git tree is dirty/g), 0);
	again.unmount();
});
