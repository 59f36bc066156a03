import {homedir, userInfo} from 'node:os';
import tty from 'node:tty';
import type {Line} from '../../formats/line.js';
import {lineText} from '../../formats/line-layout.js';
import {paintLine} from '../../formats/paint.js';
import {shellWord} from '../../formats/shell-word.js';
import {type StoreDocument, storeReport} from '../../reports/store/store-report.js';
import type {Reader, StoreReportOptions} from '../../reports/store/store-report-options.js';
import {wrapped} from '../../reports/store/wrapped.js';
import type {StoreAddress} from '../../store/store-address.js';
import type {SnapshotOrigin} from '../../store/store-reading.js';
import {readWindowSize} from '../../terminal/terminal-device.js';
import type {StoreClient} from '../../workers/store-client.js';
import {complain} from '../complain.js';
import type {Options} from '../option-table.js';
import {readSurroundings, type Surroundings} from '../surroundings.js';
import {writeAnswer} from '../write-out.js';
import {originLines} from './origin-lines.js';
import type {StoreQuestion} from './store-question.js';

/** Rows on a terminal, where nothing is said: about a screen. */
const TERMINAL_LIMIT = 40;

/** In a file or a pipe nothing is cut, and columns are as wide as what is in them. */
const UNCUT_COLUMNS = 2000;

/** @param onAnswer Called before anything is written. */
export async function printStoreReport(
	{client, address}: {readonly client: StoreClient; readonly address: StoreAddress},
	question: StoreQuestion,
	options: Options,
	onAnswer: () => void,
): Promise<void> {
	const surroundings = readSurroundings(1, options);
	const limit = options.limit ?? (tty.isatty(1) ? TERMINAL_LIMIT : Number.POSITIVE_INFINITY);
	const document = await ask(client, question, limit);
	const origin = snapshotOf(document);
	const now = Date.now();
	const reported = reportOptions(surroundings, address, limit, origin?.readAt ?? now);
	const lines = [
		...originLines(origin, now).flatMap((one) => wrapped(one, reported)),
		...storeReport(document, reported),
	];
	onAnswer();
	const paint = (line: Line) => (surroundings.isStyled ? paintLine(line, surroundings.capabilities) : lineText(line));
	writeAnswer(lines.map((line) => `${paint(line)}\n`).join(''));
	const hint = patternHint(question, document);
	if (hint !== undefined) {
		complain(hint);
	}
}

/** Who types a pattern is told why nothing is found. Names may well have a `?`, but never a `*`. */
function patternHint({kind, request}: StoreQuestion, document: StoreDocument): string | undefined {
	const isInVain = kind === 'paths' && document.kind === 'paths' && document.answer.matchCount === 0;
	return isInVain && /[*?]/.test(request.match)
		? `* and ? stand only for themselves: leave them out, a part of the name is enough`
		: undefined;
}

async function ask(client: StoreClient, question: StoreQuestion, limit: number): Promise<StoreDocument> {
	const {kind, request} = question;
	// The store's side then need not measure what is not shown.
	const asked = kind === 'paths' && Number.isFinite(limit) ? {...request, limit} : request;
	return {kind, answer: await client.ask(kind, asked as never)} as StoreDocument;
}

function snapshotOf({kind, answer}: StoreDocument): SnapshotOrigin | undefined {
	const some = kind === 'why' ? answer[0] : answer;
	return some !== undefined && 'snapshot' in some ? some.snapshot : undefined;
}

function reportOptions({signs}: Surroundings, address: StoreAddress, limit: number, now: number): StoreReportOptions {
	return {
		columns: tty.isatty(1) ? readWindowSize().columns : UNCUT_COLUMNS,
		signs,
		now,
		home: homedir(),
		limit,
		reader: readerOf(address),
	};
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
