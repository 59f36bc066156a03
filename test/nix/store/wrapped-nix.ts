import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {NixVersion} from '../nix-version.js';

/**
 * Nix's commands behind scripts of our own in PATH, which write down what is asked of them and what they say on stdout,
 * and do something on the way where a test wants that.
 */
export type WrappedNix = {
	/** For the program under test. */
	readonly environment: Readonly<Record<string, string>>;
	/** Runs bash instead of a command; `"$real" "$@"` is the command itself, `$PPID` who called it. */
	instead(command: string, script: string): void;
	/** Undoes that. */
	asUsual(): void;
	/** The commands that were asked for, one a line. */
	asked(): readonly string[];
	/** All that Nix wrote to stdout. */
	said(): string;
	/** Forgets what was asked and said. */
	forget(): void;
};

const commands = ['nix-store', 'nix-env', 'nix-instantiate'];

/** @param folder Where the scripts stand and write. */
export function wrapNix(
	version: NixVersion,
	folder: string,
	environment: Readonly<Record<string, string>>,
): WrappedNix {
	const bin = path.join(folder, 'wrapped');
	mkdirSync(bin, {recursive: true});
	const [asked, said] = [path.join(bin, 'asked'), path.join(bin, 'said')];
	const place = (command: string, script: string) => {
		const file = path.join(bin, command);
		writeFileSync(
			file,
			`#!/bin/bash\nset -o pipefail\nreal='${version.folder}/bin/${command}'\nfolder='${folder}'\necho "${command} $*" >> '${asked}'\n${script}\n`,
		);
		chmodSync(file, 0o755);
	};
	const asUsual = () => {
		for (const command of commands) place(command, `"$real" "$@" | tee -a '${said}'`);
	};
	const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
	asUsual();
	return {
		environment: {...environment, PATH: `${bin}:${environment.PATH}`},
		instead: place,
		asUsual,
		asked: () => textOf(asked).split('\n').filter(Boolean),
		said: () => textOf(said),
		forget() {
			rmSync(asked, {force: true});
			rmSync(said, {force: true});
		},
	};
}
