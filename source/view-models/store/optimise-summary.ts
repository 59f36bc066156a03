import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {plainLine, progressBar} from '../cells.js';
import type {ScreenInput} from './screen.js';

const titleCells = 21;
const sizeCells = 10;
const barColumns = 24;

/** What links save, what they could save, and what Nix leaves alone: two or three lines. */
export function summaryLines(input: ScreenInput): Line[] {
	const {data, signs} = input;
	const {answer, error, isCurrent, event} = data.slot('optimise', 'optimise');
	const links = data.slot('links', 'links').answer;
	const progress = event?.type === 'progress' ? event.progress : undefined;
	return [savedLine(), couldLine(), ...(answer === undefined ? [] : remarkLines(answer))];

	function savedLine(): Line {
		const known = answer ?? links;
		if (known === null) {
			return row('saved by hard links', span(signs.range, 'muted'), [
				span('the files of this store cannot be looked at', 'muted'),
			]);
		}

		if (known === undefined) {
			return row('saved by hard links', span(signs.cut, 'muted'), []);
		}

		const {savedBytes, linkedFiles, linksFolderSize} = known;
		const less = linksFolderSize > 0 ? `, less ${formatSize(linksFolderSize)} for .links itself` : '';
		return row('saved by hard links', span(formatSize(savedBytes), 'succeeded'), [
			span(`in ${countOf(linkedFiles, 'file')}${less}`, 'muted'),
		]);
	}

	function couldLine(): Line {
		const size = answer === undefined ? span(signs.cut, 'muted') : span(formatSize(answer.savableBytes), 'bold');
		if (error !== undefined) {
			return row('could be saved', span('?', 'muted'), [
				span(`${signs.failed} `, 'failed-sign'),
				span(plainText(error), 'failed'),
			]);
		}

		if (!isCurrent && data.run === undefined && progress !== undefined) {
			return row('could be saved', size, progressSpans(progress));
		}

		if (answer === undefined) {
			return row('could be saved', size, [span('comparing files', 'muted')]);
		}

		const words =
			answer.savableFiles === 0
				? 'no equal files are left to link'
				: `by linking ${countOf(answer.savableFiles, 'file')}`;
		return row('could be saved', size, [span(words, 'muted')]);
	}

	function progressSpans({task, done, total}: NonNullable<typeof progress>): Span[] {
		const counts = total === undefined ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
		return [
			span(`${task}  `),
			...(total === undefined ? [] : [...progressBar(done, total, barColumns, 'running', signs), span('  ')]),
			span(done === 0 && total === undefined ? '' : counts, 'muted'),
		];
	}

	function remarkLines({writableFiles, unreadable}: OptimiseAnswer): Line[] {
		const words = [
			...(writableFiles === 0 ? [] : [`${countOf(writableFiles, 'file')} that the owner may write are left alone`]),
			...(unreadable.length === 0 ? [] : [`${countOf(unreadable.length, 'place')} not readable: numbers are at least`]),
		];
		return words.length === 0
			? []
			: [
					plainLine(
						[
							span(' '),
							unreadable.length > 0 ? span(`${signs.warning} `, 'warning') : span(''),
							span(words.join('; '), 'muted'),
						],
						input.columns,
						signs,
					),
				];
	}

	function row(title: string, size: Span, remark: readonly Span[]): Line {
		const pad = ' '.repeat(Math.max(0, sizeCells - size.text.length));
		return plainLine([span(` ${title.padEnd(titleCells)}${pad}`), size, span('   '), ...remark], input.columns, signs);
	}
}
