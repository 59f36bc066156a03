import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';
import {pathName} from './path-name.js';
import {aboutRoot, rootName, rootRemark, rootSign} from './root-words.js';
import type {StoreReportOptions} from './store-report-options.js';
import {holderOf} from './why-holder.js';
import type {OtherRoot} from './why-other-roots.js';

type Row = {readonly left: readonly Span[]; readonly remark: string};

const labelColumns = 8;
const step = 3;

/** The shortest way from a root to the path as stairs, and below it the other roots; remarks stand in one column. */
export function whyChainLines(
	answer: WhyAnswer,
	root: SizedRoot | undefined,
	others: readonly OtherRoot[],
	options: StoreReportOptions,
): Line[] {
	const isAlone = answer.roots.length === 1 || holderOf(answer) !== undefined;
	const {columns, signs} = options;
	// The longest remark has room, where names keep half of the width.
	const longest = Math.max(0, ...others.map(({remark}) => displayWidth(remark)));
	const widest = Math.max(26, Math.floor(columns / 2), Math.min(Math.floor(columns * 0.6), columns - 2 - longest));
	const chain = chainRows(answer, root, options, {isAlone, widest});
	const also = others.map(
		({name, remark}, index): Row => ({
			left: [
				span((index === 0 ? '  also' : '').padEnd(labelColumns), 'muted'),
				span(truncateMiddle(name, widest - labelColumns, signs.cut)),
			],
			remark,
		}),
	);
	const rows = [...chain, ...also];
	const column = 2 + Math.max(0, ...rows.filter(({remark}) => remark !== '').map(({left}) => lineWidth({spans: left})));
	// A remark moves to the left where it has no room, and stands below where it has none there.
	const toLines = ({left, remark}: Row): Line[] => {
		const used = lineWidth({spans: left});
		const start = Math.max(used + 2, Math.min(column, columns - displayWidth(remark)));
		if (remark === '' || start + displayWidth(remark) > columns) {
			return [
				truncateLine(line(...left), columns, signs.cut),
				...flow(words(remark, 'muted'), {columns, indent: labelColumns + 2, gap: 1}),
			];
		}

		return [line(...left, span(' '.repeat(start - used)), span(remark, 'muted'))];
	};

	return [...chain.flatMap(toLines), ...(also.length > 0 ? [line()] : []), ...also.flatMap(toLines)];
}

function chainRows(
	{shortestChain, roots}: WhyAnswer,
	root: SizedRoot | undefined,
	{signs, home, now}: StoreReportOptions,
	{isAlone, widest}: {isAlone: boolean; widest: number},
): Row[] {
	const [link, ...steps] = shortestChain;
	if (link === undefined) {
		return [];
	}

	const ofProcess = roots.filter(({process, kind}) => process?.pid === root?.process?.pid && kind === root?.kind);
	const about = root && aboutRoot(root, now, root.process === null ? 1 : ofProcess.length);
	// Alone it has been described in the line above.
	const remark = root === undefined || isAlone ? '' : (rootRemark(root) ?? about ?? '');
	const name = root === undefined ? link.path : rootName(root, home);
	const sign = (root && rootSign(root, signs)) ?? span(signs.root);
	const deepest = Math.floor(widest / 2 / step);
	return [
		{left: [span('  '), sign, span(` ${truncateMiddle(name, widest, signs.cut)}`)], remark},
		...steps.map(({path, via}, index): Row => {
			const isLast = index === steps.length - 1;
			const how = via === 'deriver' || via === 'output' ? holdWords[via] : '';
			const shortest = isLast && !isAlone ? 'the shortest of them' : '';
			return {
				left: [
					span(' '.repeat(2 + step * Math.min(index, deepest))),
					span(`${signs.treeCorner}${signs.treeStub} `, 'muted'),
					span(pathName(path), isLast ? 'bold' : 'plain'),
				],
				remark: [how, shortest].filter(Boolean).join('; '),
			};
		}),
	];
}

const holdWords = {
	deriver: 'its deriver, by keep-derivations',
	output: 'its output, by keep-outputs',
} as const;
