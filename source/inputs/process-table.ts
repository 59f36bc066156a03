import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import path from 'node:path';

/** One line of proc_pid_stat(5). */
export type ProcessStatus = {
	readonly pid: number;
	/** At most 15 characters. */
	readonly name: string;
	readonly state: string;
	readonly parent: number;
	readonly session: number;
	/** Device number of the controlling terminal; 0 for none. */
	readonly terminal: number;
};

/** Reads /proc. Whatever cannot be read, as things of other users or of processes that have ended, is undefined. */
export class ProcessTable {
	readonly #root: string;

	constructor(root = '/proc') {
		this.#root = root;
	}

	status(pid: number | 'self'): ProcessStatus | undefined {
		const stat = this.#read(pid, 'stat');
		// The name, in parentheses, may hold spaces and parentheses itself.
		const match = stat && /^(\d+) \((.*)\) (\S) (\d+) \d+ (\d+) (\d+)/s.exec(stat);
		if (!match) {
			return undefined;
		}
		const [, id, name = '', state = '', parent, session, terminal] = match;
		return {pid: Number(id), name, state, parent: Number(parent), session: Number(session), terminal: Number(terminal)};
	}

	/** Empty also where the kernel does not list children. */
	children(pid: number): number[] {
		const list = this.#read(pid, path.join('task', String(pid), 'children'));
		return list ? list.trim().split(' ').filter(Boolean).map(Number) : [];
	}

	all(): number[] {
		try {
			return readdirSync(this.#root)
				.filter((name) => /^\d+$/.test(name))
				.map(Number);
		} catch {
			return [];
		}
	}

	command(pid: number): string[] {
		return (this.#read(pid, 'cmdline') ?? '').split('\0').slice(0, -1);
	}

	/** The kernel function the process sleeps in. */
	waitChannel(pid: number): string | undefined {
		return this.#read(pid, 'wchan');
	}

	/** Descriptor of the read(2) the process is blocked in; undefined for no read, null where it is kept secret. */
	readDescriptor(pid: number): number | undefined | null {
		const call = this.#read(pid, 'syscall');
		if (call === undefined) {
			return null;
		}
		const [number, descriptor] = call.split(' ');
		const isRead = number === (process.arch === 'x64' ? '0' : process.arch === 'ia32' ? '3' : '63');
		return isRead && descriptor !== undefined ? Number(descriptor) : undefined;
	}

	/** What a descriptor leads to, as `/dev/pts/3`. */
	descriptorTarget(pid: number, descriptor: number | string): string | undefined {
		try {
			return readlinkSync(path.join(this.#root, String(pid), 'fd', String(descriptor)));
		} catch {
			return undefined;
		}
	}

	/** Undefined for a process of another user. */
	descriptorTargets(pid: number): string[] | undefined {
		try {
			return readdirSync(path.join(this.#root, String(pid), 'fd')).map(
				(name) => this.descriptorTarget(pid, name) ?? '',
			);
		} catch {
			return undefined;
		}
	}

	#read(pid: number | 'self', name: string): string | undefined {
		try {
			return readFileSync(path.join(this.#root, String(pid), name), 'utf8');
		} catch {
			return undefined;
		}
	}
}
