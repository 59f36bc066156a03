import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span, truncateLine} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {dropWords} from './drop-words.js';
import {incompleteLines} from './incomplete-lines.js';
import {pathName} from './path-name.js';
import {madeWords, rootDescription, rootName, rootRemark} from './root-words.js';
import {moreLine} from './shown-rows.js';
import type {StoreReportOptions} from './store-report-options.js';
import {whyChainLines} from './why-chain-lines.js';
import {holderOf} from './why-holder.js';
import {whyOtherRoots} from './why-other-roots.js';
import {wrapped} from './wrapped.js';

/** Why each path is alive: first the one thing to drop, if there is one, then the shortest way and the other roots. */
export function whyLines(answers: readonly WhyAnswer[], options: StoreReportOptions): Line[] {
	const blocks = answers.map((answer) => blockLines(answer, options));
	const [first] = answers;
	return [
		...blocks.flatMap((block, index) => (index === 0 ? block : [line(), ...block])),
		...(first === undefined ? [] : incompleteLines(first, options)),
	];
}

function blockLines(answer: WhyAnswer, options: StoreReportOptions): Line[] {
	return [
		...wrapped(headLine(answer, options), options),
		line(span(plainText(answer.path), 'muted')),
		line(),
		...(answer.live === true ? liveLines(answer, options) : deadLines(answer, options)),
	];
}

function headLine({path, live, narSize, closureSize, retainedSize}: WhyAnswer, {signs}: StoreReportOptions): Line {
	const state: readonly Span[] =
		live === true
			? [span(signs.running, 'built'), span(' live')]
			: live === false
				? [span(signs.waiting, 'muted'), span(' dead')]
				: [span('?', 'warning'), span(' not known')];
	const sizes = [
		`NAR ${narSize === null ? '?' : formatSize(narSize)}`,
		`closure ${formatSize(closureSize)}`,
		...(retainedSize === null ? [] : [`retains ${formatSize(retainedSize)}`]),
	];
	return line(span(pathName(path), 'bold'), span('  '), ...state, span(`  ${sizes.join(', ')}`, 'muted'));
}

function liveLines(answer: WhyAnswer, options: StoreReportOptions): Line[] {
	const first = answer.roots.find(({link}) => link === answer.shortestChain[0]?.path) ?? answer.roots[0];
	const others = whyOtherRoots(
		answer.roots.filter((root) => root !== first && !isSameProcess(root, first)),
		options,
	);
	const shown = others.slice(0, options.limit);
	return [
		...verdictLines(answer, first, options),
		line(),
		...whyChainLines(answer, first, shown, options),
		...moreLine(others.length - shown.length, options),
	];
}

/** The one thing to drop and what comes of it; or that there is none, and through what all ways lead. */
function verdictLines(answer: WhyAnswer, first: SizedRoot | undefined, options: StoreReportOptions): Line[] {
	const {roots, dominators, path} = answer;
	const {home, columns, signs} = options;
	const holder = holderOf(answer);
	if (first !== undefined && (roots.length === 1 || holder !== undefined)) {
		const root = roots.find(({link}) => link === holder) ?? first;
		const about = [rootDescription(root), madeWords(root, options.now)].filter(Boolean).join(', ');
		const size = root.processRetainedSize ?? root.retainedSize;
		const frees = size === null ? '' : `frees ${formatSize(size)}`;
		return [
			...wrapped(
				line(
					span('Alive only through '),
					span(rootName(root, home), 'bold'),
					span(`  ${rootRemark(root) ?? about}`, 'muted'),
				),
				options,
			),
			...(root.protected
				? []
				: [line(span('  drop  ', 'muted'), dropWords(root, home), span(frees && `  ${frees}`, 'muted'))]),
		];
	}

	const between = dominators.filter((one) => one.startsWith('/') && one !== path).map(pathName);
	const through =
		between.length === 0 ? [] : [line(span(`All ways lead through ${between.join(` ${signs.neededBy} `)}`, 'muted'))];
	return [
		line(span('Alive through '), span(countOf(roots.length, 'root'), 'bold'), span('; no single one holds it.')),
		...through.map((one) => truncateLine(one, columns, signs.cut)),
	];
}

function isSameProcess(root: SizedRoot, other: SizedRoot | undefined): boolean {
	return root.process !== null && root.kind === other?.kind && root.process.pid === other.process?.pid;
}

function deadLines({live, heldByDead}: WhyAnswer, options: StoreReportOptions): Line[] {
	const verdict =
		live === 'unknown'
			? 'No root that could be read holds it; others may.'
			: heldByDead.length === 0
				? 'Dead: nothing holds it; the next collection takes it.'
				: `Dead, but held by ${countOf(heldByDead.length, 'dead path')}: delete them together.`;
	const shown = heldByDead.slice(0, options.limit);
	return [
		...wrapped(line(span(verdict)), options),
		...(live === 'unknown' && heldByDead.length > 0
			? [line(span(`Not deleted without the ${formatCount(heldByDead.length)} that refer to it:`))]
			: []),
		...(shown.length > 0 ? [line()] : []),
		...shown.map((path) => line(span(`  ${plainText(path)}`))),
		...moreLine(heldByDead.length - shown.length, options),
	];
}
