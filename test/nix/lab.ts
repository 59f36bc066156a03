import {type ChildProcess, spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {NixVersion} from './nix-version.js';

const sourceOfDerivations = 'test/nix/derivations';

/** The test's own derivations, as the commands in a lab name them: nothing of this checkout is in what Nix says. */
export const derivations = '/nix/home/packages';

/** The program that is tested; NIXSCOPE_CLI names another build of it. */
export const program = path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js');

/** Runs it, in shell commands of a lab. */
export const nixscope = `'${process.execPath}' '${program}'`;

export type Finished = {
	/** Undefined when a signal ended it. */
	readonly exitCode: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

export type Running = {
	readonly process: ChildProcess;
	readonly finished: Promise<Finished>;
};

export type RunOptions = {
	readonly environment?: Readonly<Record<string, string>>;
	readonly timeoutMs?: number;
};

/**
 * One Nix version with a store of its own: a folder that is mounted at /nix in a mount namespace of each command, so
 * that store paths are the usual ones and nothing of the machine is touched.
 */
export type Lab = {
	readonly version: NixVersion;
	/** The folder that commands see as /nix. */
	readonly nix: string;
	/** A folder outside the store for logs and reports. */
	readonly scratch: string;
	/** Starts a bash script in the namespace, as the leader of a process group of its own. */
	start(script: string, options?: RunOptions): Running;
	run(script: string, options?: RunOptions): Promise<Finished>;
	/** What the builders wrote about themselves, by derivation name; see builder.sh. */
	witnesses(): Map<string, string[]>;
	/** Kills what still runs and removes the folder. */
	close(): void;
};

const configuration = `sandbox = false
build-users-group =
substituters =
experimental-features = nix-command flakes
require-sigs = false
max-jobs = 4
cores = 1
flake-registry =
connect-timeout = 2
download-attempts = 1
`;

export function openLab(version: NixVersion, extraConfiguration = ''): Lab {
	const root = mkdtempSync(path.join(tmpdir(), 'nixscope-lab-'));
	const nix = path.join(root, 'nix');
	const scratch = path.join(root, 'scratch');
	for (const folder of ['store', 'etc', 'log', 'home', 'witness', 'var/nix'])
		mkdirSync(path.join(nix, folder), {recursive: true});
	mkdirSync(scratch);
	cpSync(sourceOfDerivations, path.join(root, derivations), {recursive: true});
	mkdirSync('/nix', {recursive: true});
	writeFileSync(path.join(nix, 'etc/nix.conf'), configuration + extraConfiguration);
	const environment = labEnvironment(version);
	const groups = new Set<number>();

	const start = (script: string, options: RunOptions = {}): Running => {
		const child = spawn('unshare', ['-m', 'bash', '-c', `mount --bind '${nix}' /nix && cd '${scratch}' && ${script}`], {
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {...environment, ...options.environment},
		});
		const group = child.pid;
		if (group !== undefined) groups.add(group);
		const timer = setTimeout(() => killGroup(group, 'SIGKILL'), options.timeoutMs ?? 120_000);
		const output = {stdout: [] as Buffer[], stderr: [] as Buffer[]};
		child.stdout.on('data', (chunk: Buffer) => output.stdout.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => output.stderr.push(chunk));
		const finished = new Promise<Finished>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code, signal) => {
				clearTimeout(timer);
				resolve({
					exitCode: code ?? undefined,
					signal: signal ?? undefined,
					stdout: Buffer.concat(output.stdout).toString(),
					stderr: Buffer.concat(output.stderr).toString(),
				});
			});
		});
		return {process: child, finished};
	};

	return {
		version,
		nix,
		scratch,
		start,
		run: (script, options) => start(script, options).finished,
		witnesses() {
			const folder = path.join(nix, 'witness');
			return new Map(
				readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8').trim().split('\n')]),
			);
		},
		close() {
			for (const group of groups) killGroup(group, 'SIGKILL');
			rmSync(root, {recursive: true, force: true, maxRetries: 5});
		},
	};
}

/** Copies the flake template into the lab. @returns Its path, as commands in the lab name it. */
export function placeFlake(lab: Lab): string {
	const folder = path.join(lab.nix, 'home/weather');
	cpSync(path.join(sourceOfDerivations, 'flake'), folder, {recursive: true});
	writeFileSync(path.join(folder, 'salt'), '1');
	writeFileSync(path.join(folder, 'system'), nixSystem);
	return '/nix/home/weather';
}

/** This machine as Nix names it. */
export const nixSystem = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux`;

export function killGroup(group: number | undefined, signal: NodeJS.Signals): void {
	if (group === undefined) return;
	try {
		process.kill(-group, signal);
	} catch {
		// It is gone already.
	}
}

/** Nothing of the caller's Nix, terminal or CI shines through. */
export function labEnvironment(version: NixVersion): Record<string, string> {
	return {
		PATH: `${version.folder}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
		LC_ALL: 'C.UTF-8',
		TZ: 'UTC',
		TERM: 'dumb',
		HOME: '/nix/home',
		USER: 'root',
		NIX_CONF_DIR: '/nix/etc',
		NIX_LOG_DIR: '/nix/log',
		NIX_BIN_DIR: `${version.folder}/bin`,
		NIX_LIBEXEC_DIR: `${version.folder}/libexec`,
		NIX_DATA_DIR: `${version.folder}/share`,
		TMPDIR: '/tmp',
	};
}
