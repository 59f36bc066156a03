import tty from 'node:tty';
import {type Signs, signs} from '../formats/symbols.js';
import {type Capabilities, readCapabilities} from '../terminal/capabilities.js';
import {isForeground} from '../terminal/foreground.js';
import type {Options} from './option-table.js';

/** Where a command's output goes, and what can be shown there. */
export type Surroundings = {
	/** 1 where stdout is ours; 2 while it belongs to the wrapped command. */
	readonly descriptor: 1 | 2;
	readonly capabilities: Capabilities;
	readonly signs: Signs;
	/** Text may be bold or dim, and coloured where the capabilities say so; else no escape sequences at all. */
	readonly isStyled: boolean;
	readonly environment: NodeJS.ProcessEnv;
};

export function readSurroundings(descriptor: 1 | 2, options: Options): Surroundings {
	const isTerminal = tty.isatty(descriptor);
	const found = readCapabilities({env: process.env, isTerminal, isForeground: isForeground()});
	const capabilities: Capabilities = {
		...found,
		interactive: found.interactive && !options.plain,
		colour: found.colour && !options.noColor,
	};
	return {
		descriptor,
		capabilities,
		signs: signs({ascii: capabilities.ascii}),
		isStyled: capabilities.colour || (isTerminal && !options.plain && process.env.TERM !== 'dumb'),
		environment: process.env,
	};
}
