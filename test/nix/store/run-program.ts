import {spawn} from 'node:child_process';
import {program} from '../lab.js';

export type Ended = {
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

export type RunProgramOptions = {
	readonly environment: Readonly<Record<string, string>>;
	readonly workingDirectory?: string;
	readonly uid?: number;
};

/** Runs the program on the store of an environment, and waits for its end. */
export function runProgram(words: readonly string[], options: RunProgramOptions): Promise<Ended> {
	const {environment, workingDirectory = '/', uid} = options;
	const child = spawn(process.execPath, [program, ...words], {
		env: {...environment},
		cwd: workingDirectory,
		stdio: ['ignore', 'pipe', 'pipe'],
		...(uid !== undefined && {uid, gid: uid}),
	});
	const output = {stdout: '', stderr: ''};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output.stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		output.stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (exitCode, signal) => resolve({exitCode, signal, ...output}));
	});
}

/** Runs it with `--json`. @throws Error unless it ends with the exit code. */
export async function askProgram<Answer>(
	words: readonly string[],
	options: RunProgramOptions & {readonly exitCode?: number},
): Promise<Answer> {
	const {exitCode, signal, stdout, stderr} = await runProgram([...words, '--json'], options);
	if (exitCode !== (options.exitCode ?? 0)) {
		throw new Error(`${words.join(' ')}: ended with ${exitCode ?? signal}: ${stderr}${stdout.slice(0, 2000)}`);
	}

	return JSON.parse(stdout) as Answer;
}
