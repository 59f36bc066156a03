import {isBuildKey, keyIndex, type NodeKey} from './node-key.js';
import type {TreeOrder} from './tree-order.js';

/** Build (index) that the node is drawn below; -1 for roots. */
export function parentOf(key: NodeKey, order: TreeOrder): number {
	return (isBuildKey(key) ? order.parent[keyIndex(key)] : order.transferParent[keyIndex(key)]) ?? -1;
}
