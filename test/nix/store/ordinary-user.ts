import path from 'node:path';
import {program} from '../lab.js';
import type {NixVersion} from '../nix-version.js';

/** The program where an ordinary user can run it, beside Nix: both may be below somebody's home. */
export const placePrograms = (version: NixVersion) => `mkdir -p /nix/home/program /nix/home/node /nix/home/nixes &&
	mount --bind '${path.dirname(program)}' /nix/home/program && mount --bind '${path.dirname(process.execPath)}' /nix/home/node &&
	mount --bind '${version.folder}' /nix/home/nixes && mount -t tmpfs -o mode=755 tmpfs '/${version.folder.split('/')[1]}' &&
	mkdir -p '${version.folder}' && mount --bind /nix/home/nixes '${version.folder}' && mkdir -p /nix/user && chown 65534:65534 /nix/user`;
/** Words for the shell, of which the user's home is `/nix/user`. */
export const asUser = (words: string) =>
	`cd / && HOME=/nix/user NIX_REMOTE=daemon setpriv --reuid 65534 --regid 65534 --clear-groups ${words}`;
/** The program, as that user. */
export const ordinary = (words: string) =>
	asUser(`/nix/home/node/${path.basename(process.execPath)} /nix/home/program/${path.basename(program)} ${words}`);
