import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch} from 'node:fs';
import path from 'node:path';
import {type CacheServer, serveCache} from './cache-server.js';
import {derivations, type Lab, nixscope, openLab, type Running} from './lab.js';
import type {CaseContext, LiveCase} from './live-case.js';
import type {NixVersion} from './nix-version.js';
import {openRemoteBuilder, type RemoteBuilder} from './remote-builder.js';
import {readTruth, type Truth} from './truth.js';

export const jsonLog = '--log-format internal-json -v';

/** A lab in which everything that the case needs is running. */
export type PreparedCase = CaseContext & {
	readonly environment: Readonly<Record<string, string>>;
	readonly builder: RemoteBuilder | undefined;
	readonly close: () => void;
};

/** How the case went: Nix's own exit status and what the program under test said. */
export type CaseRun = {
	readonly nixExitCode: number;
	/** Of nixscope. */
	readonly exitCode: number;
	readonly report: unknown;
	readonly output: string;
	readonly truth: Truth;
};

/**
 * @param form Tells two runs of the same case apart: Nix takes the paths in other processes' environments for roots, also
 * those of other labs, so each has paths of its own.
 */
export async function prepareCase(version: NixVersion, liveCase: LiveCase, form: string): Promise<PreparedCase> {
	const lab = openLab(version);
	const closers = [() => lab.close()];
	const close = () => {
		for (const step of closers.reverse()) step();
	};
	try {
		return {...(await prepare(lab, liveCase, form, closers)), close};
	} catch (error) {
		close();
		throw error;
	}
}

async function prepare(
	lab: Lab,
	liveCase: LiveCase,
	form: string,
	closers: Array<() => void>,
): Promise<Omit<PreparedCase, 'close'>> {
	const environment: Record<string, string> = {};
	const salted = `-f ${derivations}/cases.nix --argstr salt ${liveCase.name}-${lab.version.text}-${form}`;
	const cache = liveCase.needsCache ? await fillCache(lab, salted) : undefined;
	if (cache !== undefined) closers.push(cache.close);
	const builder = liveCase.needsBuilder ? await openRemoteBuilder(lab.version) : undefined;
	if (builder !== undefined) {
		closers.push(builder.close);
		environment.NIX_SSHOPTS = builder.sshOptions;
		environment.BUILDERS = builder.builders('ssh-ng');
		environment.OLD_BUILDERS = builder.builders('ssh');
	}
	if (liveCase.needsDaemon) {
		lab.start('exec nix-daemon');
		await appearance(path.join(lab.nix, 'var/nix/daemon-socket'), 'socket');
		environment.NIX_REMOTE = 'daemon';
	}
	const file = cache === undefined ? salted : `${salted} --argstr cache ${cache.url}`;
	const context = {lab, file, cache};
	if (liveCase.prepare !== undefined) {
		const prepared = await lab.run(liveCase.prepare(context), {environment});
		if (prepared.exitCode !== 0) throw new Error(`${liveCase.name}: preparing failed: ${prepared.stderr}`);
	}
	const witnesses = path.join(lab.nix, 'witness');
	for (const witness of readdirSync(witnesses)) rmSync(path.join(witnesses, witness));
	return {...context, environment, builder};
}

/**
 * `nix … --log-format internal-json -v 2>&1 | nixscope report - --json`, with a copy of the raw stream beside it.
 * `consumer` replaces nixscope's part, reading the stream and writing the report.
 */
export async function runPiped(
	liveCase: LiveCase,
	prepared: PreparedCase,
	consumer = `${nixscope} report - --json`,
): Promise<CaseRun> {
	const {lab, environment} = prepared;
	const running = lab.start(
		`sh -c 'echo $$ > nix.pid; exec ${liveCase.command(prepared)} ${jsonLog}' 2>&1 >stdout | tee raw.log | ${consumer} > report.json; echo "\${PIPESTATUS[*]}" > statuses`,
		{environment},
	);
	if (liveCase.interrupt !== undefined) {
		await appearance(path.join(lab.nix, 'witness'), liveCase.interrupt.when, 'busy');
		process.kill(Number(readFileSync(path.join(lab.scratch, 'nix.pid'), 'utf8')), liveCase.interrupt.signal);
	}
	const finished = await running.finished;
	const [nixExitCode = -1, , exitCode = -1] = readFileSync(path.join(lab.scratch, 'statuses'), 'utf8')
		.split(' ')
		.map(Number);
	return {
		nixExitCode,
		exitCode,
		report: parsedReport(path.join(lab.scratch, 'report.json'), finished.stderr),
		output: finished.stderr,
		truth: await readTruth(lab, path.join(lab.scratch, 'raw.log')),
	};
}

/** `nixscope --plain --record FILE build …` and the report of what it recorded. */
export async function runWrapped(liveCase: LiveCase, prepared: PreparedCase): Promise<CaseRun> {
	const {lab, environment} = prepared;
	const command = liveCase.command(prepared);
	const wrapped = /^nix (build|develop|shell|run|flake|copy|profile) /.test(command)
		? command.slice('nix '.length)
		: `-- ${command}`;
	const running: Running = lab.start(`exec ${nixscope} --plain --record recording ${wrapped}`, {environment});
	if (liveCase.interrupt !== undefined) {
		await appearance(path.join(lab.nix, 'witness'), liveCase.interrupt.when, 'busy');
		const {signal} = liveCase.interrupt;
		// SIGINT as a terminal sends it: to everybody in the foreground process group.
		if (signal === 'SIGINT') process.kill(-running.process.pid!, signal);
		else process.kill(descendant(running.process.pid!, 'nix'), signal);
	}
	const finished = await running.finished;
	await lab.run(`${nixscope} report recording --json > report.json`);
	const exitCode = finished.exitCode ?? signalStatus(finished.signal);
	return {
		nixExitCode: exitCode,
		exitCode,
		report: parsedReport(path.join(lab.scratch, 'report.json'), finished.stderr),
		output: finished.stdout + finished.stderr,
		truth: await readTruth(lab, ''),
	};
}

/** Resolves once the file is in the folder, which may not exist yet, and holds the words. */
export async function appearance(folder: string, name: string, words = '', timeoutMs = 30_000): Promise<void> {
	mkdirSync(folder, {recursive: true});
	const file = path.join(folder, name);
	const isThere = () => existsSync(file) && (words === '' || readFileSync(file, 'utf8').includes(words));
	if (isThere()) return;
	const watcher = watch(folder);
	let timer: NodeJS.Timeout | undefined;
	try {
		await new Promise<void>((resolve, reject) => {
			const look = () => isThere() && resolve();
			watcher.on('change', look);
			timer = setTimeout(() => reject(new Error(`${name} did not appear in ${folder}`)), timeoutMs);
			look();
		});
	} finally {
		clearTimeout(timer);
		watcher.close();
	}
}

/** @returns The process of that name below another one. */
function descendant(ancestor: number, name: string): number {
	const parents = new Map<number, number>();
	const named: number[] = [];
	for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
		try {
			const [, comm, parent] = /\((.*)\) . (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
			parents.set(pid, Number(parent));
			if (comm === name) named.push(pid);
		} catch {
			// It has ended meanwhile.
		}
	}
	const isBelow = (pid: number): boolean => pid === ancestor || (parents.has(pid) && isBelow(parents.get(pid)!));
	const found = named.filter(isBelow).sort((left, right) => left - right)[0];
	if (found === undefined) throw new Error(`no process ${name} below ${ancestor}`);
	return found;
}

/** Builds what the cache holds, copies it there, and forgets it. */
async function fillCache(lab: Lab, file: string): Promise<CacheServer> {
	const folder = path.join(lab.scratch, 'cache');
	const filled = await lab.run(
		`nix copy --to file://${folder} ${file} cached && nix-store --gc >/dev/null && rm -rf /nix/home/.cache && [ ! -e /nix/store/*-gcc-15.2.0 ]`,
	);
	if (filled.exitCode !== 0) throw new Error(`filling the cache failed: ${filled.stderr}`);
	return serveCache(folder);
}

function parsedReport(file: string, stderr: string): unknown {
	const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
	try {
		return JSON.parse(text);
	} catch {
		throw new Error(`no JSON report, but ${JSON.stringify(text.slice(0, 200))}; stderr: ${stderr.slice(-2000)}`);
	}
}

function signalStatus(signal: NodeJS.Signals | undefined): number {
	return signal === 'SIGINT' ? 130 : signal === 'SIGKILL' ? 137 : -1;
}
