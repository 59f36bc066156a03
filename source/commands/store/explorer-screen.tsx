import {type Instance, render} from 'ink';
import type {ExplorerSession} from '../../sessions/explorer-session.js';
import type {FrameWriter} from '../../terminal/frame-writer.js';
import type {KeyReader} from '../../terminal/key-reader.js';
import type {GiveScreenBack} from '../../terminal/suspension.js';
import type {FrameTheme} from '../../view-models/frame-input.js';
import type {ExplorerStore} from '../../view-models/store/explorer-store.js';
import {Explorer} from '../../views/explorer.js';
import {crashWith} from '../screen-crash.js';
import {Suspendable} from '../suspendable.js';
import {whenWindowRests} from '../window-rest.js';
import {openBuildLog} from './open-build-log.js';

export type ExplorerScreenOptions = {
	readonly session: ExplorerSession;
	readonly store: ExplorerStore;
	readonly output: FrameWriter;
	readonly keys: KeyReader;
	readonly theme: FrameTheme;
	readonly home: string;
};

/** The explorer alone in Ink: entering, standing back for others, leaving. */
export class ExplorerScreen {
	readonly #options: ExplorerScreenOptions;
	#app: Instance | undefined;
	#giveScreenBack: GiveScreenBack | undefined;
	#isPaging = false;
	#left = () => {};
	/** Resolves when the user, or a signal, leaves. */
	readonly hasLeft = new Promise<void>((resolve) => {
		this.#left = resolve;
	});

	constructor(options: ExplorerScreenOptions) {
		this.#options = options;
		options.output.on('redraw', () => this.#redraw());
		whenWindowRests(options.output, () => this.#reenter());
	}

	enter(): void {
		const {output, keys, session, store, theme, home} = this.#options;
		this.#app = render(
			<Suspendable output={output} onReady={this.#setGiveScreenBack}>
				<Explorer
					session={session}
					store={store}
					theme={theme}
					home={home}
					onQuit={() => this.leave()}
					onSuspend={() => process.kill(0, 'SIGTSTP')}
					onOpenLog={(path) => void this.#page(path)}
				/>
			</Suspendable>,
			{
				stdout: output as unknown as NodeJS.WriteStream,
				stdin: keys as unknown as NodeJS.ReadStream,
				exitOnCtrlC: false,
				patchConsole: false,
				interactive: true,
				incrementalRendering: true,
				maxFps: 60,
				alternateScreen: true,
			},
		);
		crashWith(this.#app);
	}

	leave(): void {
		this.#left();
	}

	/** Takes the screen off the terminal; synchronous, for every way out. Does nothing a second time. */
	leaveNow(): void {
		const app = this.#app;
		this.#app = undefined;
		app?.clear();
		app?.unmount();
	}

	/** The same function in every render, as an effect depends on it. */
	readonly #setGiveScreenBack = (giveScreenBack: GiveScreenBack): void => {
		this.#giveScreenBack = giveScreenBack;
	};

	#redraw(): void {
		this.#app?.clear();
		this.#options.session.requestFrame();
	}

	#reenter(): void {
		if (this.#app !== undefined && !this.#isPaging) {
			this.leaveNow();
			this.enter();
		}
	}

	async #page(path: string): Promise<void> {
		if (this.#isPaging) {
			return;
		}

		this.#isPaging = true;
		try {
			await openBuildLog(path, this.#options.store, async (show) => {
				const takeScreen = await this.#giveScreenBack?.();
				await show();
				await takeScreen?.();
			});
		} finally {
			this.#isPaging = false;
		}
	}
}
