import {stripSgr} from './strip-sgr.js';

/**
 * What the text of an activity of type 0 (unknown) or 111 (waiting) says, in the words of the versions from 2.3 on;
 * Nix gives these activities no fields. See docs/protocol.md.
 */
export type ActivityText =
	/** The four steps of a remote build, from the build hook. */
	| {readonly kind: 'connecting'; readonly storeUri: string}
	| {readonly kind: 'waiting-for-upload-lock'; readonly storeUri: string}
	| {readonly kind: 'copying-dependencies'; readonly storeUri: string}
	| {readonly kind: 'copying-outputs'; readonly storeUri: string}
	| {readonly kind: 'querying-missing-paths'}
	| {readonly kind: 'evaluating-derivation'; readonly attribute: string}
	/** Output or lock paths, as Nix names them. */
	| {readonly kind: 'waiting-for-lock'; readonly paths: readonly string[]}
	| {readonly kind: 'waiting-for-machine'; readonly derivation: string}
	| {readonly kind: 'waiting-for-build-user'; readonly derivation: string}
	| {readonly kind: 'resolved'; readonly derivation: string; readonly resolved: string}
	/** A flake input, tree, file or repository on its way here. */
	| {readonly kind: 'fetching'; readonly what: string}
	| {readonly kind: 'unpacking'; readonly what: string}
	/** Sources copied or hashed into the store. */
	| {readonly kind: 'copying-to-store'; readonly what: string}
	/** `nix flake check`, `nix store verify`. */
	| {readonly kind: 'checking'; readonly what: string}
	| {readonly kind: 'optimising'; readonly path: string}
	| {readonly kind: 'other'; readonly text: string};

type Rule = {readonly pattern: RegExp; readonly make: (groups: readonly string[]) => ActivityText};

const quoted = `["']([^"']*)["']`;

const rules: readonly Rule[] = [
	{pattern: rule(`connecting to ${quoted}`), make: ([storeUri = '']) => ({kind: 'connecting', storeUri})},
	{
		pattern: rule(`waiting for the upload lock to ${quoted}`),
		make: ([storeUri = '']) => ({kind: 'waiting-for-upload-lock', storeUri}),
	},
	{
		pattern: rule(`copying dependencies to ${quoted}`),
		make: ([storeUri = '']) => ({kind: 'copying-dependencies', storeUri}),
	},
	{
		pattern: rule(`copying outputs from ${quoted}`),
		make: ([storeUri = '']) => ({kind: 'copying-outputs', storeUri}),
	},
	{pattern: /^querying info about missing paths/, make: () => ({kind: 'querying-missing-paths'})},
	{
		pattern: rule(`(?:evaluating|evaluation of) derivation ${quoted}`),
		make: ([attribute = '']) => ({kind: 'evaluating-derivation', attribute}),
	},
	{
		pattern: /^waiting for (?:a |the )?(?:exclusive )?locks? (?:on|for) (.*)$/s,
		make: ([paths = '']) => ({kind: 'waiting-for-lock', paths: quotedTexts(paths)}),
	},
	{
		pattern: rule(`waiting for a machine to build ${quoted}`),
		make: ([derivation = '']) => ({kind: 'waiting-for-machine', derivation}),
	},
	{
		pattern: rule(`waiting for (?:a free build user ID|a free UID|UID) .*?${quoted}`),
		make: ([derivation = '']) => ({kind: 'waiting-for-build-user', derivation}),
	},
	{
		pattern: rule(`resolved derivation: ${quoted} (?:->|=>) ${quoted}`),
		make: ([derivation = '', resolved = '']) => ({kind: 'resolved', derivation, resolved}),
	},
	{
		pattern: rule(`(?:downloading|unpacking|extracting) ${quoted} (?:in)?to (?:the )?(?:Git cache|store)`),
		make: ([what = '']) => ({kind: 'unpacking', what}),
	},
	{pattern: rule(`unpacking ${quoted}`), make: ([what = '']) => ({kind: 'unpacking', what})},
	{
		pattern: /^(?:copying|hashing) ["']?(.*?)["']?(?: to the store| to [^ ]*\.\.\.)?$/s,
		make: ([what = '']) => ({kind: 'copying-to-store', what}),
	},
	{
		pattern:
			/^(?:fetching|downloading|updating|cloning)(?: (?:[A-Z]\w+|submodule|input|repository))* ["']?(.*?)["']?(?:\.\.\.)?$/s,
		make: ([what = '']) => ({kind: 'fetching', what}),
	},
	{
		pattern: /^getting Git revision count of ["']?(.*?)["']?$/s,
		make: ([what = '']) => ({kind: 'fetching', what}),
	},
	{pattern: /^optimising path ["']?(.*?)["']?$/s, make: ([path = '']) => ({kind: 'optimising', path})},
	{
		pattern:
			/^(?:checking|running|evaluating) ((?:flake output|flake checks|\d+ flake checks|flake|derivation|app|template|bundler|NixOS|Nixpkgs|overlay|development|store|["']).*)$/s,
		make: ([what = '']) => ({kind: 'checking', what: unquote(what)}),
	},
];

/** @param text The text of an activity, with or without colours. */
export function parseActivityText(text: string): ActivityText {
	const plain = stripSgr(text);
	for (const {pattern, make} of rules) {
		const match = pattern.exec(plain);
		if (match !== null) {
			return make(match.slice(1));
		}
	}

	return {kind: 'other', text: plain};
}

function rule(pattern: string): RegExp {
	return new RegExp(`^${pattern}`, 's');
}

function quotedTexts(text: string): string[] {
	const quotes = [...text.matchAll(/["']([^"']*)["']/g)].map((match) => match[1]!);
	return quotes.length > 0 ? quotes : [text];
}

function unquote(text: string): string {
	return /^["'](.*)["']$/s.exec(text)?.[1] ?? text;
}
