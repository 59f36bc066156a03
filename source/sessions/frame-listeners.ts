/** Who draws, and the number of the frame that is due: the shape that React's useSyncExternalStore wants. */
export type FrameListeners = {
	subscribe(listener: () => void): () => void;
	/** Changes exactly when listeners are called. */
	frameNumber(): number;
	/** A frame is due. */
	announce(): void;
};

export function createFrameListeners(): FrameListeners {
	const listeners = new Set<() => void>();
	let frame = 0;
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		frameNumber: () => frame,
		announce() {
			frame++;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}
