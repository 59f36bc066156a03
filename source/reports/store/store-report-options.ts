import type {Signs} from '../../formats/symbols.js';

export type StoreReportOptions = {
	/** Rows are at most so wide; commands to copy and paths of headers may be wider. */
	readonly columns: number;
	readonly signs: Signs;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** What `~` stands for; empty for nothing. */
	readonly home: string;
	/** Rows of a list at most; Infinity for all. What is left out is counted. */
	readonly limit: number;
	readonly reader: Reader;
};

/** Who reads which store, to say how more could be seen. */
export type Reader = {
	readonly user: string;
	/** Run as root the same command would see more. */
	readonly gainsFromRoot: boolean;
	/** The command as typed, without `sudo`: `nixscope roots --kind result`. */
	readonly command: string;
};
