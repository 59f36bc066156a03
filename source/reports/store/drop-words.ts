import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import type {Root} from '../../store/root.js';

/** What a person does to drop a root that is not protected: a command to copy, or words where there is none. */
export function dropWords(root: Root, home: string): Span {
	const {kind, link, process, generation} = root;
	if (process !== null && kind !== 'temporary') {
		return span('end or restart that process', 'muted');
	}

	if (kind === 'temporary') {
		return span('wait for that process', 'muted');
	}

	return generation === null
		? span(`rm ${shellPath(link, home)}`)
		: span(`nix-env -p ${shellPath(generation.profile, home)} --delete-generations ${generation.number}`);
}
