import type {Instance} from 'ink';

/**
 * Ink takes a screen whose component throws off the terminal, and tells only who waits for its end: then the program has
 * a fault, and ends as with any other.
 */
export function crashWith(app: Instance): void {
	app.waitUntilExit().catch((error: unknown) => {
		setImmediate(() => {
			throw error;
		});
	});
}
