import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import {isForbidden} from './error-code.js';
import {storePathOf} from './store-path-of.js';

/** A store path that a process, or the kernel, uses now. */
export type RuntimeRoot = {
	/** `/proc/PID/exe` */
	readonly link: string;
	readonly target: string;
	/** Undefined for the kernel's. */
	readonly pid: number | undefined;
};

export type RuntimeRoots = {
	readonly roots: readonly RuntimeRoot[];
	/** Processes that could not be looked into, in whole or in part. */
	readonly unreadablePids: readonly number[];
	/** False where there is no /proc, or none that shows other users' processes at all. */
	readonly seesProcesses: boolean;
};

/** Programs that the kernel calls by path. */
const KERNEL_FILES = ['modprobe', 'fbsplash', 'poweroff_cmd'];

/**
 * What runs keeps what it uses, as Nix finds it (src/libstore/gc.cc or local-gc.cc, findRuntimeRoots): targets of exe,
 * cwd and fd/*, paths in maps, and whatever looks like a store path in environ; where fd cannot be listed Nix skips the
 * rest of that process. A store path that was deleted itself (` (deleted)`) is none; a deleted file below one is.
 *
 * @param ownPid Skipped: a collection after nixscope has ended would not see nixscope.
 */
export function readRuntimeRoots(storeDirectory: string, procDirectory = '/proc', ownPid = process.pid): RuntimeRoots {
	let pids: number[];
	try {
		pids = readdirSync(procDirectory)
			.filter((name) => /^\d+$/.test(name))
			.map(Number)
			.filter((pid) => pid !== ownPid)
			.sort((a, b) => a - b);
	} catch {
		return {roots: [], unreadablePids: [], seesProcesses: false};
	}
	const scan = new ProcessScan(storeDirectory, procDirectory);
	const unreadablePids = pids.filter((pid) => !scan.readProcess(pid));
	scan.readKernelFiles();
	// Every pid namespace has a process 1; with hidepid=2 it is not listed (proc(5)).
	return {roots: scan.roots, unreadablePids, seesProcesses: pids.includes(1) || ownPid === 1};
}

class ProcessScan {
	readonly roots: RuntimeRoot[] = [];
	readonly #storeDirectory: string;
	readonly #procDirectory: string;
	readonly #storePathPattern: RegExp;
	#seen = new Set<string>();

	constructor(storeDirectory: string, procDirectory: string) {
		this.#storeDirectory = storeDirectory;
		this.#procDirectory = procDirectory;
		const quoted = storeDirectory.replace(/[.^$\\*+?()[\]{}|]/g, String.raw`\$&`);
		this.#storePathPattern = new RegExp(String.raw`${quoted}/[0-9a-z]+[0-9a-zA-Z+\-._?=]*`, 'g');
	}

	/** @returns False when something of it is not for us to see. */
	readProcess(pid: number): boolean {
		this.#seen = new Set();
		const folder = path.posix.join(this.#procDirectory, String(pid));
		try {
			const isOpen = [this.#readLink(pid, `${folder}/exe`), this.#readLink(pid, `${folder}/cwd`)].every(Boolean);
			for (const name of readdirSync(`${folder}/fd`)) {
				this.#readLink(pid, `${folder}/fd/${name}`);
			}
			this.#readMaps(pid, `${folder}/maps`);
			this.#readEnvironment(pid, `${folder}/environ`);
			return isOpen;
		} catch (error) {
			return !isForbidden(error) || isKernelThread(folder);
		}
	}

	readKernelFiles(): void {
		for (const name of KERNEL_FILES) {
			const file = path.posix.join(this.#procDirectory, 'sys/kernel', name);
			try {
				this.#add(undefined, file, readFileSync(file, 'latin1'));
			} catch {
				// Not every kernel has each; some are root's alone.
			}
		}
	}

	#readLink(pid: number, link: string): boolean {
		try {
			this.#add(pid, link, readlinkSync(link, 'latin1'));
			return true;
		} catch (error) {
			return !isForbidden(error);
		}
	}

	/** `55d0c8a00000-55d0c8a01000 r--p 00000000 fe:00 1234 /nix/store/…`; a deleted file's line has one word more. */
	#readMaps(pid: number, file: string): void {
		for (const line of readFileSync(file, 'latin1').split('\n')) {
			if (line.includes(this.#storeDirectory)) {
				const words = line.split(/[ \t\v\f\r]+/).filter(Boolean);
				const mapped = words[5];
				if (words.length === 6 && mapped !== undefined) {
					this.#add(pid, file, mapped);
				}
			}
		}
	}

	#readEnvironment(pid: number, file: string): void {
		for (const [target] of readFileSync(file, 'latin1').matchAll(this.#storePathPattern)) {
			this.#add(pid, file, target);
		}
	}

	#add(pid: number | undefined, link: string, file: string): void {
		const target = storePathOf(this.#storeDirectory, file);
		const key = `${link} ${target}`;
		if (target !== undefined && !this.#seen.has(key)) {
			this.#seen.add(key);
			this.roots.push({link, target, pid});
		}
	}
}

/** A thread of the kernel has no files, and nobody but root is told so (proc_pid_stat(5); PF_KTHREAD of linux/sched.h). */
function isKernelThread(folder: string): boolean {
	try {
		const stat = readFileSync(`${folder}/stat`, 'latin1');
		const flags = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[6];
		return (Number(flags) & 0x0020_0000) !== 0;
	} catch {
		return true;
	}
}
