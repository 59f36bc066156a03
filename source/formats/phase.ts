import {plainText} from './sanitise.js';

/** `buildPhase` → `build`. The builder chooses the word, so it is sanitised here. */
export function formatPhase(phase: string): string {
	const text = plainText(phase).trim();
	return text.length > 5 && text.endsWith('Phase') ? text.slice(0, -5) : text;
}
