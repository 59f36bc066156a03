import type {MonitorUi} from './monitor-ui.js';

/** `/`: characters go into the query from here on. */
export function startTyping(ui: MonitorUi): MonitorUi {
	if (ui.tab === 'log') {
		const search = ui.search ?? {query: '', isRegex: false, isCaseSensitive: false};
		return {...ui, search: {...search, isTyping: true, line: undefined}};
	}

	return {...ui, find: {query: ui.find?.query ?? '', isTyping: true}};
}

function withQuery(ui: MonitorUi, change: (query: string) => string): MonitorUi {
	if (ui.tab === 'log') {
		return ui.search ? {...ui, search: {...ui.search, query: change(ui.search.query), line: undefined}} : ui;
	}

	return ui.find ? {...ui, find: {...ui.find, query: change(ui.find.query)}} : ui;
}

export function typeText(ui: MonitorUi, typed: string): MonitorUi {
	// A paste may hold anything; what cannot be printed is no part of a query.
	return withQuery(ui, (query) => query + typed.replace(/[\x00-\x1f\x7f-\x9f]/g, ''));
}

export function eraseCharacter(ui: MonitorUi): MonitorUi {
	return withQuery(ui, (query) => [...query].slice(0, -1).join(''));
}
