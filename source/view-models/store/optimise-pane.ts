import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {splitFile} from '../../reports/store/optimise-lines.js';
import {emptyLine, paneTitle, plainLine} from '../cells.js';
import type {FileGroup} from './optimise-groups.js';
import type {ScreenInput} from './screen.js';

const labelCells = 9;

/** Where the chosen file is. @param height 3 lines or more. */
export function groupPane(group: FileGroup | undefined, height: number, input: ScreenInput): Line[] {
	const {columns, signs} = input;
	const labelled = (label: string, text: string) =>
		plainLine([span(`  ${label.padEnd(labelCells)}`, 'muted'), span(plainText(text))], columns, signs);
	const lines = group === undefined ? [emptyLine(columns)] : [emptyLine(columns), title(group), ...rows(group)];
	return Array.from({length: height}, (_, index) => lines[index] ?? emptyLine(columns));

	function title({size, count, examples}: FileGroup): Line {
		const {file} = splitFile(examples[0] ?? '');
		const state = span(`${formatSize(size)}, ${countOf(count, 'copy', 'copies')}`, 'muted');
		return paneTitle([span(plainText(file), 'bold')], [state], columns, signs);
	}

	function rows({examples, count}: FileGroup): Line[] {
		const counts = new Map<string, number>();
		for (const example of examples) {
			const {storePath, file} = splitFile(example);
			counts.set(storePath || file, (counts.get(storePath || file) ?? 0) + 1);
		}

		const names = Array.from(counts, ([name, times]) => (times === 1 ? name : `${name} ${signs.times}${times}`));
		const more = count - examples.length;
		return [
			labelled('in', `${names.join(', ')}${more > 0 ? ` and ${countOf(more, 'more copy', 'more copies')}` : ''}`),
			labelled('as', insideOf(examples[0] ?? '')),
		];
	}
}

/** `lib/libLLVM.so.21.1`: what follows the store path; the last name where it is the store path itself. */
function insideOf(example: string): string {
	const {storePath, file} = splitFile(example);
	const parts = example.split('/');
	const place = storePath === '' ? -1 : parts.findIndex((part) => part.endsWith(`-${storePath}`));
	return place === -1 ? file : parts.slice(place + 1).join('/');
}

/** @returns The store path in which the file is; undefined where none can be told. */
export function storePathOfFile(example: string | undefined): string | undefined {
	const {storePath, file} = splitFile(example ?? '');
	const parts = (example ?? '').split('/');
	const place = parts.findIndex((part) => part.endsWith(`-${storePath || file}`));
	return place === -1 ? undefined : parts.slice(0, place + 1).join('/');
}
