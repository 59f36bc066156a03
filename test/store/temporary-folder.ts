import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ExecutionContext} from 'ava';

/** A folder that goes when the test ends, and quick ways to fill it. Names are relative to it; folders are made. */
export function temporaryFolder(t: ExecutionContext) {
	const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'nixscope-test-')));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	const place = (name: string) => {
		const file = path.join(folder, name);
		mkdirSync(path.dirname(file), {recursive: true});
		return file;
	};
	return {
		path: (name = '') => path.join(folder, name),
		folder: (name: string) => mkdirSync(path.join(folder, name), {recursive: true}),
		file: (name: string, contents: string | Buffer = '') => writeFileSync(place(name), contents),
		/** @param target Verbatim. */
		link: (name: string, target: string) => symlinkSync(target, place(name)),
	};
}

/** A store path below /nix/store whose digest is one character repeated. */
export function storePath(character: string, name: string): string {
	return `/nix/store/${character.repeat(32)}-${name}`;
}
