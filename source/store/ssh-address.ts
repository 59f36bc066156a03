import {decoded, type StoreUri} from '../parsers/store-uri.js';
import {StoreError} from './store-error.js';

export type SshAddress = {
	/** `user@host`, as ssh takes it. */
	readonly host: string;
	readonly port: string | undefined;
};

/**
 * @param uri With the scheme ssh or ssh-ng: `[user@]host[:port]`; an IPv6 address stands in brackets before a port.
 * @param text As it was written.
 * @throws StoreError for a name that ssh would take for an option, as Nix does.
 */
export function sshAddress({location}: StoreUri, text: string): SshAddress {
	const authority = decoded(location.replace(/\/.*$/s, ''));
	const at = authority.lastIndexOf('@');
	const user = at === -1 ? undefined : authority.slice(0, at);
	const rest = authority.slice(at + 1);
	const [, bracketed, bracketedPort] = /^\[([^\]]*)\](?::(\d+))?$/.exec(rest) ?? [];
	const [, plain, plainPort] = /^([^:]*):(\d+)$/.exec(rest) ?? [];
	const host = bracketed ?? plain ?? rest;
	if (host === '' || host.startsWith('-') || user === '' || user?.startsWith('-')) {
		throw new StoreError(`${text} names no host; write ssh-ng://HOST or ssh-ng://USER@HOST`);
	}

	return {host: user === undefined ? host : `${user}@${host}`, port: bracketedPort ?? plainPort};
}
