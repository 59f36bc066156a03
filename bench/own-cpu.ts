/** @returns CPU time of this process so far, all threads, in milliseconds. */
export function ownCpuMs(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
}
