import type {SizedRoot} from '../../analyses/answers/answer.js';
import {formatAge, formatAgo} from '../../formats/age.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import type {Root, RootKind, RootState} from '../../store/root.js';
import {rootKindLabels} from '../../store/root-kind-label.js';

/** Of one root, in a sentence. */
const descriptions: Readonly<Record<RootKind, string>> = {
	'nixos-generation': 'NixOS generation',
	'booted-system': 'booted system',
	'current-system': 'current system',
	'profile-generation': 'profile generation',
	'home-manager-generation': 'Home Manager generation',
	'channel-generation': 'channels generation',
	result: 'result link',
	direnv: 'direnv',
	devenv: 'devenv',
	lorri: 'lorri',
	'flake-registry': 'flake registry',
	'tool-leftover': 'left behind by a tool',
	hydra: 'Hydra or CI',
	process: 'process',
	temporary: 'temporary root',
	'nixscope-hold': 'held by nixscope',
	other: 'root',
};

const states: Readonly<Record<Exclude<RootState, 'live'>, string>> = {
	dangling: 'the link was removed: holds nothing',
	inert: 'leads to no store path: holds nothing',
	unreadable: 'not readable: numbers are at most',
	invalid: 'not a valid path: holds nothing',
};

/** `NixOS 212`, `result`, `process` */
export function rootLabel({kind, generation}: Root): string {
	return generation === null ? rootKindLabels[kind] : `${rootKindLabels[kind]} ${generation.number}`;
}

/** `NixOS generation 212`, `result link` */
export function rootDescription({kind, generation}: Root): string {
	return generation === null ? descriptions[kind] : `${descriptions[kind]} ${generation.number}`;
}

/** `NixOS generations`, of several. */
export function generationsDescription(kind: RootKind): string {
	return `${descriptions[kind]}s`;
}

/** The link, or `pid 4121 firefox (anna)` where a process holds. */
export function rootName({link, process}: Root, home: string): string {
	if (process === null) {
		return shortPath(link, home);
	}

	const program = process.command === null ? '' : ` ${programName(process.command)}`;
	const user = process.user === null ? '' : ` (${process.user})`;
	return plainText(`pid ${process.pid}${program}${user}`);
}

/** `of ~/src/ml/result, over since 2026-11-19 08:12`, of a hold of nixscope; the name of any other root of a plan. */
export function plannedRootName(root: SizedRoot, home: string, now: number): string {
	const {holdOf} = root;
	if (holdOf === undefined) {
		return rootName(root, home);
	}

	const [first = '', ...others] = holdOf.links;
	const more = others.length > 0 ? ` and ${countOf(others.length, 'other')}` : '';
	return `of ${shortPath(first, home)}${more}${holdOf.until <= now ? `, over since ${formatDay(holdOf.until)}` : ''}`;
}

/** `~/src/ml/result` */
export function shortPath(file: string, home: string): string {
	return plainText(home !== '' && file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file);
}

/** Why nobody can drop it, or why it holds nothing; undefined of a root that holds and may go. */
export function rootRemark({state, protection, protected: isProtected}: Root): string | undefined {
	if (state !== 'live') {
		return states[state];
	}

	return isProtected ? `protected${protection ? `: ${plainText(protection)}` : ''}` : undefined;
}

/** `made 3d ago`, `since 2h` of a process; empty where the time is not known. */
export function madeWords({modifiedAt, process}: Root, now: number): string {
	if (modifiedAt === null) {
		return '';
	}

	const age = now - modifiedAt;
	return process === null ? `made ${formatAgo(age)}` : `since ${formatAge(age)}`;
}

/**
 * `result link, made 3d ago`, `process, since 2h, 3 roots`
 *
 * @param count How many roots its process has.
 */
export function aboutRoot(root: Root, now: number, count = 1): string {
	const many = count > 1 ? countOf(count, 'root') : '';
	return [rootDescription(root), madeWords(root, now), many].filter(Boolean).join(', ');
}

/** The sign in front of a row. */
export function rootSign({state, protected: isProtected, process}: Root, signs: Signs): Span | undefined {
	if (state !== 'live') {
		return span(signs.warning, 'warning');
	}

	if (isProtected) {
		return span(signs.protected, 'protected');
	}

	return process === null ? undefined : span(signs.running, 'built');
}

/** `/nix/store/…-firefox-145.0/bin/.firefox-wrapped --new-window` is firefox to a person. */
function programName(command: string): string {
	const [first = ''] = command.trim().split(/\s/, 1);
	const base = first.slice(first.lastIndexOf('/') + 1);
	return /^\.(.+)-wrapped_*$/.exec(base)?.[1] ?? base;
}
