import type {
	ActivityStarted,
	ActivityStopped,
	LogLine,
	OtherResult,
	PhaseStarted,
	Progress,
} from '../parsers/nix-event.js';
import type {Activity, MutableOngoing} from './activity.js';
import {type StartContext, startActivity} from './activity-starts.js';
import type {BuildLedger} from './build-ledger.js';
import type {EvaluationTracker} from './evaluation-tracker.js';
import type {LogIndexBuilder} from './log-index-builder.js';
import type {NixProcess} from './nix-process.js';
import type {Settlement} from './settlement.js';
import type {TransferLedger} from './transfer-ledger.js';

export type OpenActivitiesOptions = {
	readonly builds: BuildLedger;
	readonly settlement: Settlement;
	readonly transfers: TransferLedger;
	readonly evaluation: EvaluationTracker;
	/** Where log lines go that belong to no build. */
	readonly messageLog: LogIndexBuilder;
};

/** The activities that are open, and where their results and their stops lead. */
export class OpenActivities {
	readonly ongoing = new Set<MutableOngoing>();
	/** By their dense numbers; undefined where one has stopped or is of no interest. */
	readonly #activities: (Activity | undefined)[] = [];
	readonly #options: OpenActivitiesOptions;
	readonly #context: StartContext;

	constructor(options: OpenActivitiesOptions) {
		this.#options = options;
		this.#context = {
			...options,
			ongoing: this.ongoing,
			activity: (id) => (id === undefined ? undefined : this.#activities[id]),
		};
	}

	start(event: ActivityStarted, process: NixProcess): void {
		const activity = startActivity(event, process, this.#context);
		this.#activities[event.activity] = activity;
		if (activity?.kind === 'build') {
			this.#options.settlement.began(process, activity.build, event.receivedAt);
		}
	}

	phase(event: PhaseStarted): void {
		const activity = this.#activities[event.activity];
		if (activity?.kind === 'build') {
			this.#options.builds.phase(activity.build, event.phase, event.receivedAt);
		}
	}

	fetchStatus(event: OtherResult): void {
		const activity = this.#activities[event.activity];
		if (activity?.kind === 'ongoing') {
			activity.ongoing.text = String(event.fields[0] ?? activity.ongoing.text);
		}
	}

	logLine(event: LogLine): void {
		const activity = this.#activities[event.activity];
		const build = activity?.kind === 'build' || activity?.kind === 'hook' ? activity.build : undefined;
		const isJson = event.encoding === 'json';
		if (build === undefined) {
			this.#options.messageLog.append(event.source, event.offset, event.length, isJson);
		} else {
			this.#options.builds.logLine(build, event.source, event.offset, event.length, isJson, event.receivedAt);
		}
	}

	progress(event: Progress): void {
		const activity = this.#activities[event.activity];
		switch (activity?.kind) {
			case 'copy':
				this.#options.transfers.bytes(activity.transfer, event.done, event.expected);
				break;
			case 'wire':
				this.#options.transfers.wireBytes(activity.transfer, event.done, event.expected);
				break;
			case 'builds':
				if (!activity.nested) {
					this.#options.settlement.counters(activity.process, event.done, event.failed, event.running);
				}

				break;
			case 'copies':
				this.#options.transfers.counters(activity.counter, event.done, event.failed, event.receivedAt);
				break;
			case 'ongoing':
				activity.ongoing.done = event.done;
				activity.ongoing.expected = event.expected;
				break;
			default:
		}
	}

	stop(event: ActivityStopped): void {
		const {activity: id, receivedAt: at} = event;
		const activity = this.#activities[id];
		this.#activities[id] = undefined;
		switch (activity?.kind) {
			case 'build':
				this.#options.settlement.stopped(activity.process, activity.build, activity.nested, at);
				break;
			case 'builds':
				if (activity.nested) {
					activity.process.nestedBuilds.delete(id);
				} else {
					activity.process.builds = undefined;
					this.#options.settlement.buildsStopped(activity.process, at);
				}

				break;
			case 'copies': {
				const {copies} = activity.process;
				copies.splice(copies.indexOf(activity.counter), 1);
				this.#options.transfers.countingStopped(activity.counter, at);
				break;
			}

			case 'substitute':
				this.#options.transfers.stop(activity.transfer, activity.counter, at);
				break;
			case 'copy':
				this.#options.transfers.stop(activity.transfer, activity.process.copies.at(-1), at);
				break;
			case 'query':
				this.#options.evaluation.answered(activity.host);
				break;
			case 'resolved':
				this.#options.settlement.resolvedStopped(activity.process);
				break;
			case 'waiting':
				if (activity.build !== undefined) {
					this.#options.builds.wait(activity.build, undefined, at);
				}

				break;
			default:
		}

		if (activity !== undefined && 'ongoing' in activity && activity.ongoing !== undefined) {
			this.ongoing.delete(activity.ongoing);
		}
	}
}
