import type {Generation} from '../../analyses/answers/answer.js';
import {pathName} from './path-name.js';

/** NAR bytes that go when only this one does. */
export function freedAlone({retainedSize, protected: isProtected, current}: Generation): number {
	return isProtected || current ? 0 : (retainedSize ?? 0);
}

/** `26.11.20261116.9fd2fa2` of a NixOS system, whose name has the host in front; else the name. */
export function versionOf({target}: Generation): string {
	const name = target === null ? '' : pathName(target);
	return /^nixos-system-.+?-(\d+\.\d+.*)$/.exec(name)?.[1] ?? name;
}

/** Protections by their words, as they stand beside a generation. */
const shortProtections: Readonly<Record<string, string>> = {
	'the running system': 'running',
	'the booted system': 'booted',
	'the system that is booted by default': 'default at boot',
};

/** `current, running`, `booted: protected`; undefined of one that may go. */
export function generationState({current, protected: isProtected, protection}: Generation): string | undefined {
	if (!current && !isProtected) {
		return undefined;
	}

	const short = protection === null ? undefined : shortProtections[protection];
	const words = [...(current ? ['current'] : []), ...(short === undefined ? [] : [short])];
	return words.length === 0 ? 'protected' : current ? words.join(', ') : `${words.join(', ')}: protected`;
}
