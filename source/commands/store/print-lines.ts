import {homedir, userInfo} from 'node:os';
import tty from 'node:tty';
import type {Line} from '../../formats/line.js';
import {lineText} from '../../formats/line-layout.js';
import {paintLine} from '../../formats/paint.js';
import {shellWord} from '../../formats/shell-word.js';
import type {Reader, StoreReportOptions} from '../../reports/store/store-report-options.js';
import type {StoreAddress} from '../../store/store-address.js';
import {readWindowSize} from '../../terminal/terminal-device.js';
import {jsonChunks} from '../../workers/json-chunks.js';
import type {Options} from '../option-table.js';
import {readSurroundings} from '../surroundings.js';
import {writeAnswer} from '../write-out.js';

/** Rows on a terminal, where nothing is said: about a screen. */
const TERMINAL_LIMIT = 40;

/** In a file or a pipe nothing is cut, and columns are as wide as what is in them. */
const UNCUT_COLUMNS = 2000;

/** @throws OutputError when not all of it could be written. */
export function printLines(lines: readonly Line[], options: Options): void {
	writeAnswer(lines.map((line) => `${paintedLine(line, options)}\n`).join(''));
}

/** A line for stdout as it can be shown there. */
export function paintedLine(line: Line, options: Options): string {
	const {isStyled, capabilities} = readSurroundings(1, options);
	return isStyled ? paintLine(line, capabilities) : lineText(line);
}

/** @throws OutputError when not all of it could be written. */
export function writeJson(document: object): void {
	for (const chunk of jsonChunks(document)) {
		writeAnswer(chunk);
	}
}

/** @param now From which ages count, in milliseconds since 1970. */
export function reportOptions(options: Options, address: StoreAddress, now: number): StoreReportOptions {
	return {
		columns: tty.isatty(1) ? readWindowSize().columns : UNCUT_COLUMNS,
		signs: readSurroundings(1, options).signs,
		now,
		home: homedir(),
		limit: limitOf(options),
		reader: readerOf(address),
	};
}

/** Of what has just been done: nobody is told to run it again with more rights. */
export function actReportOptions(options: Options, address: StoreAddress): StoreReportOptions {
	const all = reportOptions(options, address, Date.now());
	return {...all, reader: {...all.reader, gainsFromRoot: false}};
}

/** Rows at most. */
export function limitOf({limit}: Options): number {
	return limit ?? (tty.isatty(1) ? TERMINAL_LIMIT : Number.POSITIVE_INFINITY);
}

function readerOf({kind}: StoreAddress): Reader {
	return {
		user: userName(),
		gainsFromRoot: kind === 'local' && process.getuid?.() !== 0,
		command: ['nixscope', ...process.argv.slice(2).map(shellWord)].join(' '),
	};
}

/** A user id without an entry in the user database has no name. */
function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return `user ${process.getuid?.()}`;
	}
}
