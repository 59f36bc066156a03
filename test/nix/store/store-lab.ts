import {execFile} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {type Lab, openLab} from '../lab.js';
import type {NixVersion} from '../nix-version.js';

const recipe = 'test/nix/store/recipe';
const execute = promisify(execFile);

/** What the lab's nix.conf has beside the usual. */
const configuration = 'extra-experimental-features = ca-derivations\nkeep-env-derivations = false\n';

/** A store as recipe/fill.sh makes it. Asking Nix changes a store, so every question goes to a copy. */
export type FilledStore = {
	readonly version: NixVersion;
	/** @param settings Lines for its nix.conf. */
	copy(settings?: string): Promise<Lab>;
	close(): void;
};

/** @throws Error with what the recipe printed when it fails. */
export async function fillStore(version: NixVersion): Promise<FilledStore> {
	const filled = openLab(version, configuration);
	cpSync(recipe, path.join(filled.nix, 'home/store-recipe'), {recursive: true});
	const {exitCode, stderr} = await filled.run('bash /nix/home/store-recipe/fill.sh');
	if (exitCode !== 0) {
		const log = readFileSync(path.join(filled.nix, 'log/fill'), 'utf8');
		filled.close();
		throw new Error(`fill.sh failed on Nix ${version.text}: ${stderr}\n${log}`);
	}

	return {
		version,
		async copy(settings = '') {
			const lab = openLab(version);
			await execute('cp', ['--archive', `${filled.nix}/.`, lab.nix]);
			const file = path.join(lab.nix, 'etc/nix.conf');
			writeFileSync(file, readFileSync(file, 'utf8') + settings);
			return lab;
		},
		close: () => filled.close(),
	};
}

/** What one command of a session did. */
export type Said = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

export type SessionOptions = {
	readonly environment?: Readonly<Record<string, string>>;
	/** Whether recipe/hold.sh runs first, whose processes hold paths; true unless said. */
	readonly held?: boolean;
	readonly timeoutMs?: number;
};

/**
 * Runs commands (bash, in order) in one PID namespace of their own with its /proc, so that only processes of this lab
 * can hold anything. Whatever still runs at the end is killed.
 *
 * @returns What each said, under its name.
 */
export async function session<Name extends string>(
	lab: Lab,
	commands: Readonly<Record<Name, string>>,
	{environment, held = true, timeoutMs}: SessionOptions = {},
): Promise<Record<Name, Said>> {
	const folder = mkdtempSync(path.join(lab.scratch, 'session-'));
	const names = Object.keys(commands) as Name[];
	const script = [
		...(held ? ['. /nix/home/store-recipe/hold.sh'] : []),
		...names.map((name) => {
			writeFileSync(path.join(folder, `${name}.sh`), commands[name]);
			const out = (what: string) => `'${folder}/${name}.${what}'`;
			return `bash ${out('sh')} > ${out('out')} 2> ${out('err')} < /dev/null; echo $? > ${out('code')}`;
		}),
	].join('\n');
	writeFileSync(path.join(folder, 'session.sh'), `${script}\n`);
	const done = await lab.run(
		`exec unshare --pid --fork --kill-child --mount-proc bash '${path.join(folder, 'session.sh')}'`,
		{...(environment && {environment}), ...(timeoutMs && {timeoutMs})},
	);
	if (done.exitCode !== 0) throw new Error(`session ended with ${done.exitCode ?? done.signal}: ${done.stderr}`);
	const read = (name: Name, what: string) => readFileSync(path.join(folder, `${name}.${what}`), 'utf8');
	const said = Object.fromEntries(
		names.map((name) => [
			name,
			{exitCode: Number(read(name, 'code')), stdout: read(name, 'out'), stderr: read(name, 'err')} satisfies Said,
		]),
	) as Record<Name, Said>;
	rmSync(folder, {recursive: true});
	return said;
}

/** Asks one thing of a fresh copy. @throws Error when the command fails. */
export async function askCopy(
	store: FilledStore,
	command: string,
	options: SessionOptions & {readonly settings?: string} = {},
): Promise<string> {
	const lab = await store.copy(options.settings);
	try {
		const {answer} = await session(lab, {answer: command}, options);
		if (answer.exitCode !== 0) throw new Error(`${command}: exit status ${answer.exitCode}: ${answer.stderr}`);
		return answer.stdout;
	} finally {
		lab.close();
	}
}
