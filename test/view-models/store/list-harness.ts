import type {ListWindow, WindowRequest} from '../../../source/analyses/lists/list-window.js';
import {placeWindow} from '../../../source/analyses/lists/place-window.js';
import type {ExplorerAction} from '../../../source/keymap/explorer-places.js';
import {initialList, type ListUi, reduceList, withFound} from '../../../source/view-models/store/list-state.js';
import {type ListView, listView} from '../../../source/view-models/store/list-view.js';

type Request = {readonly filter: string; readonly sort: ListUi['sort']; readonly window: WindowRequest};

/** A list on a screen, and a worker that answers when it is told to. */
export class ListHarness {
	ui = initialList('name');
	/** Questions that were asked. */
	asked = 0;
	page: number;
	#rows: string[];
	#answer: ListWindow<string> | undefined;
	#request: Request | undefined;
	#isCurrent = false;
	/** The order of the other column changes with it. */
	#salt = 1;
	readonly #lists = new Map<string, readonly string[]>();

	constructor(rows: readonly string[], page: number) {
		this.#rows = [...rows];
		this.page = page;
	}

	/** The list as it is in the store now. */
	get list(): readonly string[] {
		const {filter, sort} = this.ui;
		return this.#listOf(filter, sort);
	}

	get rows(): readonly string[] {
		return this.#rows;
	}

	#listOf(filter: string, sort: ListUi['sort']): readonly string[] {
		const key = JSON.stringify([filter, sort]);
		const list = this.#lists.get(key) ?? this.#makeList(filter, sort);
		this.#lists.set(key, list);
		return list;
	}

	#makeList(filter: string, {column, isReversed}: ListUi['sort']): readonly string[] {
		const found = this.#rows
			.filter((row) => row.includes(filter))
			.map((row) => ({row, key: column === 'name' ? row : mixed(row, this.#salt)}))
			.sort((one, other) => (one.key < other.key ? -1 : 1))
			.map(({row}) => row);
		return isReversed ? found.reverse() : found;
	}

	/** What a frame shows; the store takes from it what it has found. */
	view(): ListView<string> {
		const view = this.#view();
		this.ui = withFound(this.ui, {...view.facts, sortColumns: []});
		return view;
	}

	#view(): ListView<string> {
		const {filter, sort} = this.ui;
		const isSame = this.#request?.filter === filter && JSON.stringify(this.#request.sort) === JSON.stringify(sort);
		return listView({answer: this.#answer, request: this.#request, isCurrent: this.#isCurrent}, this.ui, (row) => row, {
			page: this.page,
			isSame,
		});
	}

	/** The worker answers what is wanted now, once. @returns False when nothing was wanted. */
	answer(): boolean {
		const {filter, sort} = this.ui;
		const wanted = {filter, sort, window: this.view().window};
		if (this.#isCurrent && JSON.stringify(wanted) === JSON.stringify(this.#request)) {
			return false;
		}

		const list = this.#listOf(filter, sort);
		const at = wanted.window.at === undefined ? -1 : list.indexOf(wanted.window.at);
		const {first, end, atIndex} = placeWindow(list.length, at, wanted.window);
		this.asked++;
		this.#answer = {
			totalCount: this.#rows.length,
			matchCount: list.length,
			first,
			rows: list.slice(first, end),
			atIndex,
		};
		this.#request = wanted;
		this.#isCurrent = true;
		return true;
	}

	/** Everything is answered. @returns How many questions that took. */
	settle(): number {
		let count = 0;
		while (this.answer()) {
			count++;
			if (count > 4) {
				throw new Error('asks without end');
			}
		}

		return count;
	}

	press(action: ExplorerAction | {readonly typed: string}, facts = this.view().facts): void {
		const next = reduceList(this.ui, action, {...facts, sortColumns: ['name', 'back']});
		// As the session does when the question changes.
		this.ui = next ?? this.ui;
		if (this.#request !== undefined && JSON.stringify(this.view().window) !== JSON.stringify(this.#request.window)) {
			this.#isCurrent = false;
		}
	}

	/** The store was read again. */
	refresh(rows: readonly string[], salt = this.#salt): void {
		// A frame is drawn when the answer is no longer of the store as it is.
		this.#isCurrent = false;
		this.view();
		this.#rows = [...rows];
		this.#salt = salt;
		this.#lists.clear();
		this.#isCurrent = false;
	}
}

/** Rows in another order for each salt. */
function mixed(row: string, salt: number): string {
	let value = salt;
	for (const character of row) {
		value = (value * 31 + character.codePointAt(0)!) % 1_000_003;
	}

	return String((value * (salt + 7919)) % 1_000_003).padStart(7, '0') + row;
}
