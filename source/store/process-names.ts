import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {RootProcess} from './root.js';

/** Clock ticks a second in /proc/PID/stat (USER_HZ, the same on all Linux that Node runs on). */
const TICKS_PER_SECOND = 100;

export type NamedProcess = RootProcess & {
	/** Milliseconds since 1970. */
	readonly startedAt: number | null;
};

/** What processes are called and whose they are. Each is read once. */
export class ProcessNames {
	readonly #known = new Map<number, NamedProcess>();
	readonly #procDirectory: string;
	readonly #users: ReadonlyMap<number, string>;
	readonly #bootedAt: number | null;

	constructor(procDirectory = '/proc', passwdFile = '/etc/passwd') {
		this.#procDirectory = procDirectory;
		this.#users = readUsers(passwdFile);
		this.#bootedAt = milliseconds(/^btime (\d+)$/m.exec(read(path.join(procDirectory, 'stat')) ?? '')?.[1], 1);
	}

	of(pid: number): NamedProcess {
		let named = this.#known.get(pid);
		if (named === undefined) {
			named = this.#read(pid);
			this.#known.set(pid, named);
		}
		return named;
	}

	#read(pid: number): NamedProcess {
		const folder = path.join(this.#procDirectory, String(pid));
		// The name, in parentheses, may hold spaces and parentheses itself (proc_pid_stat(5)).
		const [, name, rest] = /^\d+ \((.*)\) (.*)/s.exec(read(path.join(folder, 'stat')) ?? '') ?? [];
		const sinceBoot = milliseconds(rest?.split(' ')[19], TICKS_PER_SECOND);
		const words = (read(path.join(folder, 'cmdline')) ?? '').split('\0').filter(Boolean);
		const user = /^Uid:\t\d+\t(\d+)/m.exec(read(path.join(folder, 'status')) ?? '')?.[1];
		return {
			pid,
			command: words.length > 0 ? words.join(' ') : (name ?? null),
			user: user === undefined ? null : (this.#users.get(Number(user)) ?? user),
			startedAt: sinceBoot === null || this.#bootedAt === null ? null : this.#bootedAt + sinceBoot,
		};
	}
}

/** `NAME:PASSWORD:UID:…` (passwd(5)). */
function readUsers(file: string): Map<number, string> {
	const users = new Map<number, string>();
	for (const line of (read(file) ?? '').split('\n')) {
		const [name = '', , uid = ''] = line.split(':');
		if (/^\d+$/.test(uid) && !users.has(Number(uid))) {
			users.set(Number(uid), name);
		}
	}
	return users;
}

function milliseconds(count: string | undefined, perSecond: number): number | null {
	return count === undefined ? null : (Number(count) / perSecond) * 1000;
}

function read(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
