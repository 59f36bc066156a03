/** A store that cannot be read, or that has not got what was asked for: one line that says what to do. */
export class StoreError extends Error {
	override readonly name = 'StoreError';
}
