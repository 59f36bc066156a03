import {countOf} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import {isRunning} from '../../sessions/running.js';
import {spreadLine} from '../cells.js';
import type {ExplorerUi} from './explorer-ui.js';
import {jointOf, markedSpans} from './joint-pane.js';
import type {ScreenBody, ScreenName} from './screen.js';
import {tabs} from './screens.js';

/** Over which tab a screen without one lies. */
const tabOf: Partial<Record<ScreenName, ScreenName>> = {path: 'paths'};

/** What store it is and how its data stand; the tabs; a thin line. Three lines. */
export function explorerHeader({
	data,
	ui,
	body,
	columns,
	signs,
}: {
	readonly data: ExplorerData;
	readonly ui: ExplorerUi;
	readonly body: ScreenBody;
	readonly columns: number;
	readonly signs: Signs;
}): Line[] {
	const title: Span[] = [span('nixscope', 'bold'), span(`  ${plainText(data.title)}`)];
	// What is being deleted is no count to rely on.
	const paths =
		data.status === undefined || (data.run?.kind === 'collect' && isRunning(data.run))
			? []
			: [span(`${countOf(data.status.paths, 'path')}  `, 'muted')];
	return [
		spreadLine(title, [...paths, ...statusSpans(data, signs)], columns, signs),
		tabLine(),
		{spans: [span(signs.rule.repeat(columns), 'muted')]},
	];

	/**
	 * What else stands at the right goes before the names of the other tabs; what is marked is never left out, but where
	 * the body says it.
	 */
	function tabLine(): Line {
		const marked = markedSpans(jointOf(data, ui.shared.marks), signs);
		const aside = body.aside ?? [];
		const both = marked.length > 0 && aside.length > 0 ? [...marked, span('   '), ...aside] : [...marked, ...aside];
		const asides = body.showsMarks === true ? [both, marked, aside, []] : [both, marked];
		const lefts =
			body.crumb === undefined
				? [tabSpans(ui.screen, false), tabSpans(ui.screen, true)]
				: [crumbSpans(ui, body.crumb, signs)];
		const room = (left: readonly Span[]) => columns - 4 - lineWidth({spans: left});
		for (const left of lefts) {
			const fitting = asides.find((spans) => lineWidth({spans}) <= room(left));
			if (fitting !== undefined) {
				return spreadLine(left, fitting, columns, signs);
			}
		}

		return spreadLine(lefts.at(-1)!, marked, columns, signs);
	}
}

function tabSpans(screen: ScreenName, isNarrow: boolean): Span[] {
	const current = tabOf[screen] ?? screen;
	return tabs.flatMap(({screen: name, title}, index): Span[] => {
		const isCurrent = name === current;
		const number = span(`${index + 1}`, isCurrent ? 'bold' : 'plain');
		const gap = span(index === tabs.length - 1 ? '' : '   ');
		return isCurrent
			? [number, span(' '), span(title, 'current-tab'), gap]
			: isNarrow
				? [number, gap]
				: [number, span(` ${title}`, 'muted'), gap];
	});
}

/** `‹ 3 Roots   Collect` */
function crumbSpans({history}: ExplorerUi, crumb: string, {neededBy}: Signs): Span[] {
	const last = history.at(-1)?.screen ?? 'overview';
	const index = tabs.findIndex(({screen}) => screen === (tabOf[last] ?? last));
	const tab = tabs[index];
	const title = tab === undefined ? `${last[0]!.toUpperCase()}${last.slice(1)}` : `${index + 1} ${tab.title}`;
	return [span(`${neededBy} ${title}   `, 'muted'), span(plainText(crumb), 'current-tab')];
}

/** `● live`, `● collecting`, `snapshot of 14:02:11`, `● changed  r read again` */
function statusSpans({status, run, hasChanged, reading, failure}: ExplorerData, signs: Signs): Span[] {
	if (failure !== undefined) {
		return [span(`${signs.failed} `, 'failed-sign'), span('not readable')];
	}

	if (status === undefined || reading !== undefined) {
		return [span(`${signs.running} `, 'running'), span('reading')];
	}

	if (run !== undefined && isRunning(run) && run.kind !== 'undo') {
		return [span(`${signs.running} `, 'running'), span(run.kind === 'collect' ? 'collecting' : 'optimising')];
	}

	if (hasChanged) {
		return [span(`${signs.running} `, 'running'), span('changed  '), span('r', 'bold'), span(' read again', 'muted')];
	}

	if (status.snapshot !== null) {
		return [span(`snapshot of ${plainText(status.snapshot.host)}`)];
	}

	return [span(`${signs.running} `, 'built'), span('live')];
}
