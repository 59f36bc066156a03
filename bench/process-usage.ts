import {readdirSync, readFileSync} from 'node:fs';

/** @returns CPU time of a running process and its threads so far, in milliseconds, to the microsecond. */
export function cpuMs(pid: number): number {
	const folder = `/proc/${pid}/task`;
	const nanoseconds = readdirSync(folder).map((task) =>
		Number(readFileSync(`${folder}/${task}/schedstat`, 'utf8').split(' ')[0]),
	);
	return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** @returns Bytes that a running process holds in memory now, and the most it ever held. */
export function residentBytes(pid: number): {readonly now: number; readonly most: number} {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const field = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
	return {now: field('VmRSS'), most: field('VmHWM')};
}
