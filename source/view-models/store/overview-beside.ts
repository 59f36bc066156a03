import type {BesideAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {shellWord} from '../../formats/shell-word.js';
import {truncateMiddle} from '../../formats/width.js';
import {shortPath} from '../../reports/store/root-words.js';
import {cell, gap, rightCell} from '../cells.js';
import {cellRow, type OverviewRow, type PaneInput, pendingRows} from './overview-rows.js';
import type {Pane} from './pane-column.js';
import {boundedSpans, sizeSpans} from './size-spans.js';

type Place = BesideAnswer['places'][number];

const names: Readonly<Record<Place['kind'], string>> = {
	'kept-builds': 'kept builds',
	'nix-cache': 'caches',
	'build-logs': 'build logs',
};

/** While they are not known. */
const usualRows = 3;
const kindCells = 12;
/** `at least 6.2 GiB` */
const sizeCells = 12;
const countCells = 15;
const leastPath = 18;
const wideTitle = 58;

/** What is also on this disk and goes by no collection; sums grow while they are made. */
export function besidePane(input: PaneInput): Pane {
	const {answer, event, error} = input.data.slot('beside', 'beside');
	const partial = event?.type === 'beside' ? event.beside : undefined;
	const places = (answer ?? partial)?.places;
	const remark = input.inner >= wideTitle ? span("  not Nix's to collect;", 'muted') : span(' ');
	const title = [span('Beside the store', 'bold'), remark, span(' y', 'bold'), span(' what clears it', 'muted')];
	const rows =
		places === undefined || places.length === 0
			? answer === undefined
				? pendingRows(input, error, usualRows)
				: [{spans: [span('nothing', 'muted')]}]
			: places.map((place) => placeRow(place, answer !== undefined, input));
	return {title, most: rows.length, least: rows.length, rows: () => rows};
}

function placeRow(place: Place, isDone: boolean, input: PaneInput): OverviewRow {
	const {inner, home, signs} = input;
	const hasCount = inner >= kindCells + leastPath + sizeCells + countCells;
	const path = inner - kindCells - sizeCells - (hasCount ? countCells : 0);
	const command = place.command?.map(shellWord).join(' ') ?? `du -shc ${shellPattern(place.path)}`;
	const words = place.kind === 'kept-builds' ? countOf(place.count, 'folder') : countOf(place.count, 'file');
	return cellRow(
		input,
		[
			cell(kindCells, span(names[place.kind])),
			cell(path, span(truncateMiddle(shortPath(place.path, home), path, signs.cut), 'muted')),
			rightCell(sizeCells, ...sizeOf()),
			...(hasCount ? [gap(2), cell(countCells - 2, span(words, 'muted'))] : []),
		],
		{id: `beside:${place.kind}:${place.path}`, opens: {command}, subject: {command}},
	);

	function sizeOf(): Span[] {
		if (place.isComplete) {
			return sizeSpans(place.diskSize);
		}

		return isDone
			? boundedSpans(signs.atLeast, place.diskSize)
			: [span(formatSize(place.diskSize), 'muted'), span(signs.cut, 'muted')];
	}
}

/** `/tmp/nix-build-*`: the star is for the shell. */
function shellPattern(path: string): string {
	return path.endsWith('*') ? `${shellWord(path.slice(0, -1))}*` : shellWord(path);
}
