import {createActivityIdAllocator} from '../../source/parsers/activity-ids.js';
import type {NixEvent} from '../../source/parsers/nix-event.js';
import {createNixLogParser, type NixLogParserOptions} from '../../source/parsers/nix-log-parser.js';

type Options = Partial<Pick<NixLogParserOptions, 'bare' | 'human'>>;

/** All events of the chunks, pushed at 1, 2, 3, … ms; the end comes one millisecond after the last. */
export function collectEvents(chunks: readonly (Buffer | string)[], options: Options = {}): NixEvent[] {
	const events: NixEvent[] = [];
	const parser = createNixLogParser({
		source: 0,
		ids: createActivityIdAllocator(),
		onEvent: (event) => events.push(event),
		...options,
	});
	let now = 0;
	for (const chunk of chunks) {
		now += 1;
		const bytes = Buffer.from(chunk);
		parser.push(bytes, now);
		// The chunk is the caller's again: a parser that kept it would now see other bytes.
		bytes.fill(0x23);
	}

	parser.end(now + 1);
	return events;
}

/** What does not depend on how the stream was cut. */
export function withoutArrival(events: readonly NixEvent[]): object[] {
	return events.filter(({kind}) => kind !== 'partial-text').map((event) => ({...event, receivedAt: 0}));
}
