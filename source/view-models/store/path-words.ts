import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import {groupCount} from '../../analyses/answers/root-words.js';
import {rootRefusal} from '../../analyses/root-refusal.js';
import {countOf} from '../../formats/count.js';
import {words} from '../../formats/flow.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {pathName} from '../../reports/store/path-name.js';
import {aboutRoot, rootName, rootRemark} from '../../reports/store/root-words.js';
import {deadVerdict, freesWords, isSameProcess, soleRoot} from '../../reports/store/why-words.js';
import type {RootKind} from '../../store/root.js';
import {rootKindLabels} from '../../store/root-kind-label.js';

/** Pieces of a text that wraps. */
type Items = ReadonlyArray<readonly Span[]>;

type Surroundings = {readonly home: string; readonly now: number};

/** Whether the store can be changed from here: keys are named only then. */
type Means = {readonly home: string; readonly canChange: boolean};

/** More than these are counted, not named. */
const MOST_NAMED = 3;

/** The one thing that holds the path, or how many do; beside it what these are. */
export function verdict(answer: WhyAnswer, {home, now}: Surroundings): {main: readonly Span[]; about: string} {
	const {live, roots, complete} = answer;
	if (live !== true) {
		return {main: [span(deadVerdict(answer), 'bold')], about: ''};
	}

	const root = soleRoot(answer);
	if (root !== undefined) {
		const ofProcess = roots.filter((one) => isSameProcess(one, root)).length;
		return {
			main: [
				span(complete ? 'Alive only through ' : 'Of the roots that were seen only '),
				span(rootName(root, home), 'bold'),
				span(complete ? '' : ' holds it'),
			],
			about: rootRemark(root) ?? aboutRoot(root, now, ofProcess),
		};
	}

	const count = `${complete ? '' : 'at least '}${countOf(roots.length, 'root')}`;
	return {
		main: [span(`Alive through ${count}; no single one holds it.`, 'bold')],
		about: rootsByKind(roots).join(', '),
	};
}

/** `12 NixOS generations`, `current`, `booted`, `1 result link`, `1 running process`: most first, but what runs stands before. */
export function rootsByKind(roots: readonly SizedRoot[]): string[] {
	const byKind = new Map<RootKind, Set<string>>();
	for (const {kind, link, process} of roots) {
		const links = byKind.get(kind) ?? new Set();
		byKind.set(kind, links.add(process === null ? link : `pid ${process.pid}`));
	}

	return [...byKind]
		.sort(([, a], [, b]) => b.size - a.size)
		.map(([kind, {size}]) =>
			size === 1 && (kind === 'current-system' || kind === 'booted-system')
				? rootKindLabels[kind]
				: shortCount(kind, size),
		);
}

/** The kinds that are met most have short words. */
function shortCount(kind: RootKind, count: number): string {
	switch (kind) {
		case 'result':
			return countOf(count, 'result');
		case 'process':
			return countOf(count, 'process', 'processes');
		default:
			return groupCount(kind, count);
	}
}

/** What has to go so that the path dies, or why that is not possible now. */
export function freeing(answer: WhyAnswer, {home, canChange}: Means): Items {
	const {live, roots, heldByDead} = answer;
	if (live === 'unknown') {
		return words('not known: whoever else holds it could not be read');
	}

	if (live === false) {
		const named = heldByDead.slice(0, MOST_NAMED).map(pathName);
		const key = canChange ? [[span('g', 'bold')]] : [];
		return heldByDead.length === 0
			? [...words(`collect what is dead${canChange ? ':' : ''}`), ...key]
			: [
					...words(
						`together with ${andMore(named, heldByDead.length)}, as collecting what is dead does${canChange ? ':' : ''}`,
					),
					...key,
				];
	}

	const parts = protectedParts(roots);
	if (parts.length > 0) {
		return words(`not possible now: part of ${andMore(parts.slice(0, MOST_NAMED), parts.length)}`);
	}

	const root = soleRoot(answer);
	return root === undefined ? freeingMany(roots, {home, canChange}) : freeingOne(root, answer, {home, canChange});
}

function freeingOne(root: SizedRoot, answer: WhyAnswer, {home, canChange}: Means): Items {
	const name = rootName(root, home);
	const frees = freesWords(root, answer);
	const gain = frees === '' ? [] : words(frees, 'muted');
	if (root.process !== null) {
		const act = root.kind === 'temporary' ? 'wait until that Nix is done' : 'end or restart it';
		return [...words(gain.length > 0 ? `${act}:` : act), ...gain];
	}

	const refusal = rootRefusal(root, root.protected);
	return refusal === undefined
		? [
				...(canChange ? [[span('d', 'bold')], ...words('drops')] : words('dropping')),
				[span(`${name}${gain.length > 0 ? ':' : ''}`)],
				...gain,
			]
		: [[span(name)], ...words(refusal)];
}

function freeingMany(roots: readonly SizedRoot[], {home, canChange}: Means): Items {
	const processes = roots.filter(({process}, index) => process !== null && firstOfProcess(roots, index));
	const links = droppableLinks(roots);
	const named = [...new Set(links.map((root) => rootName(root, home)))];
	const drop = named.length === 0 ? [] : [`drop ${andMore(named.length <= MOST_NAMED ? named : rootsByKind(links))}`];
	const ends = processes
		.slice(0, MOST_NAMED)
		.map((root) => `${root.kind === 'temporary' ? 'wait for' : 'end'} ${rootName(root, home)}`);
	const rest = processes.length > MOST_NAMED ? [`end ${processes.length - MOST_NAMED} more processes`] : [];
	const left = roots.filter((root) => root.process === null && !links.includes(root));
	const byHand = left.slice(0, MOST_NAMED).map((root) => `remove ${rootName(root, home)} by hand`);
	const all = [...drop, ...ends, ...rest, ...byHand];
	return [
		...words(all.length === 0 ? 'nothing that can be dropped from here holds it' : `only together: ${all.join('; ')}`),
		...(named.length > 1 && canChange ? [[span(' A', 'bold'), span(' marks them', 'muted')]] : []),
	];
}

/** Links that can be dropped. */
export function droppableLinks(roots: readonly SizedRoot[]): readonly SizedRoot[] {
	return roots.filter((root) => rootRefusal(root, root.protected) === undefined);
}

function firstOfProcess(roots: readonly SizedRoot[], index: number): boolean {
	return roots.findIndex((one) => isSameProcess(one, roots[index])) === index;
}

/** `the running system 214`, `the booted system 213`, each once. */
function protectedParts(roots: readonly SizedRoot[]): string[] {
	const parts = new Map<string, string>();
	for (const {protected: isProtected, protection, generation, kind} of roots) {
		if (!isProtected) {
			continue;
		}

		const reason = protection ?? 'what is protected';
		// The link in /run has no number, the generation of the same system has.
		const isSystem = kind === 'nixos-generation' || generation === null;
		const key = isSystem ? reason : `${reason} ${generation.profile}`;
		const number = generation === null ? '' : ` ${generation.number}`;
		if (number !== '' || !parts.has(key)) {
			const profile = isSystem || generation === null ? '' : ` of ${generation.profile.split('/').at(-1)}`;
			parts.set(key, plainText(`${reason}${number}${profile}`));
		}
	}

	return [...parts.values()];
}

/** `a, b and 3 more`; `a and b` */
function andMore(named: readonly string[], count = named.length): string {
	const more = count - named.length;
	const all = more > 0 ? [...named, `${more} more`] : named;
	return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
