import type {Answers} from '../../analyses/answers/answer.js';
import type {Line} from '../../formats/line.js';
import {closureLines} from './closure-lines.js';
import {diffLines} from './diff-lines.js';
import {gcLines} from './gc-lines.js';
import {generationsLines} from './generations-lines.js';
import {optimiseLines} from './optimise-lines.js';
import {pathsLines} from './paths-lines.js';
import {rootsLines} from './roots-lines.js';
import {snapshotLines} from './snapshot-lines.js';
import type {StoreReportOptions} from './store-report-options.js';
import {usageLines} from './usage-lines.js';
import {whyLines} from './why-lines.js';

/** An answer of a store, with the question that it answers. */
export type StoreDocument = {
	[Kind in keyof Answers]: {readonly kind: Kind; readonly answer: Answers[Kind]};
}[keyof Answers];

/** An answer for people. */
export function storeReport(document: StoreDocument, options: StoreReportOptions): Line[] {
	switch (document.kind) {
		case 'why':
			return whyLines(document.answer, options);
		case 'roots':
			return rootsLines(document.answer, options);
		case 'paths':
			return pathsLines(document.answer, options);
		case 'usage':
			return usageLines(document.answer, options);
		case 'closure':
			return closureLines(document.answer, options);
		case 'generations':
			return generationsLines(document.answer, options);
		case 'diff':
			return diffLines(document.answer, options);
		case 'gc':
			return gcLines(document.answer, options);
		case 'optimise':
			return optimiseLines(document.answer, options);
		case 'snapshot':
			return snapshotLines(document.answer, options);
	}
}
