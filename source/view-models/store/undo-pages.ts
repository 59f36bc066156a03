import {formatAgo} from '../../formats/age.js';
import {countOf} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {truncateMiddle} from '../../formats/width.js';
import {pathName} from '../../reports/store/path-name.js';
import {shortPath} from '../../reports/store/root-words.js';
import {undoLines} from '../../reports/store/undo-lines.js';
import type {Run} from '../../sessions/explorer-data.js';
import {rootKindLabels} from '../../store/root-kind-label.js';
import {emptyLine, paneTitle} from '../cells.js';
import {pageLine, pageRemark} from './collect-lines.js';
import {DIALOG_FRAME, dialogChoice, dialogLines} from './dialog.js';
import {dialogText} from './dialog-text.js';
import type {ListLook} from './list-table.js';
import type {ScreenInput} from './screen.js';
import {canBePutBack, type Drop} from './undo-drops.js';
import {dropSign, dropStateWords, linkStateSign, linkStateWords, undoPromises} from './undo-words.js';

/** From here on all is said about a link. */
const leastLong = 120;

/** A drop in the list. */
export function undoLook({signs, home, now}: ScreenInput): ListLook<Drop> {
	return {
		sign: (drop) => dropSign(drop, signs),
		isMuted: (drop) => !canBePutBack(drop),
		columns: [
			{key: '', title: 'drop', width: 5, align: 'right', cell: ({id}) => [span(String(id), 'bold')]},
			{
				key: '',
				title: 'links',
				width: 'flex',
				least: 16,
				most: 60,
				cut: 'middle',
				cell: ({entries}) => [
					...(entries.length > 1 ? [span(`${entries.length} links: `)] : []),
					span(shortPath(entries[0]?.link ?? '', home)),
				],
			},
			{
				key: '',
				title: 'dropped',
				width: 9,
				drop: 1,
				cell: ({removedAt}) => [span(formatAgo(now - removedAt), 'muted')],
			},
			{key: '', title: 'state', width: 42, drop: 2, cell: (drop) => [dropStateWords(drop, now)]},
		],
	};
}

/** Every link of the chosen drop, and what would become of it. */
export function dropPane(drop: Drop, {columns, signs, home, now}: ScreenInput, height: number): Line[] {
	const title = [
		span(`drop ${drop.id}`, 'bold'),
		span(`  ${countOf(drop.entries.length, 'link')}, ${formatAgo(now - drop.removedAt)}`, 'muted'),
	];
	const room = height - 1;
	const rows = drop.entries.length > room ? drop.entries.slice(0, room - 1) : drop.entries;
	const more = drop.entries.length - rows.length;
	const kindWidth = 10;
	// Links have the room where no words need it.
	const isLong = columns >= leastLong && drop.entries.some(({state}) => state === 'valid');
	const wordsWidth = isLong ? 70 : columns >= 76 ? 39 : 0;
	const linkWidth = Math.max(12, columns - 6 - kindWidth - (wordsWidth === 0 ? 0 : wordsWidth + 2));
	return [
		paneTitle(title, [], columns, signs),
		...rows.map((entry) =>
			pageLine(
				[
					linkStateSign(entry, signs),
					span(` ${rootKindLabels[entry.kind].padEnd(kindWidth)}`),
					span(truncateMiddle(shortPath(entry.link, home), linkWidth - 2, signs.cut).padEnd(linkWidth)),
					...(wordsWidth === 0 ? [] : [linkStateWords(entry, now, isLong)]),
				],
				columns,
				signs,
			),
		),
		...(more > 0
			? [pageLine([span(`  ${signs.cut} and ${countOf(more, 'more link')}`, 'muted')], columns, signs)]
			: []),
	];
}

/** Nothing destroys here, but a fetch may take long: what comes back is told before. */
export function undoDialog(drop: Drop, {columns, rows, signs, home}: ScreenInput): Line[] {
	const width = Math.min(70, columns - 4);
	const inner = width - DIALOG_FRAME;
	const open = drop.entries.filter(({state}) => state !== 'restored');
	const one = open[0];
	const names =
		open.length === 1 && one !== undefined
			? [
					line(span(truncateMiddle(shortPath(one.link, home), inner, signs.cut))),
					line(span(`${signs.arrow} ${pathName(one.target)}`, 'muted')),
					line(),
				]
			: [];
	const sentences = undoPromises(drop).flatMap((text) => dialogText(line(span(text)), inner));
	const choices = [dialogChoice('y', 'put back now'), dialogChoice('Esc', 'leave it as it is')];
	const full = [...names, ...sentences, line(), ...choices];
	return dialogLines(
		{
			title: [span(`Put back ${countOf(open.length, 'link')} of drop ${drop.id}?`, 'bold')],
			body:
				full.length <= rows - 4 ? full : [...sentences.slice(0, Math.max(1, rows - 4 - choices.length)), ...choices],
			width,
		},
		signs,
	);
}

/** What an undo does, or has brought back, link by link. */
export function undoRunPage(
	{id, result, error}: Extract<Run, {kind: 'undo'}>,
	{columns, signs, home}: ScreenInput,
): Line[] {
	if (error !== undefined) {
		return [
			emptyLine(columns),
			pageLine([span(signs.failed, 'failed-sign'), span(` Drop ${id} was not put back`, 'bold')], columns, signs),
			...pageRemark(plainText(error), span(' '), columns, signs, 'failed'),
		];
	}

	return result === undefined
		? [
				emptyLine(columns),
				pageLine([span(signs.running, 'running'), span(` Putting back drop ${id}`, 'bold')], columns, signs),
				pageLine(
					[span('  what is deleted is fetched from the caches, which may take a while', 'muted')],
					columns,
					signs,
				),
			]
		: [
				emptyLine(columns),
				...undoLines(result, {columns: columns - 4, signs, home}).map(({spans}) => pageLine(spans, columns, signs)),
			];
}
