import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import type {OptimiseResult} from '../../analyses/answers/plan.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {type FakeSlot, fakeData, fakePending, fakeSlot, galleryNow} from './fake-data.js';
import {storyLinks} from './overview-states.js';

const gib = 1024 ** 3;
const mib = 1024 ** 2;

function file(digit: string, name: string, inside: string): string {
	return `/nix/store/${digit.repeat(32)}-${name}${inside}`;
}

function group(
	size: number,
	count: number,
	inside: string,
	...names: readonly string[]
): OptimiseAnswer['groups'][number] {
	return {
		size,
		count,
		savableBytes: size * (count - 1),
		examples: names.map((name, index) => file('abcdf'[index % 5]!, name, inside)),
	};
}

const groups = [
	group(212 * mib, 9, '/lib/libLLVM.so.21.1', 'llvm-21.1.5-lib', 'llvm-21.1.5-lib', 'llvm-21.1.4-lib'),
	group(1126 * mib, 2, '/lib/libcublasLt.so', 'cuda-12.4.1', 'cuda-12.1.0'),
	group(480 * mib, 3, '/lib/libtorch_cpu.so', 'python3.13-torch-2.9.0', 'python3.13-torch-2.8.0'),
	group(88 * mib, 7, '/lib/icudt77l.dat', 'icu4c-77.1', 'icu4c-77.1'),
	group(41 * mib, 12, '/lib/locale/locale-archive', 'glibc-locales-2.42', 'glibc-locales-2.40'),
	group(33 * mib, 10, '/libexec/chromium/resources.pak', 'chromium-unwrapped-142.0', 'chromium-unwrapped-141.0'),
];

const story: OptimiseAnswer = {
	version: 1,
	...storyLinks,
	savableBytes: 12 * gib,
	savableFiles: 88_214,
	writableFiles: 0,
	groupCount: 31_207,
	groups,
	unreadable: [],
};

const hostile: OptimiseAnswer = {
	...story,
	writableFiles: 41,
	unreadable: ['/nix/store/x', '/nix/store/y'],
	groupCount: 4,
	groups: [
		group(
			9 * gib,
			1204,
			`/share/\u001b[31mred\u202e${'very-long-file-name-'.repeat(8)}`,
			`name-${'long-'.repeat(30)}1.0`,
		),
		group(1, 2, '', '日本語のファイル名'),
		{size: 5, count: 2, savableBytes: 5, examples: []},
		{size: 7, count: 3, savableBytes: 14, examples: ['no store path', '']},
	],
};

function slots(answer: OptimiseAnswer): FakeSlot[] {
	return [fakeSlot('links', 'links', storyLinks), fakeSlot('optimise', 'optimise', answer)];
}

const run: Extract<ExplorerData['run'], {kind: 'optimise'}> = {
	kind: 'optimise',
	expected: story,
	done: 41_204,
	total: 255_318,
	result: undefined,
	error: undefined,
	isStopping: false,
	startedAt: galleryNow - 124_000,
};

const done: OptimiseResult = {
	outcome: 'done',
	reason: null,
	nixReportedSize: 11.98 * gib,
	linkedFiles: 88_214,
	diskFreeBefore: 11.2 * gib,
	diskFreeAfter: 23.1 * gib,
	durationMs: 623_000,
};

const destination = {screen: 'optimise'} as const;

export const optimiseStates: readonly ExplorerEntry[] = [
	{name: 'optimise', description: 'what links save and could save', destination, data: () => fakeData(slots(story))},
	{
		name: 'optimise-ask',
		description: 'whether to link now',
		destination,
		data: () => fakeData(slots(story)),
		actions: ['optimise'],
	},
	{
		name: 'optimise-scanning',
		description: 'files are being compared; what links save is known at once',
		destination,
		data: () =>
			fakeData([
				fakeSlot('links', 'links', storyLinks),
				fakePending('optimise', 'optimise', {
					event: {type: 'progress', progress: {task: 'comparing files', done: 41_204, total: 120_417}},
				}),
			]),
	},
	{
		name: 'optimise-running',
		description: 'files are being linked',
		destination,
		data: () => fakeData(slots(story), {run}),
	},
	{
		name: 'optimise-stopping',
		description: 'stopped by the user, before anything was compared',
		destination,
		data: () => fakeData([], {run: {...run, expected: undefined, total: undefined, isStopping: true}}),
	},
	{
		name: 'optimise-result',
		description: 'the result beside what was expected',
		destination,
		data: () => fakeData(slots(story), {run: {...run, result: done}}),
	},
	{
		name: 'optimise-failed-run',
		description: 'Nix could not go on',
		destination,
		data: () =>
			fakeData(slots(story), {
				run: {
					...run,
					result: {
						...done,
						outcome: 'failed',
						reason: 'error: cannot link: \u001b[31mNo space left',
						linkedFiles: null,
					},
				},
			}),
	},
	{
		name: 'optimise-done',
		description: 'nothing is left to link',
		destination,
		data: () => fakeData(slots({...story, savableBytes: 0, savableFiles: 0, groupCount: 0, groups: []})),
		actions: ['optimise'],
	},
	{
		name: 'optimise-hostile',
		description: 'names that would harm a terminal, files of which little is known',
		destination,
		data: () => fakeData(slots(hostile)),
		actions: ['down', 'sort', 'find', {typed: 'e'}, 'accept'],
	},
	{
		name: 'optimise-not-here',
		description: 'a snapshot has no files',
		destination,
		data: () =>
			fakeData([
				fakeSlot('links', 'links', null),
				fakePending('optimise', 'optimise', {error: 'a snapshot has no files to compare'}),
			]),
	},
];
