import {spawn} from 'node:child_process';
import {type ExitStatus, statusOfCommand} from './exit-status.js';
import {explainSpawnError} from './spawn-error.js';

/** What the kernel sends to everybody on the terminal: the program has it already, and we outlive it. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
const forwarded: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];

/** Runs a program on the terminal as it is: stdin, stdout and stderr are its own, and nothing is drawn meanwhile. */
export function handOver(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<ExitStatus> {
	const [program = '', ...args] = argv;
	return new Promise((resolve) => {
		const child = spawn(program, args, {stdio: 'inherit', env: environment});
		const listeners = new Map<NodeJS.Signals, () => void>([
			...fromTerminal.map((signal) => [signal, () => {}] as const),
			...forwarded.map((signal) => [signal, () => void child.kill(signal)] as const),
		]);
		for (const [signal, listener] of listeners) {
			process.on(signal, listener);
		}

		const finish = (status: ExitStatus) => {
			for (const [signal, listener] of listeners) {
				process.off(signal, listener);
			}

			resolve(status);
		};
		child.on('error', (error) => {
			if (child.pid === undefined) {
				finish({code: explainSpawnError(program, error)});
			}
		});
		child.on('exit', (code, signal) => finish(statusOfCommand(code ?? undefined, signal ?? undefined)));
	});
}
