import {once} from 'node:events';
import {accessSync, constants, writeFileSync} from 'node:fs';
import net from 'node:net';
import {fileURLToPath} from 'node:url';
import {type AskpassRequest, askpassSocketVariable} from './askpass-protocol.js';
import {PrivateDirectory} from './private-directory.js';

export type AskpassQuestion = {
	/** As the program put it, with its own line breaks; not sanitised. */
	readonly text: string;
	/** `secret`: the answer is not shown. `confirm`: any answer means yes. `notice`: nothing is to be answered. */
	readonly kind: 'secret' | 'text' | 'confirm' | 'notice';
	/** The program that asked has gone; nobody waits for the answer any more. */
	readonly signal: AbortSignal;
};

/** Resolves to the answer, or to undefined for none. */
export type AnswerQuestion = (question: AskpassQuestion) => Promise<string | undefined>;

/**
 * Has the programs below a command ask nixscope for passwords instead of the terminal, where the question would be
 * drawn over. Answers are passed on and kept nowhere.
 */
export class Askpass {
	/** For the command. */
	readonly environment: Readonly<Record<string, string>>;
	readonly #server: net.Server;
	readonly #directory: PrivateDirectory;

	private constructor(server: net.Server, directory: PrivateDirectory, script: string) {
		this.#server = server;
		this.#directory = directory;
		this.environment = {
			SSH_ASKPASS: script,
			// OpenSSH ≥ 8.4: also with a terminal at hand.
			SSH_ASKPASS_REQUIRE: 'force',
			GIT_ASKPASS: script,
			SUDO_ASKPASS: script,
		};
	}

	/** Undefined where no program can be started from the folder of temporary files. */
	static async open(onQuestion: AnswerQuestion): Promise<Askpass | undefined> {
		const directory = new PrivateDirectory();
		const socket = directory.file('askpass.socket');
		const script = directory.file('askpass');
		writeFileSync(script, askpassScript(socket), {mode: 0o700});
		try {
			accessSync(script, constants.X_OK);
		} catch {
			directory.remove();
			return undefined;
		}
		const server = net.createServer({allowHalfOpen: true}, (connection) => {
			void answer(connection, onQuestion);
		});
		server.listen(socket);
		await once(server, 'listening');
		server.unref();
		return new Askpass(server, directory, script);
	}

	close(): void {
		this.#server.close();
		this.#directory.remove();
	}
}

/** A script, because the path of the program may not be executable, nor `node` be in PATH; sudo keeps no variables. */
function askpassScript(socket: string): string {
	const program = fileURLToPath(new URL('askpass.program.js', import.meta.url));
	const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
	return `#!/bin/sh\n${askpassSocketVariable}=${quote(socket)} exec ${quote(process.execPath)} ${quote(program)} "$@"\n`;
}

async function answer(connection: net.Socket, onQuestion: AnswerQuestion): Promise<void> {
	const gone = new AbortController();
	connection.on('error', () => {});
	connection.on('close', () => gone.abort());
	// With allowHalfOpen the death of the program is the end of its side.
	connection.on('end', () => {
		gone.abort();
		connection.end();
	});
	const request = await readRequest(connection);
	const text = request && (await onQuestion({text: request.text, kind: kindOf(request), signal: gone.signal}));
	connection.end(text === undefined ? '' : `+${text}\n`);
}

async function readRequest(connection: net.Socket): Promise<AskpassRequest | undefined> {
	let line = '';
	connection.setEncoding('utf8');
	return new Promise((resolve) => {
		connection.on('close', () => resolve(undefined));
		connection.on('data', (chunk: string) => {
			line += chunk;
			if (line.endsWith('\n')) {
				try {
					resolve(JSON.parse(line) as AskpassRequest);
				} catch {
					resolve(undefined);
				}
			}
		});
	});
}

/** Only what is known to be harmless may show: ssh asks for the trust in a host key, git for a user name. */
function kindOf({text, hint}: AskpassRequest): AskpassQuestion['kind'] {
	if (hint === 'confirm') {
		return 'confirm';
	}
	if (hint === 'none') {
		return 'notice';
	}
	return /\(yes\/no(\/\[fingerprint\])?\)\?|^Username for /.test(text) ? 'text' : 'secret';
}
