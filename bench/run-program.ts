import {execFile} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** The translated file of a program in bench/programs. */
export function programFile(name: string): string {
	return path.join(path.dirname(fileURLToPath(import.meta.url)), `${name}.js`);
}

/** Runs one in a process of its own. @returns What it printed, as JSON. */
export function runProgram<Result>(name: string, ...args: readonly string[]): Promise<Result> {
	return runProgramIn<Result>({}, name, ...args);
}

/** @param environment Beside that of this process. */
export async function runProgramIn<Result>(
	environment: Readonly<Record<string, string>>,
	name: string,
	...args: readonly string[]
): Promise<Result> {
	const {stdout} = await run(process.execPath, [programFile(name), ...args], {
		maxBuffer: 1 << 24,
		env: {...process.env, ...environment},
	});
	return JSON.parse(stdout) as Result;
}
