import {watchTerminalReaders} from '../inputs/terminal-readers.js';
import {storeAddress} from '../store/address-of.js';
import {FrameWriter} from '../terminal/frame-writer.js';
import {type KeyReader, openKeyReader} from '../terminal/key-reader.js';
import type {Lifecycle} from '../terminal/lifecycle.js';
import {openTerminalOutput} from '../terminal/terminal-device.js';
import {TerminalTitle} from '../terminal/title.js';
import type {Display} from './follow.js';
import {followPlainly} from './follow-plainly.js';
import type {FollowRequest} from './follow-request.js';
import {MonitorScreen} from './monitor-screen.js';
import type {OpenMonitor} from './open-monitor.js';
import {printReport} from './print-report.js';
import type {StoreHalf} from './store/store-half.js';
import {showInTitle} from './window-title.js';

/** The screen on the terminal, with keys where there are some; everything about it is taken back on every way out. */
export function followOnScreen(request: FollowRequest, open: OpenMonitor, lifecycle: Lifecycle): Display {
	const descriptor = openTerminalOutput();
	if (descriptor === undefined) {
		return followPlainly(request, open);
	}

	const {source, surroundings, options, questions} = request;
	const {session} = open.monitor;
	const output = new FrameWriter(descriptor);
	const keys = openKeyReader();
	const title = new TerminalTitle(output, surroundings.capabilities);
	const screen = new MonitorScreen({
		session,
		output,
		keys,
		theme: surroundings.capabilities,
		startsFull: options.full === true,
		openStore: source.replay === undefined ? () => openStore(request, output) : undefined,
		onQuit() {
			if (source.replay !== undefined || !open.isRunning) {
				open.monitor.markInterrupted();
				source.input.stop();
				return;
			}

			// As Ctrl-C does it: everybody in the foreground gets it, we as well.
			process.kill(0, 'SIGINT');
		},
	});
	// The newest action runs first.
	lifecycle.restoreActions.add(() => output.close());
	lifecycle.restoreActions.add(() => output.restore());
	lifecycle.restoreActions.add(() => keys?.restore());
	lifecycle.restoreActions.add(() => screen.leaveNow());
	lifecycle.restoreActions.add(() => title.clear());
	screen.enter();
	const stopTitle = showInTitle(session, title);
	const stopWatching = keys ? standBackForReaders(screen, keys) : () => {};
	questions?.answerWith(screen.ask);

	return {
		isBusy: () => output.isBusy,
		async finish(state) {
			stopWatching();

			const mayStay = !lifecycle.wasInterrupted && !(request.isPreparation && state.end?.outcome !== 'failed');
			await screen.finish(mayStay);
			stopTitle();
			title.clear();
			lifecycle.restoreActions.run();
			keys?.destroy();
		},
		report: (state) => printReport(open, state, surroundings),
	};
}

/** The store that Nix uses here; loaded when it is first asked for. */
async function openStore({surroundings, options}: FollowRequest, output: FrameWriter): Promise<StoreHalf> {
	const {openStoreHalf} = await import('./store/store-half.js');
	return openStoreHalf({
		address: storeAddress({store: options.store, snapshot: undefined}, process.env),
		theme: surroundings.capabilities,
		isBusy: () => output.isBusy,
	});
}

/** A program below the command, or before us in the pipe, asks on the terminal: see rule 8 of the architecture. */
function standBackForReaders(screen: MonitorScreen, keys: KeyReader): () => void {
	let hasStoodBack = false;
	return watchTerminalReaders({
		onStart({name, isSecret}) {
			// The pager reads the terminal, too, and has all of it.
			if (!screen.isPaging) {
				hasStoodBack = true;
				keys.lend(!isSecret);
				screen.standBack(name);
			}
		},
		onStop() {
			if (hasStoodBack) {
				hasStoodBack = false;
				keys.takeBack();
				screen.comeBack();
			}
		},
	});
}
