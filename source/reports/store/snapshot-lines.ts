import type {SnapshotAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import type {StoreReportOptions} from './store-report-options.js';

/** That a snapshot was written, and how to look at it. */
export function snapshotLines(facts: SnapshotAnswer, {signs, home}: StoreReportOptions): Line[] {
	const file = shellPath(facts.file, home);
	return [
		line(
			span(`${signs.built} `, 'succeeded'),
			span(`Wrote ${file}: `),
			span(formatSize(facts.size), 'bold'),
			span(` for ${countOf(facts.paths, 'path')} and ${countOf(facts.roots, 'root')}`),
		),
		line(span('  to look at it  ', 'muted'), span(`nixscope roots --snapshot ${file}`)),
	];
}
