import {once} from 'node:events';
import path from 'node:path';
import {chooseRoots} from '../collection/choose-roots.js';
import {pinPath, unpin} from '../collection/pin.js';
import {runOptimise} from '../collection/run-optimise.js';
import {undoDrop, undoList} from '../collection/undo.js';
import {besideStore} from '../store/beside-store.js';
import {mayRemoveIn} from '../store/may-remove.js';
import {homeFolder} from '../store/nix-conf-files.js';
import type {AskContext} from './ask-context.js';
import {collect} from './collect-job.js';
import {collectNow} from './collect-now.js';
import {gcAnswer} from './gc-answer.js';
import type {OpenStore} from './open-store.js';
import {PlanBook} from './plan-book.js';
import {planSizes, planSources} from './plan-facts.js';
import type {Questions, Replies} from './question.js';
import {resolveOperand} from './resolve-operand.js';
import {scanInThread} from './scan-client.js';

type ChangeKind =
	| 'gc'
	| 'choose'
	| 'plan'
	| 'planSizes'
	| 'planSources'
	| 'collect'
	| 'collectNow'
	| 'undoList'
	| 'undo'
	| 'runOptimise'
	| 'pin'
	| 'unpin'
	| 'beside'
	| 'links'
	| 'optimise'
	| 'watch'
	| 'refresh';

export type ChangeAnswers = {
	readonly [Kind in ChangeKind]: (request: Questions[Kind], context: AskContext) => Promise<Replies[Kind]>;
};

/** Plans and what is done to a store; looks at its files; whether it has changed. */
export function changeAnswers(store: OpenStore): ChangeAnswers {
	const book = new PlanBook();
	const {environment, workingDirectory} = store.options;
	const withEntries = () => store.analysis({withEntries: true});
	return {
		async gc(request) {
			const analysis = await withEntries();
			const holds = store.holds();
			return gcAnswer(analysis, request, {
				...store.options,
				holds: request.holdMs === undefined ? holds : {...holds, expired: []},
			});
		},
		async choose(request) {
			const analysis = await withEntries();
			const {roots, remarks} = chooseRoots(
				analysis,
				request,
				store.now(analysis),
				workingDirectory,
				mayRemoveIn(analysis.reading.address),
			);
			return {links: [...new Set(roots.map((place) => analysis.reading.roots.roots[place]!.link))], remarks};
		},
		async plan(request) {
			return book.make(store, await withEntries(), request).answer;
		},
		planSizes: ({plan}, context) => planSizes(store, book.get(plan), context),
		planSources: ({plan}, context) => planSources(store, book.get(plan), context),
		collect: ({plan}, context) => collect(store, book, book.get(plan), context),
		collectNow: (request, context) => collectNow(store, book, request, context),
		async undoList() {
			const local = store.local('put back');
			const {reading} = await store.analysis({withEntries: false});
			return {
				version: 1,
				entries: undoList(
					environment,
					(target) => reading.graph.names.findBaseName(path.basename(target)) !== -1,
					local,
				),
			};
		},
		async undo({id}) {
			return undoDrop(id, {environment, store: store.local('put back'), now: Date.now});
		},
		runOptimise: (_, {signal, onEvent}) =>
			runOptimise({
				store: store.local('optimised'),
				environment,
				now: Date.now,
				signal,
				onProgress: ({done, total}) => onEvent({type: 'optimise', done, total}),
			}),
		async pin({path: operand, name}) {
			const analysis = await store.analysis({withEntries: false});
			const target = analysis.reading.graph.names.path(resolveOperand(analysis, operand, workingDirectory));
			return {link: await pinPath(target, name, {environment, store: store.local('pinned')})};
		},
		async unpin({name}) {
			unpin(name, environment);
			return {link: name};
		},
		async beside(_, {signal}) {
			const local = store.local('measured');
			const home = homeFolder(environment);
			return besideStore({store: local, environment, home}, {signal});
		},
		async links(_, {signal, onEvent}) {
			const {address} = store.options;
			return address.kind === 'local'
				? scanInThread(
						{kind: 'links', store: address},
						{signal, onProgress: (progress) => onEvent({type: 'progress', progress})},
					)
				: null;
		},
		async optimise(_, {signal, onEvent}) {
			const local = store.local('compared file by file');
			const {reading} = await store.analysis({withEntries: false});
			const scan = await scanInThread(
				{kind: 'optimise', store: local, names: reading.graph.names, environment},
				{
					signal,
					onProgress(progress) {
						onEvent({type: 'progress', progress});
						store.options.onProgress(progress);
					},
				},
			);
			return {version: 1, ...scan};
		},
		async watch(_, {signal, onEvent}) {
			const {address} = store.options;
			if (address.kind === 'local') {
				const {watchStore} = await import('../store/watch-store.js');
				const watch = watchStore(address, {
					environment,
					onChange(what) {
						// What nixscope itself has done is known already.
						if (store.hasMoved()) {
							onEvent({type: 'changed', what});
						}
					},
					onFailure: (reason) => onEvent({type: 'unwatched', reason}),
				});
				await watch.ready;
				// What has changed before it could be noticed.
				if (store.hasMoved()) {
					onEvent({type: 'changed', what: 'roots'});
				}

				if (!signal.aborted) {
					await once(signal, 'abort');
				}

				await watch.close();
			}

			return null;
		},
		async refresh({isForced}) {
			const before = (await withEntries()).reading;
			const {reading} = await store.reread({withEntries: true});
			const hasChanged =
				isForced ||
				reading.graph !== before.graph ||
				JSON.stringify(reading.roots.roots) !== JSON.stringify(before.roots.roots) ||
				JSON.stringify(reading.unregistered) !== JSON.stringify(before.unregistered);
			return {hasChanged};
		},
	};
}
