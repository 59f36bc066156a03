import {homedir} from 'node:os';
import type {GcRequest} from '../../collection/choose-roots.js';
import {createExplorerSession} from '../../sessions/create-explorer-session.js';
import {storeAddress} from '../../store/address-of.js';
import type {StoreAddress} from '../../store/store-address.js';
import {StoreError} from '../../store/store-error.js';
import {handleClosedPipes} from '../../terminal/closed-pipes.js';
import {FrameWriter} from '../../terminal/frame-writer.js';
import {openKeyReader} from '../../terminal/key-reader.js';
import {Lifecycle} from '../../terminal/lifecycle.js';
import {openTerminalOutput} from '../../terminal/terminal-device.js';
import {TerminalTitle} from '../../terminal/title.js';
import {createExplorerStore} from '../../view-models/store/explorer-store.js';
import {type ExplorerUi, initialExplorerUi} from '../../view-models/store/explorer-ui.js';
import {gone} from '../../view-models/store/reduce-explorer.js';
import {openStoreClient} from '../../workers/store-client.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import {showFirstSign} from '../first-sign.js';
import type {Options} from '../option-table.js';
import {readSurroundings} from '../surroundings.js';
import type {ExplorerScreen} from './explorer-screen.js';
import {leavingLines} from './leaving-lines.js';
import {statusOfPlan} from './plan-status.js';
import {printLines} from './print-lines.js';
import {titleOf} from './store-title.js';

/** Where the explorer begins. */
export type ExploreStart =
	| {readonly screen: 'collect'; readonly request: GcRequest; readonly holdMs: number | undefined}
	| {readonly screen: 'undo' | 'optimise'};

/** The store explorer on the terminal, until the user leaves it. */
export async function explore(options: Options, start?: ExploreStart): Promise<ExitStatus> {
	let address: StoreAddress;
	try {
		address = storeAddress({store: options.store, snapshot: options.snapshot}, process.env);
	} catch (error) {
		if (!(error instanceof StoreError)) {
			throw error;
		}

		complain(error.message);
		return {code: 1};
	}

	const descriptor = openTerminalOutput();
	const keys = openKeyReader();
	if (descriptor === undefined || keys === undefined) {
		complain('the explorer needs a terminal: nixscope roots, paths, why and gc --dry-run print their answers');
		return {code: 2};
	}

	const surroundings = readSurroundings(1, options);
	const output = new FrameWriter(descriptor);
	const title = new TerminalTitle(output, surroundings.capabilities);
	let screen: ExplorerScreen | undefined;
	let endedBy: NodeJS.Signals | undefined;
	const lifecycle = new Lifecycle({
		onInterrupt() {
			endedBy = 'SIGINT';
			screen?.leave();
		},
		async onTerminate(signal) {
			endedBy = signal;
			session.stop();
			screen?.leave();
			await screen?.hasLeft;
		},
		onCrash(error) {
			complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	handleClosedPipes();
	const session = createExplorerSession({
		title: titleOf(address),
		openClient: (onProgress) => openStoreClient({address, workingDirectory: process.cwd(), onProgress}),
		isBusy: () => output.isBusy,
		now: Date.now,
	});
	const store = createExplorerStore(startUi(start));
	const eraseSign = showFirstSign(1);
	// The store is being read while what draws is loaded.
	const {ExplorerScreen} = await import('./explorer-screen.js');
	eraseSign();
	const shown = new ExplorerScreen({session, store, output, keys, theme: surroundings.capabilities, home: homedir()});
	// The newest action runs first.
	lifecycle.restoreActions.add(() => output.close());
	lifecycle.restoreActions.add(() => output.restore());
	lifecycle.restoreActions.add(() => keys.restore());
	screen = shown;
	lifecycle.restoreActions.add(() => shown.leaveNow());
	lifecycle.restoreActions.add(() => title.clear());
	title.set(`nixscope ${titleOf(address)}`);
	if (endedBy === undefined) {
		shown.enter();
		await shown.hasLeft;
	}

	title.clear();
	lifecycle.restoreActions.run();
	keys.destroy();
	await session.close();
	// A plan that was left is no run: neither is one that had to be made again.
	const done = session.done.filter((run) => run.result !== undefined || run.error !== undefined);
	printLines(leavingLines(done, surroundings.signs), options);
	lifecycle.close();
	if (endedBy !== undefined) {
		return {signal: endedBy};
	}

	if (start?.screen !== 'collect') {
		return {code: 0};
	}

	if (done.length === 0) {
		complain('nothing was changed');
	}

	return statusOfPlan(done);
}

function startUi(start: ExploreStart | undefined): ExplorerUi {
	const ui = initialExplorerUi();
	switch (start?.screen) {
		case 'collect':
			return {...ui, isForPlan: true, choice: {request: start.request, leadsTo: 'plan', holdMs: start.holdMs}};
		case 'undo':
		case 'optimise':
			return gone(ui, {screen: start.screen});
		case undefined:
			return ui;
	}
}
