import {type NixMessage, parseMessage} from '../parsers/message.js';
import {activityTypes, type Message} from '../parsers/nix-event.js';
import type {Build, FailureReason} from './build.js';
import type {BuildLedger} from './build-ledger.js';
import type {BuildState, NixError, Notice} from './build-state.js';
import type {EvaluationTracker} from './evaluation-tracker.js';
import type {NixProcess} from './nix-process.js';
import type {Settlement} from './settlement.js';
import type {TransferLedger} from './transfer-ledger.js';

/** Older text lines were shown long ago; their words are let go, so that a talkative script costs no memory. */
const TEXTS_KEPT = 5000;

type Writable<T> = {-readonly [K in keyof T]: T[K]};

export type MessageContext = {
	readonly builds: BuildLedger;
	readonly settlement: Settlement;
	readonly transfers: TransferLedger;
	readonly evaluation: EvaluationTracker;
};

/** What Nix says in words: the plan, errors, warnings, traces; and what all of it means for builds and transfers. */
export class MessageTracker {
	readonly errors: NixError[] = [];
	readonly warnings: string[] = [];
	readonly traces: string[] = [];
	readonly notices: Notice[] = [];
	readonly plan: Writable<BuildState['plan']> = {announced: false, downloadBytes: 0, unpackedBytes: 0};
	readonly #heldErrors: Notice[] = [];
	readonly #seenWarnings = new Set<string>();
	readonly #textNotices: number[] = [];

	apply(event: Message, process: NixProcess, context: MessageContext): void {
		const meaning = parseMessage(event.text, event.rawText);
		const at = event.receivedAt;
		switch (meaning.kind) {
			case 'plan-builds':
			case 'plan-unknown':
				this.plan.announced = true;
				context.evaluation.workBegan();
				break;
			case 'plan-fetches':
				this.plan.announced = true;
				this.plan.downloadBytes += meaning.downloadBytes;
				this.plan.unpackedBytes += meaning.unpackedBytes;
				context.evaluation.workBegan();
				break;
			case 'plan-derivation':
				context.builds.ensure(meaning.path, process.source);
				break;
			case 'plan-path':
				context.transfers.plan(meaning.path);
				break;
			case 'build-failed':
				this.#buildFailed(meaning, event, process, context);
				break;
			case 'dependency-failed': {
				const build = context.builds.ensure(meaning.derivation, process.source);
				process.failureSeen = true;
				context.builds.dependencyFailed(build, at);
				this.#error(meaning.message, event, build, false);
				break;
			}

			case 'builds-failed':
				process.failureSeen = true;
				process.endedInError = true;
				this.#error(meaning.message, event, undefined, false);
				break;
			case 'interrupted':
				context.settlement.interrupted(process, at);
				this.#error(meaning.message, event, undefined, false);
				break;
			case 'program-failed': {
				const isHook = context.settlement.hookFailed(process, reasonOf(meaning), at);
				process.failureSeen = true;
				process.endedInError = true;
				this.#error(meaning.message, event, undefined, !isHook);
				break;
			}

			case 'substitution-failed':
				if (meaning.path !== undefined) {
					context.transfers.fail(meaning.path, meaning.message, at);
				}

				process.failureSeen = true;
				process.endedInError = true;
				this.#error(meaning.message, event, undefined, true);
				break;
			case 'substituter-problem':
				if (meaning.severity === 'warning' || meaning.retrying) {
					this.#warning(meaning.message, at);
				} else {
					process.endedInError = true;
					this.#error(meaning.message, event, undefined, true);
				}

				break;
			case 'evaluating-file':
				context.evaluation.evaluatingFile(meaning.file);
				break;
			case 'error':
				process.failureSeen = true;
				process.endedInError = true;
				this.#error(meaning.message, event, undefined, true);
				break;
			case 'warning':
				this.#warning(meaning.message, at);
				break;
			case 'trace':
				this.traces.push(meaning.message);
				this.notices.push({kind: 'trace', at, text: meaning.message});
				break;
			case 'note':
				this.notices.push({kind: 'note', at, text: meaning.message});
				break;
			case 'info':
				// Level 0 may be the tail of the error itself: "(use '--show-trace' …)".
				if (event.level > 0) {
					this.survived(process);
				}

				break;
			default:
				meaning satisfies never;
		}
	}

	/**
	 * The process goes on after an error: it is worth a notice. Of errors that are its last words the report tells, and it
	 * alone, or each would stand on the screen twice.
	 */
	survived(process: NixProcess): void {
		if (process.endedInError) {
			process.endedInError = false;
			this.notices.push(...this.#heldErrors.splice(0));
		}
	}

	/** SetExpected of `102 Realise`: bytes that all downloads together will have, compressed and unpacked. */
	expected(activityType: number, bytes: number): void {
		if (activityType === activityTypes.fileTransfer) {
			this.plan.downloadBytes = Math.max(this.plan.downloadBytes, bytes);
		} else if (activityType === activityTypes.copyPath) {
			this.plan.unpackedBytes = Math.max(this.plan.unpackedBytes, bytes);
		}
	}

	/** A line that is not a record. */
	text(text: string, at: number): void {
		this.#textNotices.push(this.notices.length);
		this.notices.push({kind: 'text', at, text});
		if (this.#textNotices.length > 2 * TEXTS_KEPT) {
			for (const index of this.#textNotices.splice(0, TEXTS_KEPT)) {
				this.notices[index] = forgottenText;
			}
		}
	}

	#buildFailed(
		meaning: Extract<NixMessage, {kind: 'build-failed'}>,
		event: Message,
		process: NixProcess,
		{builds, settlement}: MessageContext,
	): void {
		const {derivation, outputPath, reason} = meaning;
		const build =
			derivation === undefined
				? outputPath === undefined
					? undefined
					: builds.graph.buildOfOutput(outputPath)
				: builds.ensure(derivation, process.source);
		if (build === undefined) {
			settlement.failedWithoutName(process, reason, event.receivedAt);
		} else {
			settlement.failed(process, build, reason, event.receivedAt);
		}

		this.#error(reason.message, event, build, false);
	}

	/** The same failure often comes twice, from the daemon and from the client: what an earlier error contains is not kept. */
	#error(message: string, event: Message, build: Build | undefined, isNotice: boolean): void {
		if (this.errors.some((error) => error.message.includes(message))) {
			return;
		}

		this.errors.push({message, text: event.text, receivedAt: event.receivedAt, build});
		if (isNotice) {
			this.#heldErrors.push({kind: 'error', at: event.receivedAt, text: event.text});
		}
	}

	#warning(message: string, at: number): void {
		if (!this.#seenWarnings.has(message)) {
			this.#seenWarnings.add(message);
			this.warnings.push(message);
			this.notices.push({kind: 'warning', at, text: message});
		}
	}
}

const forgottenText: Notice = {kind: 'text', at: 0, text: ''};

function reasonOf(failure: Extract<NixMessage, {kind: 'program-failed'}>): FailureReason {
	return {
		kind: 'hook',
		exitCode: failure.exitCode,
		signal: failure.signal,
		limit: undefined,
		wanted: undefined,
		got: undefined,
		message: failure.message,
	};
}
