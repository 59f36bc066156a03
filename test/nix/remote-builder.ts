import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import path from 'node:path';
import {type Lab, labEnvironment, nixSystem, openLab} from './lab.js';
import type {NixVersion} from './nix-version.js';

/** A second machine as far as Nix can tell: an sshd on the loopback whose other end runs Nix on a store of its own. */
export type RemoteBuilder = {
	/** The store behind it. */
	readonly lab: Lab;
	readonly port: number;
	/** For `--builders`; over ssh-ng, or ssh where the old protocol is asked for. */
	readonly builders: (protocol: 'ssh-ng' | 'ssh') => string;
	/** Store URI for `nix copy --to`. */
	readonly uri: (protocol: 'ssh-ng' | 'ssh') => string;
	/** For NIX_SSHOPTS. */
	readonly sshOptions: string;
	/** A private key that the sshd accepts. */
	readonly identity: string;
	readonly close: () => void;
};

export async function openRemoteBuilder(version: NixVersion): Promise<RemoteBuilder> {
	const lab = openLab(version);
	const folder = lab.scratch;
	const port = await freePort();
	mkdirSync('/run/sshd', {recursive: true});
	for (const key of ['identity', 'host']) {
		spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, key)]);
	}
	copyFileSync(path.join(folder, 'identity.pub'), path.join(folder, 'authorized_keys'));
	for (const program of ['nix-daemon', 'nix-store']) writeProgram(lab, program);
	writeFileSync(path.join(folder, 'sshd_config'), serverConfiguration(folder, port));
	writeFileSync(path.join(folder, 'ssh_config'), clientConfiguration(folder, port));

	const server = spawn(
		'/usr/sbin/sshd',
		['-D', '-f', path.join(folder, 'sshd_config'), '-E', path.join(folder, 'sshd.log')],
		{
			stdio: 'ignore',
		},
	);
	await accepting(port);
	const uri = (protocol: 'ssh-ng' | 'ssh') =>
		`${protocol}://root@127.0.0.1?remote-program=${path.join(folder, protocol === 'ssh-ng' ? 'nix-daemon' : 'nix-store')}`;
	return {
		lab,
		port,
		uri,
		builders: (protocol) => `${uri(protocol)} ${nixSystem} - 4 1`,
		sshOptions: `-F ${path.join(folder, 'ssh_config')}`,
		identity: path.join(folder, 'identity'),
		close() {
			server.kill();
			lab.close();
		},
	};
}

/** What the sshd starts: the Nix program in the mount namespace of the remote store. */
function writeProgram(lab: Lab, program: string): void {
	const file = path.join(lab.scratch, program);
	const environment = Object.entries(labEnvironment(lab.version)).map(([name, value]) => `export ${name}='${value}'`);
	const enter = `exec unshare -m bash -c 'mount --bind "${lab.nix}" /nix && exec ${program} "$@"' ${program} "$@"`;
	writeFileSync(file, ['#!/bin/bash', ...environment, enter, ''].join('\n'));
	chmodSync(file, 0o755);
}

function serverConfiguration(folder: string, port: number): string {
	return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${folder}/host
AuthorizedKeysFile ${folder}/authorized_keys
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
StrictModes no
`;
}

function clientConfiguration(folder: string, port: number): string {
	return `Host *
  Port ${port}
  IdentityFile ${folder}/identity
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no
  LogLevel ERROR
`;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Resolves once something listens on the port. */
async function accepting(port: number, attempts = 100): Promise<void> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const socket = connect(port, '127.0.0.1');
		const answered = await new Promise<boolean>((resolve) => {
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		});
		socket.destroy();
		if (answered) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`nothing listens on port ${port}`);
}
