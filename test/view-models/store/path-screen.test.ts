import test from 'ava';
import type {WhyAnswer} from '../../../source/analyses/answers/answer.js';
import type {TreeRequest} from '../../../source/analyses/lists/list-rows.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {fakeData, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import {fakeRoot, firefoxProcess, storePath} from '../../../source/gallery/store/fake-roots.js';
import {pathStates} from '../../../source/gallery/store/path-states.js';
import type {ExplorerData} from '../../../source/sessions/explorer-data.js';
import type {PathUi} from '../../../source/view-models/store/path-screen.js';
import {openedExplorer} from './opened-explorer.js';

const firefox = storePath('firefox-145.0');
const destination = {screen: 'path', path: firefox} as const;
const entry = (name: string) => pathStates.find((one) => one.name === name)!;
const opened = (name: string, size?: {columns: number; rows: number}) =>
	openedExplorer(entry(name).data(), entry(name).destination!, size);
const pathUi = (explorer: ReturnType<typeof opened>) => explorer.ui().uis.path as PathUi;
const trees = (explorer: ReturnType<typeof opened>) => ({
	holders: explorer.request('holders') as TreeRequest | undefined,
	needs: explorer.request('needs') as TreeRequest | undefined,
});

/** The answer of another state, with changes. */
function dataWith(changes: Partial<WhyAnswer>): ExplorerData {
	const {answer} = entry('path').data().slot('why', 'why');
	return fakeData([fakeSlot('why', 'why', [{...answer![0]!, ...changes}])]);
}

for (const columns of [60, 80, 99, 100, 120, 200]) {
	test(`every line is as wide as the window: ${columns}`, (t) => {
		for (const state of pathStates) {
			for (const rows of [15, 18, 24, 40]) {
				for (const ascii of [false, true]) {
					const {lines} = explorerGalleryFrame(state, {size: {columns, rows}, theme: {ascii, colour: true}});
					t.is(lines.length, rows, `${state.name} ${rows}`);
					const wrong = lines.find((line) => lineWidth(line) !== columns);
					t.is(wrong && lineText(wrong), undefined, `${state.name} ${columns}×${rows}`);
				}
			}
		}
	});
}

test('first stands what alone holds it, or how many do', (t) => {
	const first = (name: string) =>
		opened(name)
			.text()
			.find((line) => /Alive|Dead|No root/.test(line))!
			.trim();
	t.is(
		first('path'),
		'Alive through 16 roots; no single one holds it.  12 NixOS generations, current, booted, 1 process, 1 result',
	);
	t.is(first('path-one-root'), 'Alive only through ~/src/ml/result  result link, made 5d ago');
	t.is(first('path-process'), 'Alive only through pid 4121 firefox (anna)  process, since 2h');
	t.is(first('path-dead'), 'Dead, but held by 2 dead paths: delete them together.');
	t.is(first('path-unknown'), 'No root that could be read holds it; others may.');
});

test('what frees it', (t) => {
	const freeing = (explorer: ReturnType<typeof opened>) =>
		explorer
			.text()
			.find((line) => line.includes('freeing it'))!
			.trim()
			.replace(/^freeing it /, '');
	t.is(freeing(opened('path')), 'not possible now: part of the running system 214 and the booted system 213');
	t.is(freeing(opened('path-one-root')), 'd drops ~/src/ml/result: frees 28.4 GiB of NAR');
	const looking = (name: string) => {
		const data = entry(name).data();
		const status = {...data.status!, isCollectable: false, refusal: 'a snapshot'};
		return freeing(openedExplorer({...data, status}, entry(name).destination!));
	};
	t.is(looking('path-one-root'), 'dropping ~/src/ml/result: frees 28.4 GiB of NAR', 'no key that does nothing');
	t.is(freeing(opened('path-process')), 'end or restart it: frees 318 MiB of NAR');
	t.is(freeing(opened('path-incomplete')), 'd drops ~/src/ml/result: frees at most 28.4 GiB of NAR');
	const roots = [
		fakeRoot(),
		fakeRoot({link: '/home/anna/b'}),
		firefoxProcess,
		{...firefoxProcess, link: '/proc/4121/maps'},
	];
	t.is(
		freeing(openedExplorer(dataWith({roots, dominators: []}), destination)),
		'only together: drop ~/src/nixos/result and ~/b; end pid 4121 firefox (anna)  A marks them',
	);
	const current = fakeRoot({
		kind: 'profile-generation',
		protected: true,
		protection: 'the current generation',
		generation: {profile: '/home/anna/.local/state/nix/profiles/profile', number: 41},
	});
	t.is(
		freeing(openedExplorer(dataWith({roots: [fakeRoot(), current]}), destination)),
		'not possible now: part of the current generation 41 of profile',
	);
});

test('the command line of a process is one line, without what acts on a terminal', (t) => {
	const line = opened('path-process')
		.text()
		.find((one) => one.includes('it runs'))!;
	t.regex(line, /it runs {4}\/nix\/store\/.*xxx$/);
	t.notRegex(line, /[\u0000-\u001f]/);
});

test('a long way keeps both ends, and says how many steps are left out', (t) => {
	const lines = opened('path-deep', {columns: 80, rows: 24}).text();
	const at = lines.findIndex((line) => line.includes('shortest'));
	const chain = lines
		.slice(at, at + 2)
		.join(' ')
		.replace(/\s+/g, ' ');
	t.regex(chain, /shortest ◇ ~\/src\/nixos\/result →/);
	const [, count] = /… (\d+) more/.exec(chain) ?? [];
	const shown = chain.split('→').length - 1 - 1;
	t.is(shown + Number(count), 12, chain);
	t.regex(chain, /→ firefox-145\.0$/);
});

test('edges are named, and have their tones', (t) => {
	const spans = opened('path')
		.frame()
		.lines.flatMap((line) => line.spans);
	t.true(spans.some(({text, tone}) => text === 'deriver' && tone === 'edge-deriver'));
	t.true(spans.some(({text, tone}) => text === 'output' && tone === 'edge-output'));
	t.true(spans.some(({text, tone}) => text === 'protected' && tone === 'protected'));
});

test('right opens a shut row, then goes to the other side; left shuts, goes up, and back', (t) => {
	const explorer = opened('path');
	const [shut] = ['1 home-manager-generation'];
	explorer.press('page-down', 'first', 'down', 'down', 'down', 'down', 'down', 'down', 'down');
	t.regex(explorer.cursor()[0]!, /^▸ home-manager-generation/);
	explorer.press('right');
	t.deepEqual(trees(explorer).holders?.opened, [shut]);
	t.is(pathUi(explorer).side, 'holders');

	// It is open when the answer says so: these data stay.
	explorer.press('left');
	t.regex(explorer.cursor()[0]!, /^▾ home-manager-path/);
	explorer.press('left');
	t.deepEqual(trees(explorer).holders?.shut, ['0 home-manager-path']);

	explorer.press('first', 'right');
	t.is(pathUi(explorer).side, 'needs');
	t.regex(explorer.cursor()[0]!, /^▾ firefox-unwrapped/);
	explorer.press('left');
	t.deepEqual(trees(explorer).needs?.shut, ['0 firefox-unwrapped-145.0']);
	explorer.press('last', 'left');
	t.is(pathUi(explorer).side, 'holders');
});

test('in a narrow window there is one tree, and the other after left or right', (t) => {
	const explorer = opened('path', {columns: 80, rows: 24});
	t.truthy(trees(explorer).holders);
	t.is(trees(explorer).needs, undefined);
	explorer.press('right');
	t.is(trees(explorer).holders, undefined);
	t.true(explorer.text().some((line) => line.startsWith('── Needs')));
});

test('Enter follows, Backspace returns to the row one came from', (t) => {
	const explorer = opened('path');
	explorer.press('down', 'open');
	t.is(pathUi(explorer).path, storePath('nixos-system-laptop-26.11'));
	t.deepEqual(explorer.request('why'), {paths: [storePath('nixos-system-laptop-26.11')]});
	explorer.press('back');
	t.is(pathUi(explorer).path, firefox);
	t.regex(explorer.cursor()[0]!, /^▾ nixos-system-laptop/);
});

test('Enter on a root leads to that root', (t) => {
	const explorer = opened('path');
	explorer.press('last', 'open');
	t.is(explorer.ui().screen, 'roots');
	t.is(explorer.ui().uis.roots.list.at, '/home/anna/src/nixos/result');
});

test('a row of more opens', (t) => {
	const explorer = opened('path');
	explorer.press('down', 'down', 'down', 'down', 'down', 'open');
	t.deepEqual(trees(explorer).holders?.opened, ['2 11 more']);
	t.is(explorer.ui().screen, 'path');
});

test('what was answered for another path is not shown', (t) => {
	const data = entry('path').data();
	const other = storePath('hello-2.12.1');
	const why = data.slot('why', 'why').answer!;
	const holders = data.slot('holders', 'holderTree').answer!;
	const stale = fakeData([
		fakeSlot('why', 'why', why, {paths: [firefox]}),
		fakeSlot('holders', 'holderTree', holders, {
			path: firefox,
			opened: [],
			shut: [],
			window: {at: undefined, index: 0, count: 100},
		}),
	]);
	const text = openedExplorer(stale, {screen: 'path', path: other}).text().join('\n');
	t.regex(text, /hello-2\.12\.1 .*NAR … {3}closure …/);
	t.notRegex(text, /firefox|system-path/);
});

test('roots are marked one by one, or all that hold it; protected ones and processes are not', (t) => {
	const explorer = opened('path');
	explorer.press('last', 'mark');
	t.deepEqual([...explorer.ui().shared.marks], ['/home/anna/src/nixos/result']);
	explorer.press('mark', 'up', 'mark');
	t.is(explorer.ui().shared.marks.size, 0);
	t.regex(explorer.ui().shared.notice as string, /held by process 4121 .* never ends/);
	explorer.press('first', 'down', 'down', 'mark');
	t.is(explorer.ui().shared.notice, '/run/current-system is never dropped: the running system');
	explorer.press('mark-all');
	t.is(explorer.ui().shared.marks.size, 11);
});

test('drop is about the root under the cursor, else about the one that alone holds it', (t) => {
	const alone = opened('path-one-root');
	t.is(alone.frame().facts.subject?.link, '/home/anna/src/ml/result');
	alone.press('drop');
	t.is(alone.ui().screen, 'collect');

	const many = opened('path');
	t.is(many.frame().facts.subject?.link, undefined);
	many.press('last');
	t.is(many.frame().facts.subject?.link, '/home/anna/src/nixos/result');
	t.is(many.frame().facts.subject?.refusal, undefined);
});

test('the commands that give the same answer; why-depends only where references lead', (t) => {
	const commands = (name: string) => opened(name).frame().facts.subject?.command?.split('\n');
	t.deepEqual(commands('path'), [
		`nixscope why ${firefox}`,
		`nix-store --query --roots ${firefox}`,
		`nix why-depends ${storePath('nixos-system-laptop-26.11')} ${firefox}`,
	]);
	t.is(commands('path-one-root')?.length, 2);
});

test('why the path cannot be shown', (t) => {
	const data = fakeData([]);
	const failing: ExplorerData = {
		...data,
		slot: (name, kind) => ({...data.slot(name, kind), error: `${firefox} is no valid path`}),
	};
	t.true(
		openedExplorer(failing, destination)
			.text()
			.some((line) => line.includes('✗ ') && line.includes('no valid path')),
	);
});
