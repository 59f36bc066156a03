import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shellPath} from '../../formats/shell-word.js';
import type {Root} from '../../store/root.js';

/** What a person does to drop a root: a command to copy, or words where there is none. */
export function dropWords(root: Root, home: string): Span {
	const {kind, link, process, generation, protection} = root;
	if (root.protected) {
		return span(`not possible now: ${plainText(protection ?? 'it is protected')}`, 'muted');
	}

	if (process !== null) {
		return span(kind === 'temporary' ? 'wait for that process' : 'end or restart that process', 'muted');
	}

	if (kind === 'temporary') {
		return span('wait for that process', 'muted');
	}

	return generation === null
		? span(`rm ${shellPath(link, home)}`)
		: span(`nix-env -p ${shellPath(generation.profile, home)} --delete-generations ${generation.number}`);
}
