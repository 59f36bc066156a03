import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import test, {type ImplementationFn} from 'ava';

/** What a test cannot do without: a program in PATH, or a property of the machine with a name of its own. */
export type Requirement = string | {readonly name: string; readonly isMet: () => boolean};

/** Part of ava's `test` that all test files use. */
export type RequiringTest = {
	(title: string, implementation: ImplementationFn<[]>): void;
	/** Not beside other tests of the same file. */
	serial(title: string, implementation: ImplementationFn<[]>): void;
};

export const rootUser: Requirement = {name: 'the root user', isMet: () => process.getuid?.() === 0};
export const linux: Requirement = {name: 'Linux', isMet: () => process.platform === 'linux'};

/** Whether a program is in PATH, or in the folders of system programs that an ordinary user's PATH may lack. */
export function hasProgram(name: string): boolean {
	const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
	return folders.some((folder) => {
		try {
			accessSync(path.join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/**
 * ava's `test` for tests with requirements: `requires('python3', rootUser)('title', async (t) => …)`. Where one is not
 * met the test is skipped, and its title says why; with NIXSCOPE_REQUIRE=all it fails instead.
 */
export function requires(...requirements: readonly Requirement[]): RequiringTest {
	const missing = requirements
		.filter((requirement) => (typeof requirement === 'string' ? !hasProgram(requirement) : !requirement.isMet()))
		.map((requirement) => (typeof requirement === 'string' ? requirement : requirement.name));
	if (missing.length === 0) {
		return Object.assign((title: string, implementation: ImplementationFn<[]>) => test(title, implementation), {
			serial: (title: string, implementation: ImplementationFn<[]>) => test.serial(title, implementation),
		});
	}
	const reason = `needs ${missing.join(', ')}`;
	const instead = (title: string, implementation: ImplementationFn<[]>) => {
		if (process.env.NIXSCOPE_REQUIRE === 'all') {
			test(`${title} (${reason})`, (t) => t.fail(reason));
		} else {
			test.skip(`${title} (${reason})`, implementation);
		}
	};
	return Object.assign(instead, {serial: instead});
}
