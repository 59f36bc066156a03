import {type ProcessStatus, ProcessTable} from './process-table.js';

/** A program that waits for an answer on our terminal. */
export type TerminalReader = {
	readonly pid: number;
	readonly name: string;
	readonly command: readonly string[];
	/**
	 * It asks for a secret, as far as one can know: typed characters must not show. False for a program that has never
	 * been known to ask for one, and reads lines like any other.
	 */
	readonly isSecret: boolean;
};

/** A session has few processes; a shell that has started thousands is not looked through to the end. */
const mostProcesses = 300;
const lookEveryMs = 300;
/** A pinentry is started by an agent outside the session: it is looked for in the whole table, less often. */
const pinentryEveryLooks = 5;

const secretive =
	/^(ssh|ssh-add|ssh-keygen|scp|sftp|sudo|sudo-rs|doas|su|run0|pkttyagent|git|git-remote-.*|gpg|gpg2|pinentry.*|age|sops|passwd)$/;
const usesAgents = /^(ssh|ssh-add|ssh-keygen|git|gpg|gpg2)$/;
/** Programs of another user of which only the name can be read; without a child of its own it has not begun its work. */
const asksAsRoot = /^(sudo|sudo-rs|doas|su)$/;
/** Kernel functions in which a read of a terminal sleeps. */
const readsTerminal = /^(wait_woken|n_tty_read)$/;

/**
 * Looks once for a program of our session that waits on the terminal: ssh, sudo and git ask there and not on stderr, so
 * that nothing of it is in the log.
 *
 * A process of our own shows the read it is blocked in and what the descriptor leads to. Where that is kept secret (Yama)
 * it is one that has opened /dev/tty, which programs do to ask, and sleeps in a read of a terminal. Of a process of
 * another user, as sudo is, only the name can be read: it asks while it has no child.
 */
export function findTerminalReader(table = new ProcessTable(), withPinentry = true): TerminalReader | undefined {
	const self = table.status('self');
	if (!self || self.terminal === 0) {
		return undefined;
	}
	const processes = sessionProcesses(table, self);
	const found =
		processes.find((each) => each.pid !== self.pid && isReading(table, each, self)) ??
		(withPinentry && processes.some(({name}) => usesAgents.test(name)) ? findPinentry(table, self) : undefined);
	return (
		found && {
			pid: found.pid,
			name: found.name,
			command: table.command(found.pid),
			isSecret: secretive.test(found.name),
		}
	);
}

/** The processes of our session, found from its leader down, without looking at the rest of the machine. */
function sessionProcesses(table: ProcessTable, self: ProcessStatus): ProcessStatus[] {
	const found: ProcessStatus[] = [];
	const waiting = [self.session];
	for (let pid = waiting.shift(); pid !== undefined && found.length < mostProcesses; pid = waiting.shift()) {
		const status = table.status(pid);
		if (status && (status.session === self.session || status.pid === self.session)) {
			// The leader is the shell; it does not read while we are in the foreground.
			if (pid !== self.session) {
				found.push(status);
			}
			waiting.push(...table.children(pid));
		} else if (status?.terminal === self.terminal) {
			found.push(status);
			waiting.push(...table.children(pid));
		}
	}
	return found;
}

function isReading(table: ProcessTable, {pid, name, state}: ProcessStatus, self: ProcessStatus): boolean {
	if (state !== 'S') {
		return false;
	}
	const targets = table.descriptorTargets(pid);
	if (!targets) {
		return asksAsRoot.test(name) && table.children(pid).length === 0;
	}
	const descriptor = table.readDescriptor(pid);
	if (descriptor === null) {
		return targets.includes('/dev/tty') && readsTerminal.test(table.waitChannel(pid) ?? '');
	}
	return descriptor !== undefined && isTerminal(table.descriptorTarget(pid, descriptor), self);
}

function findPinentry(table: ProcessTable, self: ProcessStatus): ProcessStatus | undefined {
	return table
		.all()
		.map((pid) => table.status(pid))
		.find(
			(status) =>
				status?.name.startsWith('pinentry') &&
				table.descriptorTargets(status.pid)?.some((target) => target === terminalName(self)),
		);
}

/** `/dev/tty`, or the device that is our terminal. */
function isTerminal(target: string | undefined, self: ProcessStatus): boolean {
	return target !== undefined && (target === '/dev/tty' || target === terminalName(self));
}

/** proc_pid_stat(5): the minor number is in bits 31 to 20 and 7 to 0, the major one in 15 to 8. */
function terminalName({terminal}: ProcessStatus): string | undefined {
	const major = (terminal >> 8) & 0xff;
	const minor = ((terminal >>> 20) << 8) | (terminal & 0xff);
	// devices.txt of Linux: 136 to 143 are Unix98 terminals, 4 the consoles.
	if (major >= 136 && major <= 143) {
		return `/dev/pts/${(major - 136) * 256 + minor}`;
	}
	return major === 4 ? `/dev/tty${minor}` : undefined;
}

export type TerminalReaderListeners = {
	/** Stop drawing and reading keys, and lend the terminal. */
	onStart(reader: TerminalReader): void;
	/** It has been answered, or has gone. */
	onStop(): void;
};

/**
 * Looks again and again, about three times a second, from the first to the last call of the listeners. Costs well below
 * a millisecond a look. A process of another user is believed only when it is seen twice: sudo starts without a child.
 * @returns Ends it; a reader that was started is stopped.
 */
export function watchTerminalReaders(listeners: TerminalReaderListeners, table = new ProcessTable()): () => void {
	let current: number | undefined;
	let candidate: number | undefined;
	let looks = 0;
	const look = () => {
		const reader = findTerminalReader(table, current !== undefined || looks++ % pinentryEveryLooks === 0);
		if (reader?.pid === current) {
			return;
		}
		if (current !== undefined) {
			current = undefined;
			listeners.onStop();
		}
		const isCertain =
			reader !== undefined && (reader.pid === candidate || table.descriptorTargets(reader.pid) !== undefined);
		candidate = reader?.pid;
		if (reader && isCertain) {
			current = reader.pid;
			listeners.onStart(reader);
		}
	};
	const timer = setInterval(look, lookEveryMs);
	timer.unref();
	return () => {
		clearInterval(timer);
		if (current !== undefined) {
			listeners.onStop();
		}
	};
}
