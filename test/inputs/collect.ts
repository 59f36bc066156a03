import {Buffer} from 'node:buffer';
import type {Input, InputEvent} from '../../source/inputs/input.js';

/** What an input delivered; chunks are copied, as they must not be kept. */
export type Collected = {
	readonly events: InputEvent[];
	/** Bytes of a source so far, as text. */
	text(source?: number): string;
	readonly finished: Promise<void>;
};

/** @param onEvent - Called after the event was collected. */
export function collect(
	input: Input,
	onEvent: (event: InputEvent, collected: Omit<Collected, 'finished'>) => void = () => {},
): Collected {
	const events: InputEvent[] = [];
	const text = (source = 0) =>
		Buffer.concat(
			events.flatMap((event) => (event.kind === 'bytes' && event.source === source ? [event.chunk] : [])),
		).toString();
	const finished = input.run((event) => {
		events.push(event.kind === 'bytes' ? {...event, chunk: Buffer.from(event.chunk)} : event);
		onEvent(event, {events, text});
	});
	return {events, text, finished};
}
