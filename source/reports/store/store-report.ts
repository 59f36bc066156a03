import type {
	ClosureAnswer,
	DiffAnswer,
	GcAnswer,
	GenerationsAnswer,
	OptimiseAnswer,
	PathsAnswer,
	RootsAnswer,
	UsageAnswer,
	WhyAnswer,
} from '../../analyses/answers/answer.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {StoreReportOptions} from './store-report-options.js';

/** An answer of a store, with the question that it answers. */
export type StoreDocument =
	| {readonly kind: 'why'; readonly answer: readonly WhyAnswer[]}
	| {readonly kind: 'roots'; readonly answer: RootsAnswer}
	| {readonly kind: 'paths'; readonly answer: PathsAnswer}
	| {readonly kind: 'usage'; readonly answer: UsageAnswer}
	| {readonly kind: 'closure'; readonly answer: ClosureAnswer}
	| {readonly kind: 'generations'; readonly answer: GenerationsAnswer}
	| {readonly kind: 'diff'; readonly answer: DiffAnswer}
	| {readonly kind: 'gc'; readonly answer: GcAnswer}
	| {readonly kind: 'optimise'; readonly answer: OptimiseAnswer}
	| {readonly kind: 'snapshot'; readonly answer: SnapshotFacts};

export type SnapshotFacts = {
	readonly file: string;
	/** Bytes of the file. */
	readonly size: number;
	readonly paths: number;
	readonly roots: number;
};

/** An answer for people. */
export function storeReport({answer}: StoreDocument, _options: StoreReportOptions): Line[] {
	return JSON.stringify(answer, undefined, '  ')
		.split('\n')
		.map((text) => line(span(text)));
}
