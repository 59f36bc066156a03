import {holderTree} from '../analyses/lists/holder-tree.js';
import {jointTotal} from '../analyses/lists/joint-total.js';
import {needsTree} from '../analyses/lists/needs-tree.js';
import {pathListSteps} from '../analyses/lists/path-list.js';
import {rootListSteps} from '../analyses/lists/root-list.js';
import {overviewSteps} from '../analyses/lists/store-overview.js';
import {usageDetail} from '../analyses/lists/usage-detail.js';
import {usageLevelSteps} from '../analyses/lists/usage-level.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import type {AskContext} from './ask-context.js';
import type {OpenStore} from './open-store.js';
import type {Questions, Replies} from './question.js';
import {resolveOperand} from './resolve-operand.js';
import {runSteps} from './run-steps.js';

type ListKind =
	| 'overview'
	| 'rootList'
	| 'pathList'
	| 'usageLevel'
	| 'usageDetail'
	| 'holderTree'
	| 'needsTree'
	| 'joint';

export type ListAnswers = {
	readonly [Kind in ListKind]: (request: Questions[Kind], context: AskContext) => Promise<Replies[Kind]>;
};

/** The answers of which screens are made. */
export function listAnswers(store: OpenStore): ListAnswers {
	const {listCache} = store;
	const open = () => store.analysis({withEntries: false});
	const rootOptions = (analysis: StoreAnalysis) => ({
		now: store.now(analysis),
		heldUntil: new Map(Array.from(store.holdsAsRead().links, ([link, {until}]) => [link, until])),
	});
	const find = (analysis: StoreAnalysis, operand: string) =>
		resolveOperand(analysis, operand, store.options.workingDirectory);
	return {
		async overview(_, {signal}) {
			const analysis = await store.analysis({withEntries: true});
			return runSteps(overviewSteps(analysis, rootOptions(analysis), listCache), signal);
		},
		async rootList(request, {signal}) {
			const analysis = await open();
			return runSteps(rootListSteps(analysis, request, rootOptions(analysis), listCache), signal);
		},
		async pathList(request, {signal, onEvent}) {
			const onDone = (done: number, total: number) =>
				onEvent({type: 'progress', progress: {task: 'adding up closures', done, total}});
			return runSteps(pathListSteps(await open(), request, listCache, onDone), signal);
		},
		async usageLevel(request, {signal}) {
			return runSteps(usageLevelSteps(await open(), request, listCache), signal);
		},
		async usageDetail({id}) {
			return usageDetail(await open(), id, listCache);
		},
		async holderTree(request) {
			const analysis = await open();
			return holderTree(analysis, find(analysis, request.path), request, listCache);
		},
		async needsTree(request) {
			const analysis = await open();
			return needsTree(analysis, find(analysis, request.path), request);
		},
		async joint({links}) {
			return jointTotal(await open(), links);
		},
	};
}
