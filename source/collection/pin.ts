import type {LocalStore} from '../store/store-address.js';

export type PinOptions = {readonly environment: NodeJS.ProcessEnv; readonly store: LocalStore};

/**
 * Makes a root of our own for a store path, `pins/NAME` in the state folder.
 *
 * @param target An absolute, valid store path.
 * @returns The link.
 * @throws StoreError when it cannot be made, or another path is pinned under that name.
 */
export async function pinPath(_target: string, _name: string, _options: PinOptions): Promise<string> {
	throw new Error('not there yet');
}

/** @throws StoreError when there is no such pin. */
export function unpin(_name: string, _environment: NodeJS.ProcessEnv): void {
	throw new Error('not there yet');
}

export type Pin = {readonly name: string; readonly link: string; readonly target: string};

/** All pins, by name. */
export function pins(_environment: NodeJS.ProcessEnv): readonly Pin[] {
	throw new Error('not there yet');
}
