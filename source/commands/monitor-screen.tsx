import {type Instance, render} from 'ink';
import type {Build} from '../build/build.js';
import type {MonitorSession} from '../sessions/monitor-session.js';
import type {FrameWriter} from '../terminal/frame-writer.js';
import {type KeyReader, silentKeys} from '../terminal/key-reader.js';
import type {GiveScreenBack} from '../terminal/suspension.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import type {MonitorPrompt} from '../view-models/prompt-lines.js';
import {createUiStore} from '../view-models/ui-store.js';
import {Monitor} from '../views/monitor.js';
import {openPager} from './pager.js';
import type {Asker} from './questions.js';
import {crashWith} from './screen-crash.js';
import {openBuildLog} from './store/open-build-log.js';
import type {StoreHalf, StoreHalfCallbacks} from './store/store-half.js';
import {Suspendable} from './suspendable.js';
import {whenWindowRests} from './window-rest.js';

export type MonitorScreenOptions = {
	readonly session: MonitorSession;
	readonly output: FrameWriter;
	/** Undefined where there is no keyboard. */
	readonly keys: KeyReader | undefined;
	readonly theme: FrameTheme;
	readonly startsFull: boolean;
	/** The user wants to leave while the session still runs. */
	readonly onQuit: () => void;
	/** Opens the store explorer beside; undefined where outputs are not in a store of this machine (a replay). */
	readonly openStore: (() => Promise<StoreHalf>) | undefined;
};

/** How long a terminal that takes nothing may hold up the end. */
const FLUSH_PATIENCE_MS = 500;

/** The monitor in Ink: entering, changing between inline and full screen, standing back for others, leaving. */
export class MonitorScreen {
	readonly #options: MonitorScreenOptions;
	readonly #store;
	/** Frames of the session, unless the screen stands back. */
	readonly #session: MonitorSession;
	#app: Instance | undefined;
	#giveScreenBack: GiveScreenBack | undefined;
	#prompt: MonitorPrompt | undefined;
	#answer: ((text: string | undefined) => void) | undefined;
	#isStandingBack = false;
	/** The explorer, once it has been asked for; it keeps where it is while the builds are shown. */
	#storeHalf: Promise<StoreHalf> | undefined;
	#shownStore: StoreHalf | undefined;
	#pager: Promise<void> | undefined;
	#hasEnded = false;
	#quit = () => {};
	readonly #hasQuit = new Promise<void>((resolve) => {
		this.#quit = resolve;
	});

	constructor(options: MonitorScreenOptions) {
		this.#options = options;
		this.#store = createUiStore({mode: options.startsFull ? 'full' : 'inline'});
		const {session} = options;
		this.#session = Object.create(session, {
			subscribe: {
				value: (listener: () => void) =>
					session.subscribe(() => {
						if (!this.#isStandingBack) {
							listener();
						}
					}),
			},
		}) as MonitorSession;
		options.output.on('redraw', () => this.#redraw());
		whenWindowRests(options.output, () => this.#windowRests());
	}

	enter(): void {
		this.#mount();
	}

	/**
	 * The session is over. Inline the screen goes at once; a full screen stays until the user leaves it, as they are
	 * reading.
	 */
	async finish(mayStay: boolean): Promise<void> {
		this.#hasEnded = true;
		await this.#pager;
		if (mayStay && this.#store.current().mode === 'full' && this.#options.keys !== undefined) {
			this.#session.requestFrame();
			await this.#hasQuit;
		}

		await (await this.#storeHalf)?.close();
		this.#shownStore = undefined;

		if (this.#store.current().mode === 'full') {
			// What was said while the screen was full is printed now.
			this.#store.setMode('inline');
			this.#remount();
		}

		this.#session.requestFrame();
		await this.#flush();
		this.leaveNow();
	}

	/** Takes the live part off the terminal; synchronous, for every way out. Does nothing a second time. */
	leaveNow(): void {
		const app = this.#app;
		this.#app = undefined;
		app?.clear();
		app?.unmount();
	}

	/** A log is open in the pager, which has the terminal. */
	get isPaging(): boolean {
		return this.#pager !== undefined;
	}

	/** Someone asks on the terminal itself: nothing is drawn until they are done. */
	standBack(program: string): void {
		this.#prompt = {program};
		this.#isStandingBack = true;
		this.#options.output.write('\u001B[?25h');
	}

	/** Draws again: inline below what was asked, which stays. */
	comeBack(): void {
		this.#prompt = undefined;
		this.#isStandingBack = false;
		this.#options.output.refreshSize();
		if (this.#store.current().mode === 'inline') {
			this.#app?.unmount();
			this.#mount();
		} else {
			this.#redraw();
		}
	}

	/** See Asker. */
	readonly ask: Asker = ({text, signal, program}) =>
		new Promise((resolve) => {
			const settle = (answer: string | undefined) => {
				this.#prompt = undefined;
				this.#answer = undefined;
				this.#rerender();
				resolve(answer);
			};
			signal.addEventListener('abort', () => settle(undefined), {once: true});
			this.#prompt = {program, question: text};
			this.#answer = settle;
			this.#rerender();
		});

	#mount(): void {
		const {output, keys} = this.#options;
		this.#app = render(this.#root(), {
			stdout: output as unknown as NodeJS.WriteStream,
			stdin: (keys ?? silentKeys()) as unknown as NodeJS.ReadStream,
			exitOnCtrlC: false,
			patchConsole: false,
			interactive: true,
			incrementalRendering: true,
			maxFps: 60,
			alternateScreen: this.#store.current().mode === 'full',
		});
		crashWith(this.#app);
	}

	#remount(): void {
		this.leaveNow();
		this.#mount();
	}

	#rerender(): void {
		this.#app?.rerender(this.#root());
	}

	#redraw(): void {
		this.#app?.clear();
		this.#session.requestFrame();
	}

	#root() {
		// Who asks for a password asks for the builds.
		const half = this.#prompt === undefined ? this.#shownStore : undefined;
		return (
			<Suspendable output={this.#options.output} onReady={this.#setGiveScreenBack}>
				{half === undefined ? this.#builds() : half.element(this.#storeCallbacks)}
			</Suspendable>
		);
	}

	#builds() {
		const {theme, keys, openStore} = this.#options;
		return (
			<Monitor
				session={this.#session}
				store={this.#store}
				theme={theme}
				hasKeys={keys !== undefined}
				prompt={this.#prompt}
				onAnswer={(answer) => this.#answer?.(answer)}
				onToggleFullScreen={() => this.#toggled()}
				onQuit={() => this.#leave()}
				onSuspend={() => process.kill(0, 'SIGTSTP')}
				onOpenPager={(build) => this.#openPager(() => this.#pageLog(build))}
				onOtherHalf={openStore === undefined ? undefined : (path) => void this.#showStore(path)}
			/>
		);
	}

	readonly #storeCallbacks: StoreHalfCallbacks = {
		onOtherHalf: () => this.#showBuilds(),
		// Leaving the store is not leaving the build.
		onQuit: () => (this.#hasEnded ? this.#leave() : this.#showBuilds()),
		onSuspend: () => process.kill(0, 'SIGTSTP'),
		onOpenLog: (path) => void openBuildLog(path, this.#shownStore, (page) => this.#openPager(page)),
	};

	async #showStore(path: string | undefined): Promise<void> {
		this.#storeHalf ??= this.#options.openStore?.();
		// A store that only Nix can reach stays with Nix.
		const half = await this.#storeHalf?.catch(() => undefined);
		if (half === undefined || this.#app === undefined) {
			return;
		}

		if (path !== undefined) {
			half.goTo(path);
		}

		this.#shownStore = half;
		if (this.#store.current().mode === 'inline') {
			this.#store.setMode('full');
			this.#remount();
		} else {
			this.#rerender();
		}
	}

	#showBuilds(): void {
		this.#shownStore = undefined;
		this.#rerender();
		this.#session.requestFrame();
	}

	/** The same function in every render, as an effect depends on it. */
	readonly #setGiveScreenBack = (giveScreenBack: GiveScreenBack): void => {
		this.#giveScreenBack = giveScreenBack;
	};

	/** Inline, Ink takes its own lines back. */
	#windowRests(): void {
		if (this.#app !== undefined && this.#store.current().mode === 'full' && !this.#isStandingBack) {
			this.#remount();
		}
	}

	/** A session that is over has nothing more to show inline: leaving its full screen is leaving it. */
	#toggled(): void {
		this.#remount();
		if (this.#hasEnded && this.#store.current().mode === 'inline') {
			this.#quit();
		}
	}

	#leave(): void {
		this.#quit();
		if (!this.#hasEnded) {
			this.#options.onQuit();
		}
	}

	#openPager(page: () => Promise<void>): void {
		this.#pager ??= this.#page(page).finally(() => {
			this.#pager = undefined;
		});
	}

	async #page(page: () => Promise<void>): Promise<void> {
		const takeScreen = await this.#giveScreenBack?.();
		await page();
		await takeScreen?.();
	}

	#pageLog(build: Build | undefined): Promise<void> {
		const {state, logs} = this.#session;
		return openPager(build?.log ?? state.messageLog, logs);
	}

	async #flush(): Promise<void> {
		const app = this.#app;
		await Promise.race([
			app?.waitUntilRenderFlush(),
			new Promise((resolve) => {
				setTimeout(resolve, FLUSH_PATIENCE_MS).unref();
			}),
		]);
	}
}
