/** `14:02:11`, in the time zone of the process. */
export function formatClock(time: number): string {
	const date = new Date(time);
	return [date.getHours(), date.getMinutes(), date.getSeconds()]
		.map((value) => String(value).padStart(2, '0'))
		.join(':');
}
