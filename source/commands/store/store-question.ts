import type {Questions} from '../../workers/question.js';
import type {Options} from '../option-table.js';

/** A question to a store, with what it is about. */
export type StoreQuestion = {
	[Kind in keyof Questions]: {readonly kind: Kind; readonly request: Questions[Kind]};
}[keyof Questions];

export type ParsedQuestion = StoreQuestion | {readonly kind: 'mistake'; readonly message: string};

/** Levels of the usage tree that people are shown. */
const usageDepth = 3;

/**
 * What a command asks of a store.
 *
 * @param usage What follows the command's name in the help.
 * @param operands Its words that are no options.
 */
export function storeQuestion(
	command: string,
	usage: string,
	operands: readonly string[],
	options: Options,
): ParsedQuestion {
	const [first = '', second = ''] = operands;
	const expected = operandCounts[command] ?? [0, 0];
	if (operands.length < expected[0] || operands.length > expected[1]) {
		const rule = `${command} takes ${countWords(expected)}: nixscope ${command} ${usage}`.trimEnd();
		return mistake(expected[1] === 0 ? `${command} takes no ${first}: it has options only` : rule);
	}

	if (operands.includes('')) {
		return mistake(`${command}: a name is empty`);
	}

	switch (command) {
		case 'why':
			return {kind: 'why', request: {paths: operands}};
		case 'roots':
			return {kind: 'roots', request: {filter: filterOf(options)}};
		case 'paths':
			return pathsQuestion(first, options);
		case 'usage':
			return {kind: 'usage', request: {depth: options.depth ?? (options.json ? undefined : usageDepth)}};
		case 'closure':
			return {kind: 'closure', request: {path: first}};
		case 'generations':
			return {kind: 'generations', request: {}};
		case 'diff':
			return {kind: 'diff', request: {from: first, to: second}};
		case 'gc':
			return gcQuestion(options);
		case 'optimise':
			return options.yes ? mistake(comesLater('optimising')) : {kind: 'optimise', request: {}};
		case 'snapshot':
			return first === '-'
				? mistake('snapshot writes a file, and not to stdout: nixscope snapshot FILE')
				: {kind: 'snapshot', request: {file: first}};
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
	snapshot: [1, 1],
};

function countWords([least, most]: readonly [number, number]): string {
	if (most === Number.POSITIVE_INFINITY) {
		return 'at least one path';
	}

	return least === 0 ? 'one name at most' : least === 1 ? 'one name' : 'two names';
}

function pathsQuestion(match: string, {live, dead, sort = 'nar', limit}: Options): ParsedQuestion {
	if (live && dead) {
		return mistake('--live and --dead: a path is one of them');
	}

	return {
		kind: 'paths',
		request: {
			filter: live ? 'live' : dead ? 'dead' : 'all',
			match,
			sort,
			limit: limit === Number.POSITIVE_INFINITY ? undefined : limit,
			allClosures: sort === 'closure',
		},
	};
}

function gcQuestion(options: Options): ParsedQuestion {
	if (options.hold !== undefined) {
		return mistake('--hold comes in a later version');
	}

	if (options.yes) {
		return mistake(comesLater('collecting'));
	}

	return {
		kind: 'gc',
		request: {roots: options.roots ?? [], filter: filterOf(options), freeBytes: options.freeBytes},
	};
}

function filterOf({kinds = [], olderThanMs}: Options): Questions['roots']['filter'] {
	return {kinds: [...new Set(kinds)], olderThanMs};
}

function comesLater(what: string): string {
	return `--yes: ${what} itself comes in a later version; --dry-run shows the plan`;
}

function mistake(message: string): ParsedQuestion {
	return {kind: 'mistake', message};
}
