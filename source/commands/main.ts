import path from 'node:path';
import {dieBySignal, exit} from '../terminal/leave.js';
import {type Invocation, parseCommandLine} from './command-line.js';
import {complain, UserMistake} from './complain.js';
import type {ExitStatus} from './exit-status.js';
import {readStdinKind} from './stdin-kind.js';
import {OutputError, writeOut} from './write-out.js';

/** The program: finds the command, loads it, and ends with its status. */
export async function main(): Promise<void> {
	const name = path.basename(process.argv[1] ?? '').replace(/\.js$/, '');
	const status = await withoutMistakes(() => dispatch(parseCommandLine(process.argv.slice(2), name, readStdinKind())));
	if ('signal' in status) {
		dieBySignal(status.signal);
	}

	exit(status.code);
}

async function dispatch(invocation: Invocation): Promise<ExitStatus> {
	switch (invocation.kind) {
		case 'help': {
			const {commandHelp, helpText} = await import('./help.js');
			writeOut(1, invocation.command === undefined ? helpText() : commandHelp(invocation.command));
			return {code: 0};
		}

		case 'version': {
			const {packageVersion} = await import('./package-files.js');
			writeOut(1, `nixscope ${packageVersion()}\n`);
			return {code: 0};
		}

		case 'usage-error': {
			const {usageText} = await import('./help.js');
			complain(invocation.message);
			writeOut(2, usageText(invocation.command));
			return {code: 2};
		}

		case 'monitor-stdin': {
			const {monitorStdin} = await import('./monitor-stdin.js');
			return monitorStdin(invocation.options);
		}

		case 'wrap': {
			const {wrapCommand} = await import('./wrap-command.js');
			return wrapCommand(invocation.command, invocation.options);
		}

		case 'replay': {
			const {replayFile} = await import('./replay.js');
			return replayFile(invocation.file, invocation.options);
		}

		case 'demo': {
			const {playDemo} = await import('./replay.js');
			return playDemo(invocation.options);
		}

		case 'report': {
			const {reportFile} = await import('./report.js');
			return reportFile(invocation.file, invocation.options);
		}

		case 'store': {
			const {runStoreCommand} = await import('./store/run-store-command.js');
			return runStoreCommand(invocation.question, invocation.options);
		}

		case 'store-act': {
			const {runStoreAct} = await import('./store/run-store-act.js');
			return runStoreAct(invocation.act, invocation.options);
		}

		case 'gallery': {
			const {showGallery} = await import('./dev.js');
			return showGallery(invocation.args);
		}
	}
}

/** What a user can put right (a file that is not there) is one line, not a crash. */
async function withoutMistakes(command: () => Promise<ExitStatus>): Promise<ExitStatus> {
	try {
		return await command();
	} catch (error) {
		if (error instanceof OutputError) {
			if (!error.isReaderGone) {
				complain(error.message);
			}

			return {code: error.isReaderGone ? 0 : 1};
		}

		if (!(error instanceof UserMistake)) {
			throw error;
		}

		complain(error.message);
		return {code: 2};
	}
}
