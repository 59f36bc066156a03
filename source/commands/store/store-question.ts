import type {Answers} from '../../analyses/answers/answer.js';
import type {Questions} from '../../workers/question.js';
import type {Options} from '../option-table.js';
import type {StoreAct} from './store-act.js';

/** A question to a store of which the answer is printed, with what it is about. */
export type StoreQuestion = {
	[Kind in keyof Answers]: {readonly kind: Kind; readonly request: Questions[Kind]};
}[keyof Answers];

export type ParsedStoreCommand =
	| {readonly kind: 'question'; readonly question: StoreQuestion}
	| {readonly kind: 'act'; readonly act: StoreAct}
	| {readonly kind: 'mistake'; readonly message: string};

/** Commands for who cannot have, or does not want, the explorer. */
export const printing = 'nixscope why, roots, paths, usage, closure, generations, diff, gc --dry-run';

/** Levels of the usage tree that people are shown. */
const usageDepth = 3;

/**
 * What a command asks of a store, or does with it.
 *
 * @param usage What follows the command's name in the help.
 * @param operands Its words that are no options.
 */
export function parseStoreCommand(
	command: string,
	usage: string,
	operands: readonly string[],
	options: Options,
): ParsedStoreCommand {
	const [first = '', second = ''] = operands;
	const expected = operandCounts[command] ?? [0, 0];
	if (operands.length < expected[0] || operands.length > expected[1]) {
		const rule = `${command} takes ${countWords(expected)}: nixscope ${command} ${usage}`.trimEnd();
		return mistake(expected[1] === 0 ? `${command} takes no ${first}: it has options only` : rule);
	}

	if (operands.includes('')) {
		return mistake(`${command}: a name is empty`);
	}

	const refusal = refusalOf(command, options);
	if (refusal !== undefined) {
		return mistake(refusal);
	}

	switch (command) {
		case 'store':
			return act({kind: 'explore'});
		case 'why':
			return question({kind: 'why', request: {paths: operands}});
		case 'roots':
			return question({kind: 'roots', request: {filter: filterOf(options)}});
		case 'paths':
			return pathsQuestion(first, options);
		case 'usage':
			return question({kind: 'usage', request: {depth: options.depth ?? (options.json ? undefined : usageDepth)}});
		case 'closure':
			return question({kind: 'closure', request: {path: first}});
		case 'generations':
			return question({kind: 'generations', request: {}});
		case 'diff':
			return question({kind: 'diff', request: {from: first, to: second}});
		case 'gc':
			return gcCommand(options);
		case 'optimise':
			return options.dryRun ? question({kind: 'optimise', request: {}}) : act({kind: 'optimise'});
		case 'undo':
			return undoCommand(operands[0], options);
		case 'snapshot':
			return first === '-'
				? mistake('snapshot writes a file, and not to stdout: nixscope snapshot FILE')
				: question({kind: 'snapshot', request: {file: first}});
		default:
			throw new Error(`no question for ${command}`);
	}
}

/** Operands at least and at most. */
const operandCounts: Readonly<Record<string, readonly [number, number]>> = {
	why: [1, Number.POSITIVE_INFINITY],
	paths: [0, 1],
	closure: [1, 1],
	diff: [2, 2],
	undo: [0, 1],
	snapshot: [1, 1],
};

/** @returns Why options do not go together; undefined when they do. */
function refusalOf(command: string, {json, plain, snapshot, yes, dryRun}: Options): string | undefined {
	if (command === 'store' && (json || plain)) {
		return `store is a screen: for ${json ? 'JSON' : 'plain lines'} ask one of ${printing}`;
	}

	if (yes && dryRun) {
		return '--dry-run and --yes: a plan is shown, or done';
	}

	if (snapshot !== undefined && (yes || command === 'undo')) {
		return `${yes ? '--yes' : 'undo'} is for a store itself: a snapshot is only to look at`;
	}

	return undefined;
}

function countWords([least, most]: readonly [number, number]): string {
	if (most === Number.POSITIVE_INFINITY) {
		return 'at least one path';
	}

	return least === 0 ? 'one name at most' : least === 1 ? 'one name' : 'two names';
}

function pathsQuestion(match: string, {live, dead, sort = 'nar', limit}: Options): ParsedStoreCommand {
	if (live && dead) {
		return mistake('--live and --dead: a path is one of them');
	}

	return question({
		kind: 'paths',
		request: {
			filter: live ? 'live' : dead ? 'dead' : 'all',
			match,
			sort,
			limit: limit === Number.POSITIVE_INFINITY ? undefined : limit,
			allClosures: sort === 'closure',
		},
	});
}

function gcCommand(options: Options): ParsedStoreCommand {
	const {roots = [], freeBytes, holdMs, kinds, olderThanMs, dryRun, only} = options;
	const request = {roots, filter: filterOf(options), freeBytes, ...(only && {isOnly: true})};
	const namesNone = roots.length === 0 && freeBytes === undefined && kinds === undefined && olderThanMs === undefined;
	if (holdMs !== undefined && namesNone) {
		return mistake('--hold needs roots to drop: --root, --kind, --older-than or --free');
	}

	if (only && (namesNone || holdMs !== undefined)) {
		return mistake(
			namesNone
				? '--only needs roots to drop: --root, --kind, --older-than or --free'
				: '--only and --hold: a hold deletes nothing yet',
		);
	}

	const planned = holdMs === undefined ? request : {...request, holdMs};
	return dryRun ? question({kind: 'gc', request: planned}) : act({kind: 'collect', request, holdMs});
}

function undoCommand(id: string | undefined, {list, limit}: Options): ParsedStoreCommand {
	if (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)) {
		return mistake(`undo takes the number of a drop, not ${id}: nixscope undo --list has them`);
	}

	if (limit !== undefined && !list) {
		return mistake('--limit goes with undo --list');
	}

	const number = id === undefined ? undefined : Number(id);
	return act(list ? {kind: 'undo-list', id: number} : {kind: 'undo', id: number});
}

function filterOf({kinds = [], olderThanMs}: Options): Questions['roots']['filter'] {
	return {kinds: [...new Set(kinds)], olderThanMs};
}

function question(asked: StoreQuestion): ParsedStoreCommand {
	return {kind: 'question', question: asked};
}

function act(one: StoreAct): ParsedStoreCommand {
	return {kind: 'act', act: one};
}

function mistake(message: string): ParsedStoreCommand {
	return {kind: 'mistake', message};
}
