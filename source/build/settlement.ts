import {otherReason} from '../parsers/build-failure.js';
import type {FailureReason} from './build.js';
import type {BuildLedger} from './build-ledger.js';
import type {MutableBuild} from './mutable-build.js';
import type {NixProcess} from './nix-process.js';

/**
 * Tells how a build ended. `stop` looks the same for built, failed, killed and cancelled, and looking whether the output
 * exists would be wrong for `--check`, `--store`, chroot and remote stores; so three things are joined: the counters of
 * `104 Builds`, the errors that name a derivation, and what is left when the process is done. Errors may come before or
 * after the stop, so what no counter and no message has explained waits.
 */
export class Settlement {
	readonly #ledger: BuildLedger;

	constructor(ledger: BuildLedger) {
		this.#ledger = ledger;
	}

	/** New figures of the process's own `104 Builds`. */
	counters(process: NixProcess, done: number, failed: number, running: number): void {
		process.doneCredits += Math.max(0, done - process.done);
		process.failedCredits += Math.max(0, failed - process.failed);
		if (failed > process.failed) {
			process.failureSeen = true;
		}

		process.done = done;
		process.failed = failed;
		process.running = running;
	}

	/** A Build activity of the build has stopped. */
	stopped(process: NixProcess, build: MutableBuild, isNested: boolean, at: number): void {
		build.openActivities--;
		if (isNested) {
			this.#ledger.step(build, 'copy-outputs', at);
			return;
		}

		const {status} = build;
		if (status.name !== 'running') {
			// A message has settled it before its stop; its counter must not speak for another one.
			if (build.owesFailedCredit && process.failedCredits > 0) {
				process.failedCredits--;
			}

			build.owesFailedCredit = false;
			return;
		}

		this.#ledger.setStatus(build, {...status, stoppedAt: at});
		if (process.doneCredits > 0) {
			process.doneCredits--;
			this.#ledger.succeed(build, at);
			return;
		}

		if (process.failedCredits > 0) {
			process.failedCredits--;
			if (process.pendingReason !== undefined) {
				this.#ledger.fail(build, process.pendingReason, at);
				process.pendingReason = undefined;
				return;
			}

			build.verdict = 'failed-unexplained';
		} else {
			build.verdict = 'unknown';
		}

		process.unsettled.push(build);
	}

	/** The activity that stood for a resolved content-addressed derivation has stopped: Nix counts it once more. */
	resolvedStopped(process: NixProcess): void {
		if (process.doneCredits > 0) {
			process.doneCredits--;
		} else if (process.failedCredits > 0) {
			process.failedCredits--;
		}
	}

	/**
	 * A build has begun. In a log without records nothing says that a build has ended, but when one that needs it begins,
	 * it was built.
	 */
	began(process: NixProcess, build: MutableBuild, at: number): void {
		if (!process.hasRecords) {
			for (const input of build.inputs) {
				if (input.status.name === 'running' && input.source === process.source) {
					this.#ledger.succeed(input, at);
				}
			}
		}
	}

	/** An error names the derivation. */
	failed(process: NixProcess, build: MutableBuild, reason: FailureReason, at: number): void {
		process.failureSeen = true;
		process.namedFailures++;
		if (build.verdict === 'unknown' || build.status.name === 'cancelled') {
			// The counter went to a sibling whose stop happened to come first (seen with 2.8).
			const other = process.unsettled.find((candidate) => candidate.verdict === 'failed-unexplained');
			if (other !== undefined) {
				other.verdict = 'unknown';
			}
		}

		if (build.status.name === 'running' && build.status.stoppedAt === undefined) {
			if (process.failedCredits > 0) {
				process.failedCredits--;
			} else {
				build.owesFailedCredit = true;
			}
		}

		remove(process.unsettled, build);
		this.#ledger.fail(build, reason, at);
	}

	/** An error that must be about a build names none: `timed out after 2 seconds` (≥ 2.26). */
	failedWithoutName(process: NixProcess, reason: FailureReason, at: number): void {
		process.failureSeen = true;
		const build = process.unsettled.find((candidate) => candidate.verdict === 'failed-unexplained');
		if (build === undefined) {
			process.pendingReason = reason;
		} else {
			remove(process.unsettled, build);
			this.#ledger.fail(build, reason, at);
		}
	}

	/** `program … failed with exit code 7` after a build whose post-build hook ran: its output is valid, the run failed. */
	hookFailed(process: NixProcess, reason: FailureReason, at: number): boolean {
		const build = process.unsettled.findLast((candidate) => candidate.hookSeen);
		if (build === undefined) {
			return false;
		}

		this.failed(process, build, reason, at);
		return true;
	}

	/** `104 Builds` has stopped: siblings without a counter were killed, if something had failed. */
	buildsStopped(process: NixProcess, at: number): void {
		process.doneCredits = 0;
		process.failedCredits = 0;
		process.done = 0;
		process.failed = 0;
		process.running = 0;
		if (process.failureSeen && !process.interrupted) {
			this.#giveUp(process, (build) => build.verdict === 'unknown' && !build.hookSeen, 'cancelled', at);
		}
	}

	/** `interrupted by the user`. */
	interrupted(process: NixProcess, at: number): void {
		process.interrupted = true;
		this.#giveUp(process, () => true, 'interrupted', at);
	}

	/**
	 * The stream of the process has ended.
	 * @param succeeded Whether the command ended well; undefined when that is not known.
	 */
	ended(process: NixProcess, succeeded: boolean | undefined, at: number): void {
		process.closed = true;
		for (const build of [...process.unsettled]) {
			remove(process.unsettled, build);
			if (build.verdict === 'failed-unexplained') {
				this.#ledger.fail(build, process.pendingReason ?? unexplained, at);
			} else if (process.interrupted) {
				this.#ledger.giveUp(build, 'interrupted', at);
			} else if (process.failureSeen || succeeded === false) {
				this.#ledger.giveUp(build, 'cancelled', at);
			} else {
				this.#ledger.succeed(build, at);
			}
		}

		for (const build of this.#ledger.builds) {
			if (build.source === process.source && build.status.name === 'running') {
				this.#endOpen(process, build, succeeded, at);
			}
		}
	}

	#endOpen(process: NixProcess, build: MutableBuild, succeeded: boolean | undefined, at: number): void {
		if (process.hasRecords) {
			// Nix was killed: the activity never stopped.
			this.#ledger.giveUp(build, 'interrupted', at);
		} else if (process.interrupted) {
			this.#ledger.giveUp(build, 'interrupted', at);
		} else if ((process.failureSeen || succeeded === false) && process.namedFailures < 2) {
			this.#ledger.giveUp(build, 'cancelled', at);
		} else {
			// Several failures are a run with --keep-going, in which nothing is stopped.
			this.#ledger.succeed(build, at);
		}
	}

	#giveUp(
		process: NixProcess,
		isMeant: (build: MutableBuild) => boolean,
		name: 'cancelled' | 'interrupted',
		at: number,
	): void {
		for (const build of process.unsettled.filter(isMeant)) {
			remove(process.unsettled, build);
			this.#ledger.giveUp(build, name, at);
		}
	}
}

const unexplained = otherReason('Nix gave no reason');

function remove(builds: MutableBuild[], build: MutableBuild): void {
	const index = builds.indexOf(build);
	if (index !== -1) {
		builds.splice(index, 1);
	}
}
