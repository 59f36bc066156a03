import type {Input, InputSink} from '../inputs/input.js';

/** An input that also tells the version of Nix once it is known; asking for it takes as long as Nix takes to start. */
export function inputWithVersion(input: Input, version: Promise<string | undefined>): Input {
	return {
		description: input.description,
		async run(sink: InputSink) {
			let hasEnded = false;
			void version.then((nixVersion) => {
				if (nixVersion !== undefined && !hasEnded) {
					sink({kind: 'version', nixVersion, receivedAt: input.now()});
				}
			});
			await input.run((event) => {
				hasEnded ||= event.kind === 'end';
				sink(event);
			});
		},
		now: () => input.now(),
		stop: () => input.stop(),
	};
}
