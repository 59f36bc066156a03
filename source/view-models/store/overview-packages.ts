import {listedWords} from '../../analyses/package-version.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shellWord} from '../../formats/shell-word.js';
import {cell, rightCell} from '../cells.js';
import {cellRow, type OverviewRow, type PaneInput, pendingRows, SIZE_CELLS} from './overview-rows.js';
import type {Pane} from './pane-column.js';
import {groupWords} from './paths-table.js';
import {sizeSpans} from './size-spans.js';

/** ` 1,204 versions` */
const versionCells = 15;
const mostName = 44;
const leastRows = 3;

type Package = {readonly name: string; readonly versions: number; readonly paths: number; readonly size: number};

/** Packages by what all their versions retain. @param most Rows at most. */
export function packagesPane(input: PaneInput, most: number): Pane {
	const {answer} = input.data.slot('overview', 'overview');
	return packageTable(
		input,
		'package',
		['Largest packages', answer?.complete === false ? 'retained at most' : 'all versions, retained'],
		answer?.packages.map(({name, versions, paths, retainedSize}) => ({name, versions, paths, size: retainedSize})),
		most,
	);
}

/** Packages that are there in several versions. @param most Rows at most. */
export function versionsPane(input: PaneInput, most: number): Pane {
	const {answer} = input.data.slot('overview', 'overview');
	return packageTable(
		input,
		'version',
		['Several versions', 'of NAR, beside the newest'],
		answer?.duplicates.map(({name, versions, besideNewest}) => ({name, versions, paths: versions, size: besideNewest})),
		most,
	);
}

function packageTable(
	input: PaneInput,
	prefix: string,
	[title, remark]: readonly [string, string],
	packages: readonly Package[] | undefined,
	most: number,
): Pane {
	const spans = [span(title, 'bold'), span(`  ${remark}`, 'muted')];
	if (packages === undefined || packages.length === 0) {
		return packages === undefined
			? {title: spans, most, least: leastRows, rows: (count) => pendingRows(input, undefined, count)}
			: {title: spans, most: 1, least: 1, rows: () => [{spans: [span('none', 'muted')]}]};
	}

	const count = Math.min(most, packages.length);
	return {
		title: spans,
		most: count,
		least: Math.min(leastRows, count),
		rows: (shown) => packages.slice(0, shown).map(row),
	};

	function row({name, versions, paths, size}: Package): OverviewRow {
		const words = groupWords({versions, count: paths});
		const search = listedWords(name);
		return cellRow(
			input,
			[
				cell(Math.min(mostName, input.inner - versionCells - SIZE_CELLS), span(plainText(name))),
				cell(versionCells, span(` ${words}`, 'muted')),
				rightCell(SIZE_CELLS, ...sizeSpans(size)),
			],
			{
				id: `${prefix}:${name}`,
				opens: {go: {screen: 'paths', filter: search.join(' '), which: 'live', at: `name:${name}`}},
				subject: {command: `nixscope paths ${shellWord(search[0] ?? name)}`},
			},
		);
	}
}
