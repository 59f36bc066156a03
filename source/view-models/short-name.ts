import {plainText} from '../formats/sanitise.js';

/** The name of a derivation or path for the screen: names come from logs and may hold anything. */
export function displayName(name: string): string {
	return plainText(name);
}

/** For the middle of a sentence: without the prefix of a package set, `python3.13-scipy-1.16.3` → `scipy-1.16.3`. */
export function shortName(name: string): string {
	return displayName(name).replace(/^(?:python|perl|lua|luajit|ruby|php|ocaml)\d[\d.]*-(?=.)/, '');
}
