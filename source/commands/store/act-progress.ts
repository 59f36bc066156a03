import type {CollectProgress} from '../../analyses/answers/collect.js';
import {formatCount} from '../../formats/count.js';
import {line, span} from '../../formats/line-layout.js';
import {collectBeginning, collectPlainLine, collectProgressLine} from '../../reports/store/collect-progress-words.js';
import type {QuestionEvent} from '../../workers/question.js';
import type {Options} from '../option-table.js';
import {writeLines} from '../write-out.js';
import {paintedLine} from './print-lines.js';
import type {StatusLine} from './status-line.js';

/** Without a terminal there is a line on stderr from time to time, for who reads a log. */
const PLAIN_INTERVAL_MS = 10_000;

export type ActProgress = {
	readonly onEvent: (event: QuestionEvent) => void;
	/** Whether something may have been changed. */
	readonly hasBegun: () => boolean;
};

/**
 * Shows how far a collection is: what it does on stdout, once, and the progress on stderr. With JSON only on a terminal.
 *
 * @param isHold Roots are dropped and held, and nothing is deleted.
 */
export function collectProgress(status: StatusLine, options: Options, isHold: boolean): ActProgress {
	const showPlainly = plainProgress(status, options);
	let hasBegun = false;
	return {
		hasBegun: () => hasBegun,
		onEvent(event) {
			if (event.type !== 'collect') {
				return;
			}

			const {progress, isComplete} = event;
			if (!hasBegun && progress.stage !== 'checking') {
				hasBegun = true;
				sayBeginning(progress, isComplete);
			}

			status.show((signs) => collectProgressLine(progress, signs));
			showPlainly(() => collectPlainLine(progress));
		},
	};

	function sayBeginning(progress: CollectProgress, isComplete: boolean): void {
		const beginning = collectBeginning(progress, {isHold, isAtMost: !isComplete});
		if (beginning !== undefined && !options.json) {
			status.clear();
			// A reader that is gone is no reason to leave a collection alone.
			writeLines(1, [paintedLine(beginning, options)]);
		}
	}
}

/** Shows how far an optimisation is. */
export function optimiseProgress(status: StatusLine, options: Options): ActProgress {
	const showPlainly = plainProgress(status, options);
	let hasBegun = false;
	return {
		hasBegun: () => hasBegun,
		onEvent(event) {
			if (event.type !== 'optimise') {
				return;
			}

			hasBegun = true;
			const {done, total} = event;
			const amount = `${formatCount(done)}${total === undefined ? '' : ` of ${formatCount(total)}`} paths`;
			status.show(() => line(span('Linking equal files'), span(`  ${amount}`, 'muted')));
			showPlainly(() => `linking equal files: ${amount}`);
		},
	};
}

function plainProgress({isShown}: StatusLine, {json}: Options): (make: () => string) => void {
	let nextAt = performance.now() + PLAIN_INTERVAL_MS;
	return (make) => {
		const now = performance.now();
		if (!isShown && !json && now >= nextAt) {
			nextAt = now + PLAIN_INTERVAL_MS;
			writeLines(2, [make()]);
		}
	};
}
