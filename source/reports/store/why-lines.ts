import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span, truncateLine} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {dropWords} from './drop-words.js';
import {incompleteLines} from './incomplete-lines.js';
import {pathName} from './path-name.js';
import {aboutRoot, rootName, rootRemark} from './root-words.js';
import {moreLine} from './shown-rows.js';
import type {StoreReportOptions} from './store-report-options.js';
import {whyChainLines} from './why-chain-lines.js';
import {whyOtherRoots} from './why-other-roots.js';
import {
	deadVerdict,
	derivationsToo,
	firstRoot,
	freesWords,
	isSameProcess,
	pathsBetween,
	soleRoot,
} from './why-words.js';
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

function headLine(
	{path, live, narSize, closureSize, retainedSize, complete}: WhyAnswer,
	{signs}: StoreReportOptions,
): Line {
	const state: readonly Span[] =
		live === true
			? [span(signs.running, 'built'), span(' live')]
			: live === false
				? [span(signs.waiting, 'muted'), span(' dead')]
				: [span('?', 'warning'), span(' not known')];
	const sizes = [
		`NAR ${narSize === null ? '?' : formatSize(narSize)}`,
		`closure ${formatSize(closureSize)}`,
		...(retainedSize === null ? [] : [`retains ${complete ? '' : 'at most '}${formatSize(retainedSize)}`]),
	];
	return line(span(pathName(path), 'bold'), span('  '), ...state, span(`  ${sizes.join(', ')}`, 'muted'));
}

function liveLines(answer: WhyAnswer, options: StoreReportOptions): Line[] {
	const first = firstRoot(answer);
	const others = whyOtherRoots(
		answer.roots.filter((root) => root !== first && !isSameProcess(root, first)),
		options,
	);
	const shown = others.slice(0, options.limit);
	const verdict = verdictLines(answer, options);
	return [
		...verdict,
		line(),
		...whyChainLines(answer, first, shown, options),
		...moreLine(
			others.slice(shown.length).reduce((sum, {count}) => sum + count, 0),
			options,
		),
		...(answer.retainedSize !== null && answer.retainedSize > answer.closureSize && !verdict.some(isAboutDerivations)
			? [line(), ...wrapped(line(span(`It retains more than its closure: ${derivationsToo}`, 'muted')), options)]
			: []),
	];
}

function isAboutDerivations({spans}: Line): boolean {
	return spans.some(({text}) => text.endsWith(derivationsToo));
}

/** The one thing to drop and what comes of it; or that there is none, and through what all ways lead. */
function verdictLines(answer: WhyAnswer, options: StoreReportOptions): Line[] {
	const {roots, complete} = answer;
	const {home, columns, signs} = options;
	const root = soleRoot(answer);
	if (root !== undefined) {
		const ofProcess = roots.filter((one) => isSameProcess(one, root)).length;
		const about = rootRemark(root) ?? aboutRoot(root, options.now, ofProcess);
		return [
			...wrapped(
				line(
					span(complete ? 'Alive only through ' : 'Of the roots that were seen only '),
					span(rootName(root, home), 'bold'),
					span(complete ? '' : ' holds it'),
					span(`  ${about}`, 'muted'),
				),
				options,
			),
			...(root.protected
				? []
				: [line(span('  drop  ', 'muted'), dropWords(root, home), span(freed(root, answer), 'muted'))]),
		];
	}

	const between = pathsBetween(answer);
	const through =
		between.length === 0
			? []
			: [
					line(
						span(
							`All ways ${complete ? '' : 'that were seen '}lead through ${between.join(` ${signs.neededBy} `)}`,
							'muted',
						),
					),
				];
	return [
		line(
			span('Alive through '),
			span(`${complete ? '' : 'at least '}${countOf(roots.length, 'root')}`, 'bold'),
			span('; no single one holds it.'),
		),
		...through.map((one) => truncateLine(one, columns, signs.cut)),
	];
}

function freed(root: SizedRoot, answer: WhyAnswer): string {
	const words = freesWords(root, answer);
	return words === '' ? '' : `  ${words}`;
}

function deadLines({live, heldByDead}: WhyAnswer, options: StoreReportOptions): Line[] {
	const shown = heldByDead.slice(0, options.limit);
	return [
		...wrapped(line(span(deadVerdict({live, heldByDead}))), options),
		...(live === 'unknown' && heldByDead.length > 0
			? [line(span(`Not deleted without the ${formatCount(heldByDead.length)} that refer to it:`))]
			: []),
		...(shown.length > 0 ? [line()] : []),
		...shown.map((path) => line(span(`  ${plainText(path)}`))),
		...moreLine(heldByDead.length - shown.length, options),
	];
}
