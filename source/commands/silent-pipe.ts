import type {MonitorSession} from '../sessions/monitor-session.js';

/** Nix says something within its first second; a user who waits that long has most likely left something out. */
export const SILENCE_MS = 15_000;

/** What someone should hear whose pipe stays silent, or ends without a byte. */
export function silentPipeHint(hasEnded: boolean): string[] {
	return [
		`! Nothing has arrived${hasEnded ? '' : ` for ${SILENCE_MS / 1000}s`}. nixscope reads Nix's log, which goes to stderr:`,
		'    nix build … --log-format internal-json -v |& nixscope',
		'    nix build … --log-format internal-json -v 2>&1 | nixscope',
	];
}

/**
 * @param tell Is given the hint when nothing has arrived for a while.
 * @returns Ends the waiting.
 */
export function warnOfSilence(session: MonitorSession, tell: (lines: string[]) => void): () => void {
	const timer = setTimeout(() => {
		if (session.state.startedAt === undefined) {
			tell(silentPipeHint(false));
		}
	}, SILENCE_MS);
	timer.unref();
	return () => clearTimeout(timer);
}
