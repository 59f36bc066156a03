import {spawn} from 'node:child_process';
import {accessSync, closeSync, constants, existsSync, openSync, readSync} from 'node:fs';
import path from 'node:path';
import {openTerminalInput} from '../terminal/terminal-device.js';
import {type NixVersion, parseNixVersion} from './wrap/nix-version.js';
import type {LogFormatSupport, PlanContext} from './wrap/spawn-plan.js';

/** A Nix that does not answer must not keep the command from starting. */
const VERSION_TIMEOUT_MS = 5000;
const LONGEST_SCRIPT = 256 * 1024;

/** What a plan has to know of this machine; see PlanContext. */
export function readPlanContext(
	files: {readonly socketPath: string; readonly idleProgram: string},
	nixVersion: NixVersion | undefined,
): PlanContext {
	return {
		...files,
		environment: process.env,
		nixVersion,
		hasTerminal: hasTerminal(),
		isScript: (file) => readStart(file, 2) === '#!',
		exists: existsSync,
		logFormatSupport,
	};
}

/**
 * Asks a Nix for its version.
 *
 * @param program `nix`, or the path of one.
 */
export function askNixVersion(program: string): Promise<NixVersion | undefined> {
	return new Promise((resolve) => {
		const child = spawn(program, ['--version'], {stdio: ['ignore', 'pipe', 'ignore'], timeout: VERSION_TIMEOUT_MS});
		let text = '';
		child.stdout.setEncoding('utf8');
		child.stdout.on('data', (chunk: string) => {
			text += chunk;
		});
		child.on('error', () => resolve(undefined));
		child.on('close', () => resolve(parseNixVersion(text)));
	});
}

/** Most of these programs are shell scripts, which say what options they know; of others nothing can be told. */
function logFormatSupport(program: string): LogFormatSupport {
	const file = findProgram(program);
	const text = file === undefined ? '' : readStart(file, LONGEST_SCRIPT);
	if (!text.startsWith('#!') || !text.includes('--max-jobs')) {
		return 'unknown';
	}

	return text.includes('--log-format') ? 'yes' : 'no';
}

function findProgram(program: string): string | undefined {
	if (program.includes('/')) {
		return program;
	}

	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return folders.map((folder) => path.join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function readStart(file: string, length: number): string {
	try {
		const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const buffer = Buffer.alloc(length);
			return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, 0));
		} finally {
			closeSync(descriptor);
		}
	} catch {
		return '';
	}
}

/** A terminal on which someone can answer. */
export function hasTerminal(): boolean {
	const descriptor = openTerminalInput();
	if (descriptor === undefined) {
		return false;
	}

	closeSync(descriptor);
	return true;
}
