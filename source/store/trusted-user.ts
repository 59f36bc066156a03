import {readFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import type {NixConfSource} from './nix-conf-files.js';

/**
 * Whether the daemon trusts the user: `trusted-users`, by name, `*` or `@group` (matchUser in src/nix/unix/daemon.cc).
 *
 * @param system The machine's configuration.
 */
export function isTrustedUser(system: readonly NixConfSource[]): boolean {
	let names = ['root'];
	for (const {name, value} of system.flatMap(({settings}) => settings)) {
		const words = value.split(' ').filter(Boolean);
		if (name === 'trusted-users') {
			names = words;
		} else if (name === 'extra-trusted-users') {
			names = [...names, ...words];
		}
	}

	const user = userName();
	return names.some((name) => name === '*' || name === user || (name.startsWith('@') && isMember(name.slice(1), user)));
}

function userName(): string | undefined {
	try {
		return userInfo().username;
	} catch {
		return undefined;
	}
}

function isMember(group: string, user: string | undefined): boolean {
	let text: string;
	try {
		text = readFileSync('/etc/group', 'utf8');
	} catch {
		return false;
	}

	return text.split('\n').some((line) => {
		const [name, , id, members = ''] = line.split(':');
		return name === group && (Number(id) === process.getgid?.() || members.split(',').includes(user ?? ''));
	});
}
