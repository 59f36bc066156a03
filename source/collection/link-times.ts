import {spawnSync} from 'node:child_process';
import {lchownSync, lstatSync, lutimesSync} from 'node:fs';
import type {NotedLink} from './journal-line.js';
import type {OpenFolder} from './open-folder.js';

/**
 * Gives a link that was made again its time and its owner back.
 *
 * @param name In the folder.
 * @returns What could not be given back, in words; undefined when all is as before.
 */
export function restoreTimes(folder: OpenFolder, name: string, {modifiedAt, uid, gid}: NotedLink): string | undefined {
	const file = folder.at(name);
	const before = lstatSync(file);
	let remark: string | undefined;
	if (before.uid !== uid || before.gid !== gid) {
		try {
			lchownSync(file, uid, gid);
		} catch {
			remark = `its owner was ${uid}:${gid} and is ${before.uid}:${before.gid} now`;
		}
	}

	// After the owner, so that nothing changes it any more.
	setModified(folder, name, BigInt(modifiedAt));
	return remark;
}

/** Node takes seconds as a floating-point number, which is some 100 ns too coarse; touch(1) takes all digits. */
function setModified(folder: OpenFolder, name: string, nanoseconds: bigint): void {
	const file = folder.at(name);
	const seconds = Number(nanoseconds / 1000n) / 1e6;
	lutimesSync(file, seconds, seconds);
	if (modifiedAt(file) === nanoseconds) {
		return;
	}

	spawnSync('touch', ['-h', '-d', `@${inSeconds(nanoseconds)}`, `/proc/self/fd/3/${name}`], {
		stdio: ['ignore', 'ignore', 'ignore', folder.descriptor],
	});
	if (modifiedAt(file) / 1_000_000n > nanoseconds / 1_000_000n) {
		// Rounded up into the next millisecond, which would be another time to whoever compares.
		const earlier = Number(nanoseconds / 1_000_000n) / 1000 + 0.000_999;
		lutimesSync(file, earlier, earlier);
	}
}

function modifiedAt(file: string): bigint {
	return lstatSync(file, {bigint: true}).mtimeNs;
}

/** `1795246000.123456789`; before 1970 there were no links. */
function inSeconds(nanoseconds: bigint): string {
	const second = 1_000_000_000n;
	return `${nanoseconds / second}.${String(nanoseconds % second).padStart(9, '0')}`;
}
