import type {GcDoneAnswer} from '../analyses/answers/plan.js';
import {chooseRoots} from '../collection/choose-roots.js';
import {formatSize} from '../formats/bytes.js';
import {mayRemoveIn} from '../store/may-remove.js';
import {StoreError} from '../store/store-error.js';
import type {AskContext} from './ask-context.js';
import {execute} from './collect-job.js';
import {gcAnswer} from './gc-answer.js';
import type {OpenStore} from './open-store.js';
import type {PlanBook} from './plan-book.js';
import type {Questions} from './question.js';

/**
 * Plans, and does it at once: who asks has said so.
 *
 * @throws StoreError when less can be freed than was asked for, or a hold is to be held: then nothing is done.
 */
export async function collectNow(
	store: OpenStore,
	book: PlanBook,
	{request, holdMs}: Questions['collectNow'],
	context: AskContext,
): Promise<GcDoneAnswer> {
	store.local('collected');
	const analysis = await store.analysis({withEntries: true});
	const {roots} = chooseRoots(
		analysis,
		request,
		store.now(analysis),
		store.options.workingDirectory,
		mayRemoveIn(analysis.reading.address),
	);
	const links = roots.map((place) => analysis.reading.roots.roots[place]!.link);
	const plan = book.make(store, analysis, {
		links,
		collects: holdMs !== undefined ? 'none' : request.isOnly === true ? 'only-planned' : 'all-dead',
		holdMs,
	});
	const answer = gcAnswer(
		analysis,
		{...request, holdMs},
		{
			...store.options,
			holds: {
				...store.holds(),
				expired: plan.answer.roots.map(({link}) => link).filter((link) => !links.includes(link)),
			},
		},
	);
	mustBeEnough(request.freeBytes, answer.narSize);
	const freed = await execute(store, plan, context);
	return {...answer, commands: plan.answer.commands, freed};
}

/** For a size that cannot be had nobody wants to lose every root that may go. */
function mustBeEnough(wanted: number | undefined, possible: number): void {
	if (wanted !== undefined && possible < wanted) {
		throw new StoreError(
			`nothing was changed: of ${formatSize(wanted)} only ${formatSize(possible)} can be freed, with every root that may go; --dry-run shows which`,
		);
	}
}
