#!/usr/bin/env node
// The program behind SSH_ASKPASS, GIT_ASKPASS and SUDO_ASKPASS: passes the question, its first argument, to the nixscope
// that wraps the command, and prints the answer. Exit code 1 says that there is none.
import {writeSync} from 'node:fs';
import net from 'node:net';
import {type AskpassRequest, askpassSocketVariable} from './askpass-protocol.js';

const request: AskpassRequest = {text: process.argv[2] ?? '', hint: process.env.SSH_ASKPASS_PROMPT};
const chunks: Buffer[] = [];
const connection = net.connect({path: process.env[askpassSocketVariable] ?? '', allowHalfOpen: true});

connection.on('connect', () => connection.write(`${JSON.stringify(request)}\n`));
connection.on('data', (chunk) => chunks.push(chunk));
connection.on('error', () => process.exit(1));
connection.on('end', () => {
	const answer = Buffer.concat(chunks).toString();
	if (!answer.startsWith('+')) {
		process.exit(1);
	}
	writeSync(1, answer.slice(1));
	process.exit(0);
});
