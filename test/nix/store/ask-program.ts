import type {ExecutionContext} from 'ava';
import {nixscope} from '../lab.js';
import type {NixVersion} from '../nix-version.js';
import {filledStore} from './filled-stores.js';
import {type Said, session} from './store-lab.js';

/** Asks the program on a copy with processes that hold paths. */
export async function ask<Answer>(
	t: ExecutionContext,
	version: NixVersion,
	question: string,
	settings = '',
	environment: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const [answer] = await askEach<Answer>(t, version, [question], settings, environment);
	return answer!;
}

export async function askEach<Answer>(
	t: ExecutionContext,
	version: NixVersion,
	questions: readonly string[],
	settings = '',
	environment: Readonly<Record<string, string>> = {},
): Promise<Answer[]> {
	const lab = await (await filledStore(version)).copy(settings);
	try {
		const commands = questions.map((question, number) => [`question${number}`, `${nixscope} ${question}`] as const);
		const said: Record<string, Said> = await session(lab, Object.fromEntries(commands), {environment});
		return questions.map((question, number) => {
			const {exitCode, stdout, stderr} = said[`question${number}`]!;
			const short = question.slice(0, 60);
			t.is(exitCode, 0, `${short}: ${stderr}`);
			t.is(stderr, '', short);
			return JSON.parse(stdout) as Answer;
		});
	} finally {
		lab.close();
	}
}

/** Both have the same members, neither has one twice. */
export function sameSet(t: ExecutionContext, ours: readonly string[], theirs: readonly string[], what: string): void {
	const [left, right] = [new Set(ours), new Set(theirs)];
	t.deepEqual(
		{
			more: ours.filter((name) => !right.has(name)),
			missing: theirs.filter((name) => !left.has(name)),
			count: ours.length,
		},
		{more: [], missing: [], count: theirs.length},
		what,
	);
	t.log(
		`${what}: ${theirs.length}, differences ${[...left].filter((name) => !right.has(name)).length + [...right].filter((name) => !left.has(name)).length}`,
	);
}
