import type {EventEmitter} from 'node:events';

/** stdout and stderr, or what stands for them. */
export type OutputStreams = {readonly stdout: EventEmitter; readonly stderr: EventEmitter};

/**
 * Whoever read our output may be gone (`nixscope … | head`): not a crash. The listener is called once a stream; without
 * it, or after it, what is written there is dropped in silence.
 */
export function handleClosedPipes(
	onClosed: (name: 'stdout' | 'stderr') => void = () => {},
	streams: OutputStreams = process,
): void {
	for (const name of ['stdout', 'stderr'] as const) {
		let isClosed = false;
		streams[name].on('error', (error: NodeJS.ErrnoException) => {
			if (!['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED', 'ECONNRESET'].includes(error.code ?? '')) {
				throw error;
			}
			if (!isClosed) {
				isClosed = true;
				onClosed(name);
			}
		});
	}
}
