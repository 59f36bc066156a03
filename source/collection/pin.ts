import {lstatSync, readdirSync, readlinkSync, unlinkSync} from 'node:fs';
import path from 'node:path';
import {fileReason} from '../store/file-reason.js';
import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {addRoot} from './add-roots.js';
import {ensureOwnFolder} from './own-folder.js';
import {forgetRegistration} from './registered-root.js';
import {stateFolder} from './state-folder.js';

export type PinOptions = {readonly environment: NodeJS.ProcessEnv; readonly store: LocalStore};

/** Makes a file name without surprises. */
const NAME = /^[\w+?=-][\w+.?=-]{0,120}$/;

/**
 * Makes a root of our own for a store path, `pins/NAME` in the state folder.
 *
 * @param target An absolute, valid store path.
 * @returns The link.
 * @throws StoreError when it cannot be made, or another path is pinned under that name.
 */
export async function pinPath(target: string, name: string, {environment, store}: PinOptions): Promise<string> {
	if (!NAME.test(name)) {
		throw new StoreError(`${name} is no name for a pin: letters, digits and + - . _ ? = only`);
	}

	const folder = stateFolder(environment);
	const link = pinLink(environment, name);
	ensureOwnFolder(folder);
	ensureOwnFolder(path.dirname(link));
	if (lstatSync(link, {throwIfNoEntry: false}) !== undefined && targetOf(link) !== target) {
		throw new StoreError(`${name} is another pin already: ${targetOf(link) ?? link}`);
	}

	await addRoot(link, target, {environment, store});
	return link;
}

/**
 * @param store So that its entry in gcroots/auto goes as well; else Nix removes that when it collects.
 * @returns The link that is gone.
 * @throws StoreError when there is no such pin.
 */
export function unpin(name: string, environment: NodeJS.ProcessEnv, store?: LocalStore): string {
	const link = pinLink(environment, name);
	if (!NAME.test(name) || targetOf(link) === undefined) {
		throw new StoreError(`there is no pin ${name}`);
	}

	try {
		unlinkSync(link);
	} catch (error) {
		throw new StoreError(`${link} cannot be removed: ${fileReason(error)}`);
	}

	if (store !== undefined) {
		forgetRegistration(store, link);
	}

	return link;
}

export type Pin = {readonly name: string; readonly link: string; readonly target: string};

/** All pins, by name. */
export function pins(environment: NodeJS.ProcessEnv): readonly Pin[] {
	let names: string[];
	try {
		names = readdirSync(path.dirname(pinLink(environment, 'x'))).sort();
	} catch {
		return [];
	}

	return names.flatMap((name) => {
		const link = pinLink(environment, name);
		const target = targetOf(link);
		return target === undefined ? [] : [{name, link, target}];
	});
}

function pinLink(environment: NodeJS.ProcessEnv, name: string): string {
	return path.join(stateFolder(environment), 'pins', name);
}

function targetOf(link: string): string | undefined {
	try {
		return readlinkSync(link);
	} catch {
		return undefined;
	}
}
