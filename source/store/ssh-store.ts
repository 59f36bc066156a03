import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {shellWords} from '../parsers/shell-words.js';
import {parseStoreUri, type StoreUri} from '../parsers/store-uri.js';
import {readDump, type SourceOptions} from './dump-db.js';
import {type SshAddress, sshAddress} from './ssh-address.js';
import type {SshStore} from './store-address.js';
import type {StoreGraph} from './store-graph.js';

/**
 * Reads the valid paths of another machine's store: `nix-store --dump-db` over ssh, with the parameters of the URI and
 * NIX_SSHOPTS as Nix takes them (src/libstore/ssh.cc). What ssh asks, it asks on the terminal.
 *
 * @throws StoreError when ssh or the Nix over there fails, with the reason.
 */
export async function readSshStore(address: SshStore, options: SourceOptions): Promise<StoreGraph> {
	const uri = parseStoreUri(address.uri);
	const hostKey = uri.parameters.get('base64-ssh-public-host-key');
	const folder = hostKey ? mkdtempSync(path.join(tmpdir(), 'nixscope-')) : undefined;
	try {
		const place = sshAddress(uri, address.uri);
		const knownHosts = folder && writeKnownHosts(folder, place, hostKey!);
		const argv = sshCommand(place, remoteCommand(uri), uri.parameters, options.environment.NIX_SSHOPTS, knownHosts);
		return await readDump(argv, uri.parameters.get('store'), options);
	} finally {
		if (folder !== undefined) {
			rmSync(folder, {recursive: true, force: true});
		}
	}
}

/**
 * @param remote What runs over there, as argv.
 * @returns The command as argv.
 */
export function sshCommand(
	{host, port}: SshAddress,
	remote: readonly string[],
	parameters: ReadonlyMap<string, string>,
	sshOptions = '',
	knownHosts?: string,
): [string, ...string[]] {
	const command = remote.map(quoted).join(' ');
	// To Nix, too, this host is no other machine.
	if (host === 'localhost' && port === undefined) {
		return ['bash', '-c', command];
	}

	const key = parameters.get('ssh-key');
	return [
		'ssh',
		'-x',
		'-a',
		...shellWords(sshOptions),
		...(key ? ['-i', key] : []),
		...(knownHosts === undefined ? [] : [`-oUserKnownHostsFile=${knownHosts}`]),
		...(isTrue(parameters.get('compress')) ? ['-C'] : []),
		...(port === undefined ? [] : ['-p', port]),
		'--',
		host,
		command,
	];
}

/** `remote-program` is nix-store for ssh, and nix-daemon for ssh-ng: there nix-store lies beside it. */
export function remoteCommand({scheme, parameters}: StoreUri): string[] {
	const words = (parameters.get('remote-program') ?? '').split(' ').filter(Boolean);
	const program = words.pop() ?? 'nix-store';
	const remoteStore = parameters.get('remote-store');
	return [
		...words,
		scheme === 'ssh' ? program : path.join(path.dirname(program), 'nix-store'),
		'--dump-db',
		...(remoteStore ? ['--store', remoteStore] : []),
	];
}

function writeKnownHosts(folder: string, {host}: SshAddress, hostKey: string): string {
	const file = path.join(folder, 'known-hosts');
	writeFileSync(file, `${host.slice(host.lastIndexOf('@') + 1)} ${Buffer.from(hostKey, 'base64').toString()}\n`);
	return file;
}

/** For a POSIX shell. */
function quoted(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function isTrue(text: string | undefined): boolean {
	return text === 'true' || text === 'yes' || text === '1';
}
