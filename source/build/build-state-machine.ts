import {parseDerivation} from '../parsers/derivation.js';
import {type NixEvent, resultTypes, type SourceId} from '../parsers/nix-event.js';
import type {Build} from './build.js';
import {BuildLedger} from './build-ledger.js';
import type {BuildState, NixError, Notice} from './build-state.js';
import {EvaluationTracker} from './evaluation-tracker.js';
import {LogIndexBuilder} from './log-index-builder.js';
import {MessageTracker} from './message-tracker.js';
import type {MutableBuild} from './mutable-build.js';
import {NixProcess} from './nix-process.js';
import {OpenActivities} from './open-activities.js';
import {applyOtherResult} from './other-results.js';
import {outcomeOf, type RunEnd} from './outcome.js';
import {Settlement} from './settlement.js';
import {StatusCounts} from './status-counts.js';
import {TransferLedger} from './transfer-ledger.js';

/**
 * Events in, state out: the one writer of a BuildState. It reads no clock and no file; what it wants to know of
 * derivations is asked for by takeWantedDerivations() and given by addDerivation().
 */
export class BuildStateMachine implements BuildState {
	version = 0;
	recordCount = 0;
	logLineCount = 0;
	unknownRecordCount = 0;
	malformedLineCount = 0;
	startedAt: number | undefined;
	lastEventAt: number | undefined;
	partialText: string | undefined;
	end: BuildState['end'];
	readonly messageLog = new LogIndexBuilder();
	readonly #counts = new StatusCounts();
	readonly #evaluation = new EvaluationTracker();
	readonly #messages = new MessageTracker();
	readonly #builds = new BuildLedger(this.#counts, (build, at) => {
		this.#messages.notices.push({kind: 'build-failed', at, build});
	});

	readonly #settlement = new Settlement(this.#builds);
	readonly #transfers = new TransferLedger(this.#counts, this.#builds.graph);
	readonly #processes = new Map<SourceId, NixProcess>();
	readonly #activities = new OpenActivities({
		builds: this.#builds,
		settlement: this.#settlement,
		transfers: this.#transfers,
		evaluation: this.#evaluation,
		messageLog: this.messageLog,
	});

	#roots: {readonly graphVersion: number; readonly builds: readonly Build[]} = {graphVersion: -1, builds: []};

	get graphVersion(): number {
		return this.#builds.graphVersion + this.#transfers.graphVersion;
	}

	get builds(): readonly MutableBuild[] {
		return this.#builds.builds;
	}

	get transfers(): BuildState['transfers'] {
		return this.#transfers.transfers;
	}

	get roots(): readonly Build[] {
		if (this.#roots.graphVersion !== this.graphVersion) {
			const builds = this.builds.filter((build) => build.dependents.length === 0);
			this.#roots = {graphVersion: this.graphVersion, builds};
		}

		return this.#roots.builds;
	}

	/** Between a counter of Nix and the stop that it is about, the counter is right. */
	get buildCounts(): BuildState['buildCounts'] {
		const {builds} = this.#counts;
		let built = 0;
		let failed = 0;
		for (const process of this.#processes.values()) {
			built += process.doneCredits;
			failed += process.failedCredits;
			failed += process.unsettled.filter((build) => build.verdict === 'failed-unexplained').length;
		}

		if (built + failed === 0 || this.end !== undefined) {
			return builds;
		}

		// A resolved content-addressed derivation is counted twice by Nix, and is one build.
		built = Math.min(built, builds.running);
		// What Nix refuses (a wrong system) fails without having run.
		const refused = Math.min(Math.max(0, failed - (builds.running - built)), builds.waiting);
		failed = Math.min(failed, builds.running - built);
		return {
			...builds,
			built: builds.built + built,
			failed: builds.failed + failed + refused,
			running: builds.running - built - failed,
			waiting: builds.waiting - refused,
		};
	}

	get downloadCounts(): BuildState['downloadCounts'] {
		return this.#counts.downloads;
	}

	get uploadCounts(): BuildState['uploadCounts'] {
		return this.#counts.uploads;
	}

	get evaluation(): BuildState['evaluation'] {
		return this.#evaluation.evaluation;
	}

	get cacheQueries(): BuildState['cacheQueries'] {
		return this.#evaluation.queries;
	}

	get ongoing(): BuildState['ongoing'] {
		return [...this.#activities.ongoing];
	}

	get plan(): BuildState['plan'] {
		return this.#messages.plan;
	}

	get errors(): readonly NixError[] {
		return this.#messages.errors;
	}

	get warnings(): readonly string[] {
		return this.#messages.warnings;
	}

	get traces(): readonly string[] {
		return this.#messages.traces;
	}

	get notices(): readonly Notice[] {
		return this.#messages.notices;
	}

	get slots(): ReadonlyMap<string, number> {
		return this.#builds.slots;
	}

	/** Derivation paths whose .drv file would add edges; each is returned once. */
	takeWantedDerivations(limit: number): string[] {
		return this.#builds.graph.takeWanted(limit);
	}

	/** @param content The .drv file; one that cannot be parsed leaves the build without edges. */
	addDerivation(path: string, content: string, at: number): void {
		const derivation = parseDerivation(content);
		if ('error' in derivation) {
			return;
		}

		const build = this.#builds.graph.addDerivation(path, derivation);
		if (build !== undefined) {
			this.#builds.graphArrived(build, at);
		}

		this.version++;
	}

	apply(event: NixEvent): void {
		this.version++;
		this.startedAt ??= event.receivedAt;
		this.lastEventAt = event.receivedAt;
		switch (event.kind) {
			case 'log-line':
				this.logLineCount++;
				this.#activities.logLine(event);
				break;
			case 'progress':
				this.#activities.progress(event);
				break;
			case 'activity-started':
				this.#messages.survived(this.#process(event.source));
				this.#activities.start(event, this.#process(event.source));
				break;
			case 'activity-stopped':
				this.#process(event.source).hasRecords = true;
				this.#activities.stop(event);
				break;
			case 'phase-started':
				this.#activities.phase(event);
				break;
			case 'expected':
				this.#messages.expected(event.activityType, event.expected);
				break;
			case 'message':
				this.partialText = undefined;
				this.#messages.apply(event, this.#process(event.source), {
					builds: this.#builds,
					settlement: this.#settlement,
					transfers: this.#transfers,
					evaluation: this.#evaluation,
				});
				break;
			case 'result':
				this.#applyResult(event);
				break;
			case 'text-line':
				this.partialText = undefined;
				this.#applyText(event);
				break;
			case 'partial-text':
				this.partialText = event.text;
				break;
			case 'unknown-record':
			case 'malformed-line':
				this[event.kind === 'unknown-record' ? 'unknownRecordCount' : 'malformedLineCount']++;
				this.#applyText(event);
				break;
			default:
				event satisfies never;
		}
	}

	/** So many more lines of the source were records: it is not a log for people. */
	noteRecords(source: SourceId, count: number): void {
		this.recordCount += count;
		if (count > 0) {
			this.#process(source).hasRecords = true;
		}
	}

	/** The stream of one process has ended; the session may have others. */
	closeSource(source: SourceId, at: number): void {
		const process = this.#processes.get(source);
		if (process !== undefined && source !== 0) {
			this.#settlement.ended(process, undefined, at);
		}

		this.version++;
	}

	/** Nothing follows: settles what is open and gives the outcome. */
	finish(end: RunEnd): void {
		if (this.end !== undefined) {
			return;
		}

		const succeeded = end.exitCode === undefined ? undefined : end.exitCode === 0;
		for (const process of this.#processes.values()) {
			process.interrupted ||= end.interrupted;
			this.#settlement.ended(process, succeeded, end.at);
			for (const counter of process.copies) {
				this.#transfers.countingStopped(counter, end.at);
			}
		}

		const hasRecords = [...this.#processes.values()].some((process) => process.hasRecords);
		this.#transfers.finish(end.at, !hasRecords && succeeded !== false && !end.interrupted);
		this.#activities.ongoing.clear();
		this.partialText = undefined;
		this.end = {
			at: end.at,
			exitCode: end.exitCode,
			outcome: outcomeOf(end, [...this.#processes.values()], this.#counts),
		};
		this.version++;
	}

	#process(source: SourceId): NixProcess {
		let process = this.#processes.get(source);
		if (process === undefined) {
			process = new NixProcess(source);
			this.#processes.set(source, process);
		}

		return process;
	}

	#applyResult(event: Extract<NixEvent, {kind: 'result'}>): void {
		if (event.type === resultTypes.fetchStatus) {
			this.#activities.fetchStatus(event);
			return;
		}

		applyOtherResult(event, this.#process(event.source), this.#builds, this.#settlement);
	}

	#applyText(event: Extract<NixEvent, {kind: 'text-line' | 'unknown-record' | 'malformed-line'}>): void {
		this.messageLog.append(event.source, event.offset, event.length, event.encoding === 'json');
		this.#messages.text(event.text, event.receivedAt);
		// An old command prints the output path of what it has built, which is the only sign of it in a log for people.
		const build = event.text.startsWith('/') ? this.#builds.graph.buildOfOutput(event.text) : undefined;
		if (build?.status.name === 'running' && !this.#process(build.source).hasRecords) {
			this.#builds.succeed(build, event.receivedAt);
		}
	}
}
