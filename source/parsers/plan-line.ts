export type PlanLine =
	| {readonly kind: 'plan-builds'; readonly count: number | undefined}
	| {
			readonly kind: 'plan-fetches';
			readonly count: number | undefined;
			readonly downloadBytes: number;
			readonly unpackedBytes: number;
	  }
	| {readonly kind: 'plan-unknown'}
	| {readonly kind: 'plan-derivation'; readonly path: string}
	| {readonly kind: 'plan-path'; readonly path: string};

const buildsHeader = /^(?:this|these(?: (\d+))?) derivations? (?:will|would) be built:$/;
const fetchesHeader = /^(?:this|these(?: (\d+))?) paths? (?:will|would) be fetched(?: \(([^)]*)\))?:$/;
const unknownHeader = /^don't know how to build (?:this|these) paths?\b.*:$/;
const planPath = /^ {2}(\/\S+\/[\da-z]{32}-[\w+.?=-]+)$/;

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** @param text A message or line, without colours: a header of the plan, or one of its paths (two spaces before it). */
export function parsePlanLine(text: string): PlanLine | undefined {
	const path = planPath.exec(text)?.[1];
	if (path !== undefined) {
		return {kind: path.endsWith('.drv') ? 'plan-derivation' : 'plan-path', path};
	}

	const builds = buildsHeader.exec(text);
	if (builds !== null) {
		return {kind: 'plan-builds', count: countOf(builds)};
	}

	const fetches = fetchesHeader.exec(text);
	if (fetches !== null) {
		const [download, unpacked] = (fetches[2] ?? '').split(',');
		return {
			kind: 'plan-fetches',
			count: countOf(fetches),
			downloadBytes: parseSize(download),
			unpackedBytes: parseSize(unpacked),
		};
	}

	return unknownHeader.test(text) ? {kind: 'plan-unknown'} : undefined;
}

/** Nix ≤ 2.3 gives no number; "this" is one. */
function countOf([header, count]: RegExpExecArray): number | undefined {
	if (header.startsWith('this')) {
		return 1;
	}

	return count === undefined ? undefined : Number(count);
}

/** @returns Bytes of `11.9 MiB download`; 0 when there is no size. */
function parseSize(text = ''): number {
	const [, number = '0', unit = 'B'] = /(-?[\d.]+) ([KMGTPE]?i?B)/.exec(text) ?? [];
	const bytes = Number(number) * 1024 ** Math.max(0, units.indexOf(unit));
	return Number.isFinite(bytes) ? Math.max(0, Math.round(bytes)) : 0;
}
