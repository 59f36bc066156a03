import {chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Sizes around those where a block ends; equal ones are equal files. */
const sizes = [0, 1, 700, 4096, 5000, 12_288, 20_001];

/**
 * Gives the paths of a random store real bytes: files and folders, of which many are equal, so that hard links save
 * something. Derivations stay empty. The same seed makes the same files.
 */
export function fillContents(storeDirectory: string, seed: number): void {
	for (const [place, name] of readdirSync(storeDirectory).sort().entries()) {
		if (name === '.links' || name.endsWith('.drv')) continue;
		const file = path.join(storeDirectory, name);
		const choice = (seed >>> (place % 20)) + place;
		rmSync(file);
		if (choice % 3 === 0) {
			placeFile(file, choice);
		} else {
			mkdirSync(path.join(file, 'bin'), {recursive: true});
			for (let number = 0; number < choice % 5; number++)
				placeFile(path.join(file, 'bin', String(number)), choice + number);
			symlinkSync(`../${choice % 4}`, path.join(file, 'link'));
			symlinkSync('of this path alone', path.join(file, `own-${place}`));
			chmodSync(path.join(file, 'bin'), 0o555);
			chmodSync(file, 0o555);
		}
	}
}

function placeFile(file: string, choice: number): void {
	const bytes = sizes[choice % sizes.length]!;
	writeFileSync(file, (choice % 2 === 0 ? 'even' : 'odd!').repeat(bytes).slice(0, bytes));
	chmodSync(file, choice % 4 === 0 ? 0o555 : 0o444);
}
