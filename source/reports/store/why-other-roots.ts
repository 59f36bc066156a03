import type {SizedRoot} from '../../analyses/answers/answer.js';
import {formatCount} from '../../formats/count.js';
import {numberRanges} from './number-ranges.js';
import {aboutRoot, generationsDescription, rootName, rootRemark} from './root-words.js';
import type {StoreReportOptions} from './store-report-options.js';

/** A root, or several that a person sees as one. */
export type OtherRoot = {
	readonly name: string;
	readonly remark: string;
	/** How many. */
	readonly count: number;
};

/** Generations of one profile are one row, and so are all roots of one process. */
export function whyOtherRoots(roots: readonly SizedRoot[], options: StoreReportOptions): OtherRoot[] {
	const groups = new Map<string, SizedRoot[]>();
	for (const root of roots) {
		const key = groupKey(root);
		groups.set(key, [...(groups.get(key) ?? []), root]);
	}

	return [...groups.values()].map((group) => otherRoot(group, options));
}

function groupKey({kind, link, process, generation, protected: isProtected}: SizedRoot): string {
	if (process !== null) {
		return `${kind} ${process.pid}`;
	}

	return generation === null || isProtected ? `link ${link}` : `profile ${generation.profile}`;
}

function otherRoot(group: readonly SizedRoot[], {home, now, signs}: StoreReportOptions): OtherRoot {
	const root = group[0]!;
	if (group.length > 1 && root.generation !== null) {
		const numbers = group.map(({generation}) => generation?.number ?? 0);
		return {
			name: `${formatCount(group.length)} ${generationsDescription(root.kind)}`,
			remark: numberRanges(numbers, signs),
			count: group.length,
		};
	}

	return {
		name: rootName(root, home),
		remark: rootRemark(root) ?? aboutRoot(root, now, group.length),
		count: group.length,
	};
}
