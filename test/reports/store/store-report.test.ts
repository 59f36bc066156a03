import test from 'ava';
import type {WhyAnswer} from '../../../source/analyses/answers/answer.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {paintLine} from '../../../source/formats/paint.js';
import {signs} from '../../../source/formats/symbols.js';
import {type StoreDocument, storeReport} from '../../../source/reports/store/store-report.js';
import type {StoreReportOptions} from '../../../source/reports/store/store-report-options.js';
import * as fake from './fake-answers.js';

function report(document: StoreDocument, changes: Partial<StoreReportOptions> = {}): string[] {
	return storeReport(document, fake.reportOptions(changes)).map(lineText);
}

const ascii = {columns: 80, signs: signs({ascii: true})};
const result = fake.fakeRoot({retainedSize: fake.gib(28.4), closureSize: fake.gib(31)});

const held: WhyAnswer = {
	...fake.whyAnswer,
	roots: [result],
	dominators: [fake.storePath('b-1'), result.link],
	shortestChain: [
		{path: result.link, via: 'root'},
		{path: fake.storePath('a-1'), via: 'root'},
		{path: fake.storePath('a-1.drv'), via: 'deriver'},
		{path: fake.storePath('b-1'), via: 'output'},
		{path: fake.storePath('firefox-145.0'), via: 'reference'},
	],
};
const dead: WhyAnswer = {...fake.whyAnswer, live: false, roots: [], shortestChain: [], retainedSize: null};

test('why: several roots', (t) => {
	t.deepEqual(report({kind: 'why', answer: [fake.whyAnswer]}), [
		'firefox-145.0  ● live  NAR 1.2 MiB, closure 1.9 GiB, retains 318 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'Alive through 16 roots; no single one holds it.',
		'',
		'  ◆ /run/current-system          protected: the running system',
		'  └─ nixos-system-laptop-26.11',
		'     └─ system-path',
		'        └─ firefox-145.0         the shortest of them',
		'',
		'  also  /run/booted-system       protected: booted, until you reboot',
		'        11 NixOS generations     203–212, 214',
		'        ~/src/nixos/result       result link, made 3d ago',
		'        pid 4121 firefox (anna)  process, since 2h, 2 roots',
	]);
});

test('why: in ASCII', (t) => {
	t.deepEqual(report({kind: 'why', answer: [fake.whyAnswer]}, ascii), [
		'firefox-145.0  * live  NAR 1.2 MiB, closure 1.9 GiB, retains 318 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'Alive through 16 roots; no single one holds it.',
		'',
		'  @ /run/current-system          protected: the running system',
		'  `- nixos-system-laptop-26.11',
		'     `- system-path',
		'        `- firefox-145.0         the shortest of them',
		'',
		'  also  /run/booted-system       protected: booted, until you reboot',
		'        11 NixOS generations     203-212, 214',
		'        ~/src/nixos/result       result link, made 3d ago',
		'        pid 4121 firefox (anna)  process, since 2h, 2 roots',
	]);
});

test('why: one link alone holds it', (t) => {
	t.deepEqual(report({kind: 'why', answer: [held]}), [
		'firefox-145.0  ● live  NAR 1.2 MiB, closure 1.9 GiB, retains 318 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'Alive only through ~/src/nixos/result  result link, made 3d ago',
		'  drop  rm ~/src/nixos/result  frees 28.4 GiB of NAR',
		'',
		'  ◇ ~/src/nixos/result',
		'  └─ a-1',
		'     └─ a-1.drv  its deriver, by keep-derivations',
		'        └─ b-1   its output, by keep-outputs',
		'           └─ firefox-145.0',
	]);
});

test('why: what to do about a single root depends on its kind', (t) => {
	const verdict = (root: typeof result) => report({kind: 'why', answer: [{...held, roots: [root]}]}).slice(3, 5);
	t.deepEqual(verdict(fake.generationRoot(212)), [
		'Alive only through /nix/var/nix/profiles/system-212-link  NixOS generation 212, made 21d ago',
		'  drop  nix-env -p /nix/var/nix/profiles/system --delete-generations 212  frees 12 MiB of NAR',
	]);
	t.deepEqual(verdict(fake.currentSystem), [
		'Alive only through /run/current-system  protected: the running system',
		'',
	]);
	t.deepEqual(verdict(fake.processRoot(4121)), [
		'Alive only through pid 4121 firefox (anna)  process, since 2h',
		'  drop  end or restart that process  frees 318 MiB of NAR',
	]);
	t.deepEqual(verdict({...result, link: `${fake.home}/my project/it's`}), [
		"Alive only through ~/my project/it's  result link, made 3d ago",
		"  drop  rm ~/'my project/it'\\''s'  frees 28.4 GiB of NAR",
	]);
});

test('why: the roots of one process are one thing', (t) => {
	const roots = [fake.processRoot(4121), fake.processRoot(4121, {link: '/proc/4121/maps'})];
	const answer = {...held, roots, dominators: ['pid 4121'], shortestChain: [{path: '/proc/4121/exe', via: 'root'}]};
	t.deepEqual(report({kind: 'why', answer: [answer as WhyAnswer]}).slice(3), [
		'Alive only through pid 4121 firefox (anna)  process, since 2h, 2 roots',
		'  drop  end or restart that process  frees 318 MiB of NAR',
		'',
		'  ● pid 4121 firefox (anna)',
	]);
});

test('why: no single root, but everything through one path', (t) => {
	const answer = {...fake.whyAnswer, dominators: [fake.storePath('system-path'), fake.storePath('nixos-system-26.11')]};
	t.deepEqual(report({kind: 'why', answer: [answer]}).slice(3, 6), [
		'Alive through 16 roots; no single one holds it.',
		'All ways lead through system-path ‹ nixos-system-26.11',
		'',
	]);
});

test('why: dead, held by dead ones, not known', (t) => {
	const heldByDead = [fake.storePath('x-1'), fake.storePath('y-1')];
	t.deepEqual(report({kind: 'why', answer: [dead]}), [
		'firefox-145.0  ○ dead  NAR 1.2 MiB, closure 1.9 GiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'Dead: nothing holds it; the next collection takes it.',
	]);
	t.deepEqual(report({kind: 'why', answer: [{...dead, heldByDead}]}).slice(3), [
		'Dead, but held by 2 dead paths: delete them together.',
		'',
		'  /nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-x-1',
		'  /nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-y-1',
	]);
	const unknown: WhyAnswer = {...dead, live: 'unknown', complete: false, unreadable: ['temporary roots']};
	t.deepEqual(report({kind: 'why', answer: [unknown]}), [
		'firefox-145.0  ? not known  NAR 1.2 MiB, closure 1.9 GiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'No root that could be read holds it; others may.',
		'',
		'! Ran as anna: cannot read temporary roots: numbers are at most. For all roots: sudo nixscope roots',
	]);
});

test('why: more than a closure goes with the derivations that only it keeps', (t) => {
	const root = fake.fakeRoot({retainedSize: 635 * fake.KiB, closureSize: 591 * fake.KiB});
	const answer = {...held, roots: [root], closureSize: 591 * fake.KiB, retainedSize: 600 * fake.KiB};
	t.deepEqual(report({kind: 'why', answer: [answer]}).slice(3, 5), [
		'Alive only through ~/src/nixos/result  result link, made 3d ago',
		'  drop  rm ~/src/nixos/result  frees 635 KiB of NAR, with the derivations that only it keeps',
	]);
	const several = {...answer, roots: [root, fake.currentSystem], dominators: []};
	t.deepEqual(report({kind: 'why', answer: [several]}).slice(-2), [
		'',
		'It retains more than its closure: with the derivations that only it keeps',
	]);
});

test('why: where not all roots were seen', (t) => {
	const unseen = {complete: false, unreadable: ['temporary roots']};
	t.deepEqual(report({kind: 'why', answer: [{...held, ...unseen}]}).slice(0, 5), [
		'firefox-145.0  ● live  NAR 1.2 MiB, closure 1.9 GiB, retains at most 318 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'Of the roots that were seen only ~/src/nixos/result holds it  result link, made 3d ago',
		'  drop  rm ~/src/nixos/result  frees at most 28.4 GiB of NAR',
	]);
	const dominators = [fake.storePath('system-path')];
	t.deepEqual(report({kind: 'why', answer: [{...fake.whyAnswer, ...unseen, dominators}]}).slice(3, 5), [
		'Alive through at least 16 roots; no single one holds it.',
		'All ways that were seen lead through system-path',
	]);
});

test('why: remarks that have no room behind a name stand below it', (t) => {
	t.deepEqual(report({kind: 'why', answer: [fake.whyAnswer]}, {columns: 44}).slice(5), [
		'',
		'  ◆ /run/current-system',
		'          protected: the running system',
		'  └─ nixos-system-laptop-26.11',
		'     └─ system-path',
		'        └─ firefox-145.0',
		'          the shortest of them',
		'',
		'  also  /run/booted-system',
		'          protected: booted, until you',
		'          reboot',
		'        11 Nix…generations  203–212, 214',
		'        ~/src/nixos/result',
		'          result link, made 3d ago',
		'        pid 41…efox (anna)',
		'          process, since 2h, 2 roots',
	]);
	t.deepEqual(report({kind: 'why', answer: [held]}, {columns: 44}).slice(5), [
		'  link, made 3d ago',
		'  drop  rm ~/src/nixos/result  frees 28.4 GiB of NAR',
		'',
		'  ◇ ~/src/nixos/result',
		'  └─ a-1',
		'     └─ a-1.drv',
		'          its deriver, by keep-derivations',
		'        └─ b-1   its output, by keep-outputs',
		'           └─ firefox-145.0',
	]);
});

test('why: several paths', (t) => {
	const lines = report({kind: 'why', answer: [held, dead]});
	t.deepEqual(
		lines.filter((text) => text.includes('firefox-145.0  ')),
		[
			'firefox-145.0  ● live  NAR 1.2 MiB, closure 1.9 GiB, retains 318 MiB',
			'firefox-145.0  ○ dead  NAR 1.2 MiB, closure 1.9 GiB',
		],
	);
});

test('roots', (t) => {
	t.deepEqual(report({kind: 'roots', answer: fake.rootsAnswer}), [
		'  kind         link                                              made  frees alone      closure',
		'  result       ~/src/ml/result                                     5d     28.4 GiB     31.0 GiB',
		'  direnv       ~/src/ml/.direnv/flake-profile-a1b2c3d4           214d     12.4 GiB     18.0 GiB',
		'  direnv       ~/src/old/customer….direnv/flake-profile-9f8e7d   390d      4.1 GiB     14.2 GiB',
		'  NixOS 212    /nix/var/nix/profiles/system-212-link              21d      410 MiB     21.3 GiB',
		'  registry     ~/.cache/nix/flake-registry.json                    1d      4.0 KiB      4.0 KiB',
		'  direnv       ~/src/dotfiles/.direnv/nix-profile                  3d          0 B      1.1 GiB',
		'◆ current      /run/current-system                                 2d  protected: the running system',
		'● process      pid 4121 firefox (anna)                             2h      318 MiB  until it ends',
		'● process      pid 8812 node, 2 roots                              2h      1.2 GiB  until it ends',
		'! result       ~/gone/result                                    the link was removed: holds nothing',
		'! direnv       /home/bert/.direnv                               not readable: numbers are at most',
		'',
		'12 of 147 roots; together only they hold 64.4 GiB of NAR',
	]);
});

test('roots: 80 columns, ASCII', (t) => {
	t.deepEqual(report({kind: 'roots', answer: fake.rootsAnswer}, ascii), [
		'  kind         link                                       made  frees alone',
		'  result       ~/src/ml/result                              5d     28.4 GiB',
		'  direnv       ~/src/ml/.direnv/flake-profile-a1b2c3d4    214d     12.4 GiB',
		'  direnv       ~/src/old/custo_env/flake-profile-9f8e7d   390d      4.1 GiB',
		'  NixOS 212    /nix/var/nix/profiles/system-212-link       21d      410 MiB',
		'  registry     ~/.cache/nix/flake-registry.json             1d      4.0 KiB',
		'  direnv       ~/src/dotfiles/.direnv/nix-profile           3d          0 B',
		'@ current      /run/current-system                 protected: the running system',
		'* process      pid 4121 firefox (anna)            2h      318 MiB  until it ends',
		'* process      pid 8812 node, 2 roots             2h      1.2 GiB  until it ends',
		'! result       ~/gone/result                 the link was removed: holds nothing',
		'! direnv       /home/bert/.direnv              not readable: numbers are at most',
		'',
		'12 of 147 roots; together only they hold 64.4 GiB of NAR',
	]);
});

test('roots: 120 columns, a limit, not all seen', (t) => {
	const answer = {
		...fake.rootsAnswer,
		complete: false,
		unreadable: ['processes of other users (212)', 'temporary roots'],
	};
	t.deepEqual(report({kind: 'roots', answer}, {columns: 120, limit: 3}), [
		'  kind         link                                                             made  frees at most      closure',
		'  result       ~/src/ml/result                                                    5d       28.4 GiB     31.0 GiB',
		'  direnv       ~/src/ml/.direnv/flake-profile-a1b2c3d4                          214d       12.4 GiB     18.0 GiB',
		'  direnv       ~/src/old/customer-portal/backend/.direnv/flake-profile-9f8e7d   390d        4.1 GiB     14.2 GiB',
		'  … and 9 more, 2 of them hold nothing: --limit all',
		'',
		'12 of 147 roots; together only they hold at most 64.4 GiB of NAR',
		'',
		'! Ran as anna: cannot read processes of other users (212), temporary roots: numbers are at most. For',
		'  all roots: sudo nixscope roots',
	]);
	const asRoot = report({kind: 'roots', answer}, {reader: {user: 'root', gainsFromRoot: false, command: 'nixscope'}});
	t.deepEqual(asRoot.slice(-1), [
		'! Cannot read processes of other users (212), temporary roots: numbers are at most.',
	]);
});

test('roots: what frees more than its closure is explained', (t) => {
	const roots = [fake.fakeRoot({retainedSize: 635 * fake.KiB, closureSize: 591 * fake.KiB})];
	t.deepEqual(report({kind: 'roots', answer: {...fake.rootsAnswer, roots}}), [
		'  kind         link                 made  frees alone      closure',
		'  result       ~/src/nixos/result     3d      635 KiB      591 KiB',
		'',
		'1 of 147 roots; only it holds 64.4 GiB of NAR',
		'Where a root frees more than its closure, the derivations that only it keeps go too.',
	]);
});

test('roots: 60 columns', (t) => {
	t.deepEqual(report({kind: 'roots', answer: fake.rootsAnswer}, {columns: 60}), [
		'  link                                      frees alone',
		'  ~/src/ml/result                              28.4 GiB',
		'  ~/src/ml/.direnv/flake-profile-a1b2c3d4      12.4 GiB',
		'  ~/src/old/custo…env/flake-profile-9f8e7d      4.1 GiB',
		'  /nix/var/nix/profiles/system-212-link         410 MiB',
		'  ~/.cache/nix/flake-registry.json              4.0 KiB',
		'  ~/src/dotfiles/.direnv/nix-profile                0 B',
		'◆ /run/current-system          protected: the running system',
		'● pid 4121 firefox (anna)             318 MiB  until it ends',
		'● pid 8812 node, 2 roots              1.2 GiB  until it ends',
		'! ~/gone/result          the link was removed: holds nothing',
		'! /home/bert/.direnv       not readable: numbers are at most',
		'',
		'12 of 147 roots; together only they hold 64.4 GiB of NAR',
	]);
});

test('roots: none', (t) => {
	const none = {...fake.rootsAnswer, roots: [], retainedTogether: 0};
	t.deepEqual(report({kind: 'roots', answer: none}), ['None of 147 roots is like that.']);
	t.deepEqual(report({kind: 'roots', answer: {...none, totalCount: 0}}), [
		'The store has no roots: a collection would delete everything.',
	]);
});

test('paths', (t) => {
	t.deepEqual(report({kind: 'paths', answer: fake.pathsAnswer}, {columns: 120}), [
		'  name              version           NAR    retains    closure  used by  added',
		'● libtorch          2.9.0         1.4 GiB    1.4 GiB    3.3 GiB        3     2d  ━━━━━━━━━━━━━━━━',
		'● libclang          21.1.5        402 MiB    402 MiB    1.1 GiB       22     2d  ━━━━╸',
		'○ libclang          18.1.8-dev    402 MiB          –    1.1 GiB        0   214d  ━━━━╸',
		'● libreoffice-help  25.8.2.drv          ?    402 MiB          ?    1,204',
		'  … and 8,210 more: --limit all',
		'',
		'8,214 of 255,318 paths',
		'Whole store: 420.3 GiB of NAR in 255,318 paths: 312.4 GiB live in 61,204, 107.9 GiB dead in 194,114',
		'17 entries of its folder are not in the database; a collection deletes them too',
	]);
	t.deepEqual(report({kind: 'paths', answer: fake.pathsAnswer}, ascii), [
		'  name              version           NAR    retains    closure  used by  added',
		'* libtorch          2.9.0         1.4 GiB    1.4 GiB    3.3 GiB        3     2d',
		'* libclang          21.1.5        402 MiB    402 MiB    1.1 GiB       22     2d',
		'. libclang          18.1.8-dev    402 MiB          -    1.1 GiB        0   214d',
		'* libreoffice-help  25.8.2.drv          ?    402 MiB          ?    1,204',
		'  _ and 8,210 more: --limit all',
		'',
		'8,214 of 255,318 paths',
		'Whole store: 420.3 GiB of NAR in 255,318 paths: 312.4 GiB live in 61,204,',
		'  107.9 GiB dead in 194,114',
		'17 entries of its folder are not in the database; a collection deletes them too',
	]);
});

test('paths: of the whole store, with its packages', (t) => {
	const answer = {...fake.pathsAnswer, matchCount: 255_318, complete: false, unreadable: ['/home/bert']};
	t.deepEqual(report({kind: 'paths', answer}).slice(6), [
		'',
		'Packages with several versions',
		'  libclang        2 versions    1.5 GiB  ━━━━━━━━━━━━━━━━',
		'  linux-firmware  2 versions    1.1 GiB  ━━━━━━━━━━━╸',
		'',
		'420.3 GiB of NAR in 255,318 paths: at least 312.4 GiB live in 61,204, at most 107.9 GiB dead in',
		'  194,114',
		'17 entries of its folder are not in the database; a collection deletes them too',
		'',
		'! Ran as anna: cannot read /home/bert: numbers are at most. For all roots: sudo nixscope roots',
	]);
});

test('paths: the path itself where there is room, and below rows that only it tells apart', (t) => {
	const [libtorch, libclang] = fake.pathsAnswer.paths;
	const other = {
		...libclang!,
		path: fake.storePath('libclang-21.1.5', '8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6'),
		narSize: 12,
	};
	const answer = {...fake.pathsAnswer, paths: [libtorch!, libclang!, other], matchCount: 3};
	t.deepEqual(report({kind: 'paths', answer}, {columns: 160}).slice(0, 5), [
		'  name      version        NAR    retains    closure  used by  added                    path',
		'● libtorch  2.9.0      1.4 GiB    1.4 GiB    3.3 GiB        3     2d  ━━━━━━━━━━━━━━━━  /nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-libtorch-2.9.0',
		'● libclang  21.1.5     402 MiB    402 MiB    1.1 GiB       22     2d  ━━━━╸             /nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-libclang-21.1.5',
		'● libclang  21.1.5        12 B    402 MiB    1.1 GiB       22     2d  ╸                 /nix/store/8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-libclang-21.1.5',
		'',
	]);
	t.deepEqual(report({kind: 'paths', answer}, {columns: 60}).slice(0, 7), [
		'  name      version        NAR    retains    closure  added',
		'● libtorch  2.9.0      1.4 GiB    1.4 GiB    3.3 GiB     2d',
		'● libclang  21.1.5     402 MiB    402 MiB    1.1 GiB     2d',
		'    /nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-libclang-21.1.5',
		'● libclang  21.1.5        12 B    402 MiB    1.1 GiB     2d',
		'    /nix/store/8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-libclang-21.1.5',
		'',
	]);
});

test('usage', (t) => {
	t.deepEqual(report({kind: 'usage', answer: fake.usageAnswer}), [
		'    retained     own NAR  held below',
		'    28.4 GiB           –  result links                  ━━━━━━━━━━━━━━━━━━━━━━━━',
		'    28.4 GiB           –  └─ ~/src/ml/result            ━━━━━━━━━━━━━━━━━━━━━━━━',
		'    11.9 GiB     2.1 GiB     ├─ cuda-12.4.1             ━━━━━━━━━━',
		'     5.4 GiB     5.4 GiB     │  ├─ libcudnn-9.8.0       ━━━━╸',
		'     4.4 GiB     4.4 GiB     │  └─ libcublas-12.4.5.8   ━━━╸',
		'     6.2 GiB     922 MiB     ├─ python3.13-torch-2.9.0  ━━━━━',
		'     5.1 GiB     612 MiB     ├─ llvm-20.1.8-lib         ━━━━╸',
		'     3.0 GiB     318 MiB     ├─ opencv-4.12.0           ━━╸',
		'     2.2 GiB     410 MiB     └─ jaxlib-0.8.0            ━━',
		'    12.4 GiB           –  dead                          ━━━━━━━━━━╸',
		'',
		'40.8 GiB of NAR; every byte counted once: the rows of a level add up to the row above',
	]);
	t.deepEqual(report({kind: 'usage', answer: fake.usageAnswer}, {...ascii, limit: 8}), [
		'    retained     own NAR  held below',
		'    28.4 GiB           -  result links                  ========================',
		'    28.4 GiB           -  `- ~/src/ml/result            ========================',
		'    11.9 GiB     2.1 GiB     |- cuda-12.4.1             ==========',
		'     5.4 GiB     5.4 GiB     |  |- libcudnn-9.8.0       ====-',
		'     4.4 GiB     4.4 GiB     |  `- libcublas-12.4.5.8   ===-',
		'     6.2 GiB     922 MiB     |- python3.13-torch-2.9.0  =====',
		'    10.3 GiB           -     `- 3 more                  ========-',
		'    12.4 GiB           -  dead                          ==========-',
		'',
		'40.8 GiB of NAR; every byte counted once: the rows of a level add up to the row',
		'  above',
	]);
});

test('usage: what holds nothing alone is one row; where not all roots were seen', (t) => {
	const idle = [1, 2, 3].map((pid) => ({
		id: 9 + pid,
		parent: 0,
		group: `pid ${pid}`,
		narSize: 0,
		retainedSize: 0,
	}));
	const nodes = [...fake.usageAnswer.nodes.filter(({id}) => id < 2 || id === 7), ...idle];
	const answer = {...fake.usageAnswer, nodes, complete: false, unreadable: ['temporary roots']};
	t.deepEqual(report({kind: 'usage', answer}), [
		'  retained at most     own NAR  held below',
		'          28.4 GiB           –  result links                        ━━━━━━━━━━━━━━━━━━━━━━━━',
		'          28.4 GiB           –  ├─ ~/src/ml/result                  ━━━━━━━━━━━━━━━━━━━━━━━━',
		'               0 B           –  └─ 3 more that hold nothing alone',
		'          12.4 GiB           –  dead, or held by what was not seen  ━━━━━━━━━━╸',
		'',
		'40.8 GiB of NAR; every byte counted once: the rows of a level add up to the row above',
		'',
		'! Ran as anna: cannot read temporary roots: numbers are at most. For all roots: sudo nixscope roots',
	]);
});

test('closure', (t) => {
	t.deepEqual(report({kind: 'closure', answer: fake.closureAnswer}, {limit: 2}), [
		'firefox-145.0  closure 1.9 GiB, with 3 paths that it needs; its own NAR 1.2 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
		'',
		'       alone     own NAR  path',
		'     412 MiB      41 MiB  gtk+3-3.24.51   ━━━━━━━━━━━━━━━━━━━━',
		'     188 MiB      22 MiB  ffmpeg-8.0-lib  ━━━━━━━━━',
		'  … and 1 more: --limit all',
		'',
		'alone: what goes from the closure when that one path does',
	]);
});

test('closure of a path that needs nothing', (t) => {
	const {path, narSize} = fake.closureAnswer.paths[0]!;
	const answer = {...fake.closureAnswer, closureSize: narSize!, paths: [{path, narSize, retainedInClosure: narSize!}]};
	t.deepEqual(report({kind: 'closure', answer}), [
		'firefox-145.0  closure 1.2 MiB; it needs nothing else; its own NAR 1.2 MiB',
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-firefox-145.0',
	]);
});

test('closure: 60 columns', (t) => {
	t.deepEqual(report({kind: 'closure', answer: fake.closureAnswer}, {columns: 60}).slice(0, 2), [
		'firefox-145.0 closure 1.9 GiB, with 3 paths that it needs;',
		'  its own NAR 1.2 MiB',
	]);
});

test('generations', (t) => {
	t.deepEqual(report({kind: 'generations', answer: fake.generationsAnswer}), [
		'/nix/var/nix/profiles/system  NixOS, 5 generations',
		'    no  made              version                    closure  holds alone',
		'◆  214  2026-11-19 08:12  26.11.20261116.9fd2fa2    21.3 GiB  current, protected',
		'◆  213  2026-10-28 19:40  26.11.20261026.51c7d1e    21.3 GiB  protected',
		'!  212  2026-10-21 07:55  26.11.20261019.0e4f2b7  not a valid path: holds nothing',
		'   211  2026-09-30 22:10  26.05.20260928.d7c3a90    21.3 GiB      4.8 GiB  ━━━━━━━━━━━━━━━━━━━━━━━━',
		'   210  2026-09-14 10:02  26.05.20260912.77b1e0c    21.3 GiB      190 MiB  ━',
		'  Each alone they hold 5.0 GiB of NAR; together it may be more.',
		'',
		'~/.local/state/nix/profiles/profile  profile, 1 generation',
		'    no  made                 closure  holds alone',
		'    41  2026-09-27 08:00    21.3 GiB       12 MiB  ━━━━━━━━━━━━━━━━━━━━━━━━',
	]);
	t.deepEqual(report({kind: 'generations', answer: fake.generationsAnswer}, {...ascii, limit: 1}), [
		'/nix/var/nix/profiles/system  NixOS, 5 generations',
		'    no  made              version                    closure  holds alone',
		'@  214  2026-11-19 08:12  26.11.20261116.9fd2fa2    21.3 GiB  current, protected',
		'  _ and 4 more: --limit all',
		'  Each alone they hold 5.0 GiB of NAR; together it may be more.',
		'',
		'~/.local/state/nix/profiles/profile  profile, 1 generation',
		'    no  made                 closure  holds alone',
		'    41  2026-09-27 08:00    21.3 GiB       12 MiB  ========================',
	]);
	t.deepEqual(report({kind: 'generations', answer: {...fake.complete, profiles: []}}), ['There are no profiles.']);
});

test('generations: what frees more than its closure; where not all roots were seen; 60 columns', (t) => {
	const [system, profile] = fake.generationsAnswer.profiles;
	const generations = profile!.generations.map((one) => ({...one, closureSize: 11 * fake.MiB}));
	const profiles = [
		{...system!, generations: system!.generations.slice(0, 2)},
		{...profile!, generations},
	];
	const answer = {...fake.generationsAnswer, profiles, complete: false, unreadable: ['temporary roots']};
	t.deepEqual(report({kind: 'generations', answer}, {columns: 60}), [
		'/nix/var/nix/profiles/system  NixOS, 2 generations',
		'    no  version                 alone at most',
		'   211  26.05.20260928.d7c3a90        4.8 GiB',
		'   210  26.05.20260912.77b1e0c        190 MiB',
		'  Each alone they hold at most 5.0 GiB of NAR; together it',
		'    may be more.',
		'',
		'~/.local/state/nix/profiles/profile  profile, 1 generation',
		'    no  made                 closure  alone at most',
		'    41  2026-09-27 08:00      11 MiB         12 MiB',
		'  Where one holds more than its closure, the derivations',
		'    that only it keeps go too.',
		'',
		'! Ran as anna: cannot read temporary roots: numbers are at',
		'  most. For all roots: sudo nixscope roots',
	]);
});

test('diff', (t) => {
	t.deepEqual(report({kind: 'diff', answer: fake.diffAnswer}), [
		'nixos-system-laptop-26.05 → nixos-system-laptop-26.11',
		'+612 MiB of NAR (20.8 GiB → 21.4 GiB)  3 changed, 1 added, 1 removed, 2 built again',
		'',
		'  + ollama                                 0.13.0               +411 MiB',
		'  - thunderbird     140.3                                       -288 MiB',
		'  ~ linux-firmware  20250917            →  20251111              +88 MiB',
		'  ~ gtk             3.24.51, 4.18.6     →  3.24.51               -61 MiB',
		'  ~ qt              1, 2, 3 and 1 more  →  1, 2, 3 and 1 more   +4.0 KiB',
		'  ~ glibc                                  2.42 built again      -12 KiB',
		'  ~ etc                                    built again               0 B',
	]);
	t.deepEqual(report({kind: 'diff', answer: fake.diffAnswer}, {...ascii, limit: 1}), [
		'nixos-system-laptop-26.05 > nixos-system-laptop-26.11',
		'+612 MiB of NAR (20.8 GiB > 21.4 GiB) 3 changed, 1 added, 1 removed, 2 built',
		'  again',
		'',
		'  + ollama  0.13.0   +411 MiB',
		'  _ and 6 more, 2 of them only built again: --limit all',
	]);
});

test('diff of equal names shows the digests; of equal closures says so', (t) => {
	const to = fake.storePath('nixos-system-laptop-26.05', '8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6');
	const answer = {...fake.diffAnswer, to, added: [], removed: [], changed: [], narSizeDelta: 0};
	t.deepEqual(report({kind: 'diff', answer}), [
		'/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-nixos-system-laptop-26.05 → /nix/store/8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-nixos-system-laptop-26.05',
		'Nothing differs.',
	]);
});

test('gc', (t) => {
	t.deepEqual(report({kind: 'gc', answer: fake.gcAnswer}), [
		'Would drop 2 roots and delete 2,045 paths, 118.2 GiB of NAR',
		'',
		'  drop     result     ~/src/ml/result-2                              88d     9.0 GiB  NAR alone',
		'           NixOS 209  /nix/var/nix/profiles/system-209-link          42d     1.1 GiB  NAR alone',
		'  delete   dead already                                      1,941 paths   107.9 GiB  NAR',
		'           dead once they are dropped                          104 paths    10.3 GiB  NAR',
		'  expect   reported by Nix as freed                                         98.2 GiB',
		'           more free on the disk                                           101.4 GiB',
		'',
		'  run      nix-env -p /nix/var/nix/profiles/system --delete-generations 209',
		'           rm ~/src/ml/result-2',
		'           nix-store --gc',
		'',
		'! boot entries of deleted NixOS generations stay until the next nixos-rebuild boot or switch',
		'',
		'Nothing was changed.',
	]);
	t.deepEqual(report({kind: 'gc', answer: fake.gcAnswer}, {...ascii, limit: 1}), [
		'Would drop 2 roots and delete 2,045 paths, 118.2 GiB of NAR',
		'',
		'  drop     result  ~/src/ml/result-2           88d     9.0 GiB  NAR alone',
		'           _ and 1 more: --limit all',
		'  delete   dead already                1,941 paths   107.9 GiB  NAR',
		'           dead once they are dropped    104 paths    10.3 GiB  NAR',
		'  expect   reported by Nix as freed                   98.2 GiB',
		'           more free on the disk                     101.4 GiB',
		'',
		'  run      nix-env -p /nix/var/nix/profiles/system --delete-generations 209',
		'           rm ~/src/ml/result-2',
		'           nix-store --gc',
		'',
		'! boot entries of deleted NixOS generations stay until the next nixos-rebuild',
		'  boot or switch',
		'',
		'Nothing was changed.',
	]);
});

test('gc: 60 columns; the largest root first; what misses its target; where not all roots were seen', (t) => {
	const removedRoots = [...fake.gcAnswer.removedRoots].reverse();
	t.deepEqual(report({kind: 'gc', answer: {...fake.gcAnswer, removedRoots}}, {columns: 60}).slice(0, 10), [
		'Would drop 2 roots and delete 2,045 paths, 118.2 GiB of NAR',
		'',
		'  drop     result     ~/src…/result-2     9.0 GiB  NAR alone',
		'           NixOS 209  /nix/…-209-link     1.1 GiB  NAR alone',
		'  delete   dead already                 107.9 GiB  NAR',
		'           dead once they are dropped    10.3 GiB  NAR',
		'  expect   reported by Nix as freed      98.2 GiB',
		'           more free on the disk        101.4 GiB',
		'',
		'  run      nix-env -p /nix/var/nix/profiles/system --delete-generations 209',
	]);
	t.deepEqual(report({kind: 'gc', answer: {...fake.gcAnswer, wantedNarSize: 200 * 2 ** 30}}).slice(0, 1), [
		'Not enough for 200.0 GiB: would drop 2 roots and delete 2,045 paths, 118.2 GiB of NAR',
	]);
	const unseen = {complete: false, unreadable: ['temporary roots']};
	t.deepEqual(report({kind: 'gc', answer: {...fake.gcAnswer, ...unseen}}).slice(0, 8), [
		'Would drop 2 roots and delete at most 2,045 paths, 118.2 GiB of NAR',
		'',
		'  drop     result     ~/src/ml/result-2                              88d     9.0 GiB  NAR at most',
		'           NixOS 209  /nix/var/nix/profiles/system-209-link          42d     1.1 GiB  NAR at most',
		'  delete   dead already, at most                             1,941 paths   107.9 GiB  NAR',
		'           dead once dropped, at most                          104 paths    10.3 GiB  NAR',
		'  expect   reported by Nix, at most                                         98.2 GiB',
		'           on the disk, at most                                            101.4 GiB',
	]);
});

test('gc: nothing to do; nothing but what is dead; at most', (t) => {
	const none = {paths: [], narSize: 0};
	const idle = {...fake.gcAnswer, removedRoots: [], alreadyDead: none, newlyDead: none, paths: [], narSize: 0};
	const empty = {...idle, nixReportedSize: 0, diskSize: 0, commands: [], remarks: []};
	t.deepEqual(report({kind: 'gc', answer: empty}), [
		'Nothing is dead: a collection would delete nothing.',
		'',
		'Nothing was changed.',
	]);
	const {alreadyDead} = fake.gcAnswer;
	const plain = {...empty, alreadyDead, paths: alreadyDead.paths, narSize: alreadyDead.narSize, nixReportedSize: null};
	const commands = [['nix-store', '--gc']];
	const answer = {...plain, diskSize: null, complete: false, unreadable: ['x'], commands};
	t.deepEqual(report({kind: 'gc', answer}), [
		'Would delete at most 1,941 paths, 107.9 GiB of NAR',
		'',
		'  delete   dead already, at most  1,941 paths   107.9 GiB  NAR',
		'  expect   not known: the files cannot be measured from here',
		'',
		'  run      nix-store --gc',
		'',
		'! Ran as anna: cannot read x: numbers are at most. For all roots: sudo nixscope roots',
		'',
		'Nothing was changed.',
	]);
});

test('optimise', (t) => {
	t.deepEqual(report({kind: 'optimise', answer: fake.optimiseAnswer}), [
		'  saved by hard links   41.2 GiB   in 3,104,882 files, less 64 MiB for .links itself',
		'  could be saved         2.8 GiB   by linking 10 files',
		'',
		'      saves       each  copies  file',
		'    1.7 GiB    212 MiB       9  libLLVM.so.21.1 in llvm-21.1.5-lib, llvm-21.1.4…  ━━━━━━━━━━━━━━━━━━',
		'    1.1 GiB    1.1 GiB       2  source.tar.gz                                     ━━━━━━━━━━━╸',
		'',
		'  run  nix-store --optimise  it counts bytes of files, as here',
	]);
	const unreadable = ['/nix/store/a', '/nix/store/b'];
	const nothing = {savableBytes: 0, savableFiles: 0, writableFiles: 3, groupCount: 0, groups: []};
	const done = {...fake.optimiseAnswer, ...nothing, unreadable};
	t.deepEqual(report({kind: 'optimise', answer: done}), [
		'  saved by hard links   41.2 GiB   in 3,104,882 files, less 64 MiB for .links itself',
		'  could be saved             0 B   no equal files are left to link',
		'  3 files that the owner may write are left alone, as Nix does',
		'',
		'! Cannot read /nix/store/a, /nix/store/b: numbers are at least.',
	]);
});

test('snapshot', (t) => {
	const answer = {
		version: 1 as const,
		file: `${fake.home}/my store.snap`,
		size: 12 * fake.MiB,
		paths: 255_318,
		roots: 147,
	};
	t.deepEqual(report({kind: 'snapshot', answer}), [
		"✓ Wrote ~/'my store.snap': 12 MiB for 255,318 paths and 147 roots",
		"  to look at it  nixscope roots --snapshot ~/'my store.snap'",
	]);
});

const all: readonly StoreDocument[] = [
	{kind: 'why', answer: [fake.whyAnswer, held, dead]},
	{kind: 'roots', answer: fake.rootsAnswer},
	{kind: 'paths', answer: {...fake.pathsAnswer, matchCount: 255_318}},
	{kind: 'usage', answer: fake.usageAnswer},
	{kind: 'closure', answer: fake.closureAnswer},
	{kind: 'generations', answer: fake.generationsAnswer},
	{kind: 'diff', answer: fake.diffAnswer},
	{kind: 'gc', answer: fake.gcAnswer},
	{kind: 'optimise', answer: fake.optimiseAnswer},
	{kind: 'snapshot', answer: {version: 1, file: '/tmp/x', size: 12, paths: 3, roots: 1}},
];

test('colours mean something, and without colour only bold and dim are left', (t) => {
	const painted = (colour: boolean) =>
		storeReport(all[1]!, fake.reportOptions()).map((line) => paintLine(line, {colour}));
	const protectedRow = painted(true).find((text) => text.includes('/run/current-system'))!;
	t.true(protectedRow.startsWith('\x1b[34m◆\x1b[0m'), protectedRow);
	t.true(painted(true).some((text) => text.startsWith('\x1b[1;33m!\x1b[0m')));
	const codes = new Set(
		painted(false).flatMap((text) => [...text.matchAll(/\x1b\[([\d;]*)m/g)].map(([, code]) => code)),
	);
	t.deepEqual([...codes].sort(), ['0', '1', '2']);
});

test('rows fit the window at any width; only commands and paths to copy are wider', (t) => {
	for (let columns = 60; columns <= 200; columns++) {
		for (const document of all) {
			for (const line of storeReport(document, fake.reportOptions({columns}))) {
				const text = lineText(line);
				const isCopied = /^\/nix\/store|^ +(drop|run)? +(nix-|rm )|^✓|to look at it/.test(text);
				t.true(lineWidth(line) <= columns || isCopied, `${document.kind} ${columns}: ${text}`);
				t.is(text, text.trimEnd());
			}
		}
	}
});

test('names that act on a terminal are harmless', (t) => {
	const evil = '\x1b]0;owned\x07\x1b[2J\u202egnp\n';
	const texts = new Set([
		'path',
		'link',
		'name',
		'version',
		'command',
		'user',
		'profile',
		'group',
		'protection',
		'file',
	]);
	const lists = new Set(['unreadable', 'remarks', 'examples', 'dominators', 'heldByDead', 'commands', 'from', 'to']);
	const poison = (value: unknown, key = ''): unknown => {
		if (typeof value === 'string') {
			return texts.has(key) || lists.has(key) ? `${value}${evil}` : value;
		}

		if (Array.isArray(value)) {
			return value.map((one) => poison(one, key));
		}

		return value !== null && typeof value === 'object'
			? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, name)]))
			: value;
	};

	for (const document of all) {
		const answer = poison({...document, complete: false}) as StoreDocument;
		for (const text of report(answer, {home: fake.home, reader: {user: evil, gainsFromRoot: true, command: evil}})) {
			t.notRegex(text, /[\x00-\x1f\x7f-\x9f\u202a-\u202e]/, document.kind);
		}
	}
});
