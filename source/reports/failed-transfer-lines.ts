import type {BuildState} from '../build/build-state.js';
import {flow, words} from '../formats/flow.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';

const maximumShown = 10;

/** A line or two for each download or upload that failed: what, from where, why. */
export function failedTransferLines(state: BuildState, {columns, signs}: {columns: number; signs: Signs}): Line[] {
	const failed = state.transfers.flatMap(({name, kind, host, status}) =>
		status.name === 'failed' ? [{name, kind, host, message: status.message}] : [],
	);
	const more = failed.length - maximumShown;
	return [
		...failed.slice(0, maximumShown).flatMap(({name, kind, host, message}) => {
			const [verb, preposition] = kind === 'download' ? ['fetch', 'from'] : ['upload', 'to'];
			const where = host === '' ? '' : ` ${preposition} ${plainText(host)}`;
			const why = plainText(message.split('\n', 1)[0]!);
			return flow(words(`${verb}${where} failed${why && `: ${why}`}`, 'failed'), {
				columns,
				indent: 4,
				gap: 1,
				label: [span(`  ${signs.failed} ${plainText(name)}  `, 'failed-sign')],
			});
		}),
		...(more > 0 ? [line(span(`    and ${more} more`, 'muted'))] : []),
	];
}
