import {spawnSync} from 'node:child_process';
import {closeSync, openSync, readFileSync, readlinkSync} from 'node:fs';
import path from 'node:path';

export type LockState = 'held' | 'free' | 'unknown';

type FileLock = {readonly pid: number; readonly device: string; readonly inode: string};

/** Number of the first pid namespace (linux/proc_ns.h, PROC_PID_INIT_INO). */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * Who holds flock(2) locks now, as /proc/locks tells it: Nix 2.8 to 2.34 mark temporary roots, temporary folders and
 * the collection that way (src/libstore/pathlocks.cc). Nothing is locked to find out.
 *
 * /proc/locks leaves out locks of processes that our pid namespace cannot see, and names another device or inode than
 * lstat(2) on btrfs and overlayfs. Where that may be so, the answer is `unknown`; see `tryLock`.
 */
export class FileLocks {
	readonly #locks: readonly FileLock[] | undefined;
	readonly #seesAllProcesses: boolean;

	constructor(procDirectory = '/proc') {
		this.#locks = readLocks(path.join(procDirectory, 'locks'));
		this.#seesAllProcesses = pidNamespace(procDirectory) === INITIAL_PID_NAMESPACE;
	}

	/**
	 * @param file Device and inode of lstat(2).
	 * @param pid Who would hold it, where that is known.
	 */
	state(file: {readonly dev: bigint; readonly ino: bigint}, pid: number | undefined): LockState {
		if (this.#locks === undefined) {
			return 'unknown';
		}
		const inode = String(file.ino);
		const device = deviceName(file.dev);
		if (this.#locks.some((lock) => lock.inode === inode && (lock.device === device || lock.pid === pid))) {
			return 'held';
		}
		const mayBeMeant = this.#locks.some((lock) => lock.inode === inode || lock.pid === pid);
		return mayBeMeant || !this.#seesAllProcesses ? 'unknown' : 'free';
	}
}

/**
 * Asks by taking a shared lock for a moment, through flock(1), which Node has not got: for what /proc/locks leaves open.
 * A collection that asks at that moment takes the lock for held, which is harmless: it keeps more.
 */
export function tryLock(file: string): LockState {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch {
		return 'unknown';
	}
	try {
		const {status} = spawnSync('flock', ['-n', '-s', '3'], {stdio: ['ignore', 'ignore', 'ignore', descriptor]});
		return status === 0 ? 'free' : status === 1 ? 'held' : 'unknown';
	} finally {
		closeSync(descriptor);
	}
}

/** Lines like `1: FLOCK  ADVISORY  WRITE 1234 fe:00:2475722 0 EOF` (proc(5)); those with `->` only wait. */
function readLocks(file: string): FileLock[] | undefined {
	try {
		return readFileSync(file, 'utf8')
			.split('\n')
			.map((line) => /^\d+: FLOCK +\S+ +WRITE +(-?\d+) ([0-9a-f]+:[0-9a-f]+):(\d+) /.exec(line))
			.filter((match) => match !== null)
			.map(([, pid, device = '', inode = '']) => ({pid: Number(pid), device, inode}));
	} catch {
		return undefined;
	}
}

function pidNamespace(procDirectory: string): string | undefined {
	try {
		return readlinkSync(path.join(procDirectory, 'self/ns/pid'));
	} catch {
		return undefined;
	}
}

/** Major and minor number of a device as /proc/locks has them: two hexadecimal digits or more each (makedev(3)). */
function deviceName(device: bigint): string {
	const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
	const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn);
	return [major, minor].map((number) => number.toString(16).padStart(2, '0')).join(':');
}
