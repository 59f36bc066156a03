import type {StoreAnalysis} from '../store-analysis.js';
import type {ClosureAnswer} from './answer.js';
import {snapshotOf} from './completeness.js';
import {pathSize} from './path-size.js';

/** The closure of a path with what each member alone brings in, the largest first: the path itself. */
export function closureAnswer(analysis: StoreAnalysis, id: number): ClosureAnswer {
	const {graph} = analysis.reading;
	const {members, retained} = analysis.retainedInClosure(id);
	const order = [...members.keys()].sort((a, b) => {
		const [first, second] = [members[a]!, members[b]!];
		return (
			Number(second === id) - Number(first === id) ||
			retained[b]! - retained[a]! ||
			graph.narSizes[second]! - graph.narSizes[first]! ||
			first - second
		);
	});
	return {
		...snapshotOf(analysis.reading),
		version: 1,
		path: graph.names.path(id),
		closureSize: analysis.closureSize(id),
		paths: order.map((place) => ({
			path: graph.names.path(members[place]!),
			narSize: pathSize(graph, members[place]!),
			retainedInClosure: retained[place]!,
		})),
	};
}
