import type {UndoEntry, UndoState} from '../../analyses/answers/collect.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {fakeData, fakeSlot, galleryNow} from './fake-data.js';

const day = 86_400_000;

function drop(id: number, days: number, links: ReadonlyArray<readonly [string, UndoState]>): UndoEntry[] {
	return links.map(([link, state]) => ({
		id,
		link,
		target: '/nix/store/0c8v1ddlq2a3bq5m0qv3wz4h9k2y7x6r-cuda-env',
		kind: link.includes('.direnv') ? 'direnv' : 'result',
		removedAt: galleryNow - days * day,
		state,
		heldUntil: state === 'held' ? galleryNow + (14 - days) * day : null,
	}));
}

const entries = [
	...drop(43, 0, [['/home/anna/src/ml/result', 'valid']]),
	...drop(42, 2, [
		['/home/anna/src/ml/.direnv/flake-profile-a1b2c3d4', 'held'],
		['/home/anna/src/ml/result-2', 'held'],
		['/home/anna/src/old/customer-portal/.direnv/flake-profile-9f8e7d', 'held'],
	]),
	...drop(41, 9, [
		['/home/anna/src/web/result', 'collected'],
		['/home/anna/src/web/result-2', 'valid'],
		['/home/anna/src/web/result-3', 'restored'],
	]),
	...drop(40, 31, [['/home/anna/result', 'restored']]),
	...drop(39, 33, [[`/home/anna/${'very-'.repeat(30)}long/\u001b[31mresult`, 'collected']]),
];

const slots = [fakeSlot('undoList', 'undoList', {version: 1, entries}, {})];
const base = {destination: {screen: 'undo'}, ui: {screen: 'roots'}} as const;

export const undoStates: readonly ExplorerEntry[] = [
	{name: 'undo', description: 'drops, the newest first', data: () => fakeData(slots), ...base},
	{
		name: 'undo-second',
		description: 'the links of a held drop',
		data: () => fakeData(slots),
		...base,
		actions: ['down'],
	},
	{
		name: 'undo-question',
		description: 'what comes back, what has to be fetched',
		data: () => fakeData(slots),
		...base,
		actions: ['down', 'down', 'undo'],
	},
	{
		name: 'undo-many',
		description: 'a drop of forty links, and a hundred drops',
		data: () =>
			fakeData([
				fakeSlot(
					'undoList',
					'undoList',
					{
						version: 1,
						entries: Array.from({length: 100}, (_, index) =>
							drop(
								200 - index,
								index,
								Array.from(
									{length: index === 0 ? 40 : 1},
									(_, link) => [`/home/anna/src/p${index}/result-${link}`, 'valid'] as const,
								),
							),
						).flat(),
					},
					{},
				),
			]),
		...base,
	},
	{
		name: 'undo-empty',
		description: 'nothing was dropped',
		data: () => fakeData([fakeSlot('undoList', 'undoList', {version: 1, entries: []}, {})]),
		...base,
	},
	{name: 'undo-loading', description: 'the journal is being read', data: () => fakeData([]), ...base},
	{
		name: 'undo-running',
		description: 'a drop is being put back',
		data: () => fakeData(slots, {run: {kind: 'undo', id: 42, result: undefined, error: undefined}}),
		...base,
	},
	{
		name: 'undo-result',
		description: 'what came back, link by link',
		data: () =>
			fakeData(slots, {
				run: {
					kind: 'undo',
					id: 41,
					error: undefined,
					result: {
						version: 1,
						id: 41,
						links: [
							{
								link: entries[4]!.link,
								target: entries[4]!.target,
								outcome: 'restored',
								remark: 'fetched again from a cache',
							},
							{
								link: entries[5]!.link,
								target: entries[5]!.target,
								outcome: 'failed',
								remark: 'something else stands there now',
							},
							{link: entries[6]!.link, target: entries[6]!.target, outcome: 'there', remark: null},
						],
					},
				},
			}),
		...base,
	},
	{
		name: 'undo-failed',
		description: 'the journal cannot be read',
		data: () =>
			fakeData(slots, {
				run: {
					kind: 'undo',
					id: 41,
					result: undefined,
					error: 'cannot write /home/anna/.local/state/nixscope/undo.jsonl: no space left',
				},
			}),
		...base,
	},
];
