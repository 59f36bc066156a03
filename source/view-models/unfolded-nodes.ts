import {append} from './append.js';
import {buildKey, isBuildKey, keyIndex, type NodeKey, transferKey} from './node-key.js';
import type {TreeChoiceInput} from './tree-choice.js';

/** Everything below what the user unfolded, but for what is folded there; direct inputs drawn elsewhere as mentions. */
export function addUnfolded(
	{state, order, folds}: TreeChoiceInput,
	shown: Set<NodeKey>,
	mentions: Map<number, number[]>,
): void {
	for (const [key, fold] of folds) {
		const isShown = isBuildKey(key) && shown.has(key);
		if (fold !== 'unfolded' || (!isShown && key !== -1)) {
			continue;
		}

		const top = key === -1 ? -1 : keyIndex(key);
		const start = top === -1 ? 0 : order.position[top]!;
		const end = top === -1 ? order.preorder.length : start + order.subtreeSize[top]!;
		for (let position = start; position < end; position++) {
			const build = order.preorder[position]!;
			shown.add(buildKey(build));
			if (folds.get(buildKey(build)) === 'folded' && build !== top) {
				position += order.subtreeSize[build]! - 1;
				continue;
			}

			for (const transfer of order.transfersBelow.get(build) ?? []) {
				shown.add(transferKey(transfer));
			}
		}

		for (const transfer of top === -1 ? (order.transfersBelow.get(-1) ?? []) : []) {
			shown.add(transferKey(transfer));
		}

		for (const input of top === -1 ? [] : state.builds[top]!.inputs) {
			if (
				order.parent[input.index] !== top &&
				shown.has(buildKey(input.index)) &&
				!mentions.get(top)?.includes(input.index)
			) {
				append(mentions, top, input.index);
			}
		}
	}
}
