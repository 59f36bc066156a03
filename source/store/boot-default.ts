import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {storePathOf} from './store-path-of.js';

/** Where NixOS puts the boot loader's files. */
const BOOT_FOLDERS = ['/boot', '/efi', '/boot/efi'];

/**
 * The system that the boot loader starts by default, from the files that NixOS writes for systemd-boot, GRUB and
 * extlinux (nixpkgs: nixos/modules/system/boot/loader).
 * @returns A store path; undefined when there is none, or where /boot cannot be read.
 */
export function bootDefault(storeDirectory: string, folders: readonly string[] = BOOT_FOLDERS): string | undefined {
	for (const folder of folders) {
		const options = systemdBootEntry(folder) ?? grubEntry(folder) ?? extlinuxEntry(folder);
		const init = /\binit=(\S+)/.exec(options ?? '')?.[1];
		const system = init && storePathOf(storeDirectory, init);
		if (system) {
			return system;
		}
	}
	return undefined;
}

/** `default nixos-generation-42.conf`, or a pattern: then the entry that sorts last is taken (systemd-boot(7)). */
function systemdBootEntry(folder: string): string | undefined {
	const chosen = /^default\s+(\S+)/m.exec(read(path.join(folder, 'loader/loader.conf')) ?? '')?.[1];
	if (chosen === undefined) {
		return undefined;
	}
	const entries = path.join(folder, 'loader/entries');
	const matching = list(entries).filter((name) => path.matchesGlob(name, chosen) || name === `${chosen}.conf`);
	const last = matching.sort((a, b) => a.localeCompare(b, 'en', {numeric: true})).at(-1);
	return last && read(path.join(entries, last));
}

/** The default entry is the first that starts a system. */
function grubEntry(folder: string): string | undefined {
	return /^menuentry .*\n(?:(?!menuentry).*\n)*?.*\binit=\S+/m.exec(
		read(path.join(folder, 'grub/grub.cfg')) ?? '',
	)?.[0];
}

function extlinuxEntry(folder: string): string | undefined {
	const text = read(path.join(folder, 'extlinux/extlinux.conf')) ?? '';
	const label = /^DEFAULT (\S+)/m.exec(text)?.[1];
	return label && text.split(/^LABEL /m).find((section) => section.startsWith(`${label}\n`));
}

function list(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function read(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
