import {hostName} from '../parsers/host-name.js';
import type {Build, BuildStatus, FailureReason, RemoteStep, WaitReason} from './build.js';
import {DependencyGraph} from './dependency-graph.js';
import {createBuild, type MutableBuild} from './mutable-build.js';
import type {NixProcess} from './nix-process.js';
import type {StatusCounts} from './status-counts.js';

/** The builds of a run and every change of their status; the rules for settling a stopped build stand in settle.ts. */
export class BuildLedger {
	readonly builds: MutableBuild[] = [];
	readonly graph = new DependencyGraph();
	readonly slots = new Map<string, number>();
	graphVersion = 0;
	readonly #runningBuilds = new Set<MutableBuild>();
	readonly #runningByHost = new Map<string, number>();
	readonly #counts: StatusCounts;
	readonly #onFailed: (build: Build, at: number) => void;

	/** @param onFailed Called once for each build at the moment its failure and reason are known. */
	constructor(counts: StatusCounts, onFailed: (build: Build, at: number) => void) {
		this.#counts = counts;
		this.#onFailed = onFailed;
	}

	/** The build of a derivation path (or of a resolved one), made if it is new. */
	ensure(derivationPath: string, source: number): MutableBuild {
		const known = this.graph.build(derivationPath);
		if (known !== undefined) {
			return known;
		}

		const build = createBuild(this.builds.length, derivationPath, source);
		this.builds.push(build);
		this.graph.addBuild(derivationPath, build);
		this.#counts.addBuild(build.status);
		this.graphVersion++;
		return build;
	}

	/** A content-addressed derivation was resolved: what is built under the new path is the same build. */
	resolve(original: string, resolved: string, source: number): MutableBuild {
		const build = this.ensure(original, source);
		if (this.graph.build(resolved) === undefined) {
			build.resolvedPath = resolved;
			this.graph.addBuild(resolved, build);
		}

		return build;
	}

	/**
	 * A Build activity has begun.
	 * @returns Whether it is nested: the builder's own Nix reporting what an activity of ours already stands for.
	 */
	start(process: NixProcess, build: MutableBuild, hostUri: string, at: number): boolean {
		const isNested = build.openActivities > 0 && build.status.name === 'running';
		build.openActivities++;
		build.lastSignAt = at;
		if (isNested) {
			build.nestedSeen = true;
			this.step(build, 'build', at);
			return true;
		}

		build.source = process.source;
		build.hostUri = hostUri;
		build.host = hostName(hostUri);
		build.verdict = undefined;
		build.nestedSeen = false;
		build.phases = [];
		const step = build.host === 'local' ? 'build' : 'connect';
		this.setStatus(build, {name: 'running', startedAt: at, step, stepStartedAt: at, stoppedAt: undefined});
		return false;
	}

	/** The remote build is at another step now; steps never go back, but for a build that starts anew. */
	step(build: MutableBuild, step: RemoteStep, at: number): void {
		if (build.status.name === 'running' && build.status.step !== step) {
			this.setStatus(build, {...build.status, step, stepStartedAt: at});
		}
	}

	/** Builds that run now, oldest first. */
	running(): ReadonlySet<MutableBuild> {
		return this.#runningBuilds;
	}

	/** It waits for something that Nix names, or no longer does (undefined). */
	wait(build: MutableBuild, reason: WaitReason | undefined, at: number): void {
		if (build.status.name === 'planned' || build.status.name === 'waiting') {
			this.setStatus(build, reason === undefined ? {name: 'planned'} : {name: 'waiting', for: reason, since: at});
		}
	}

	phase(build: MutableBuild, phase: string, at: number): void {
		const last = build.phases.at(-1);
		if (last?.phase === phase && last.stoppedAt === undefined) {
			return;
		}

		this.#closePhase(build, at);
		build.phases.push({phase, startedAt: at, stoppedAt: undefined, firstLine: build.log.length});
		build.lastSignAt = at;
		this.#noteBuilding(build, at);
	}

	logLine(build: MutableBuild, source: number, offset: number, length: number, isJson: boolean, at: number): void {
		build.log.append(source, offset, length, isJson);
		build.lastSignAt = at;
		this.#noteBuilding(build, at);
	}

	succeed(build: MutableBuild, at: number): void {
		const {startedAt, stoppedAt} = runTimes(build.status);
		build.verdict = undefined;
		this.setStatus(build, {name: 'built', startedAt: startedAt ?? at, stoppedAt: stoppedAt ?? at});
	}

	/** The first specific reason stays: Nix repeats a remote failure with less in it (nix issue 13509). */
	fail(build: MutableBuild, reason: FailureReason, at: number): void {
		const {status} = build;
		if (status.name === 'failed' && (status.reason.kind !== 'other' || reason.kind === 'other')) {
			return;
		}

		build.verdict = undefined;
		const {startedAt, stoppedAt} = runTimes(status);
		this.setStatus(build, {name: 'failed', startedAt, stoppedAt: stoppedAt ?? at, reason});
		if (status.name !== 'failed') {
			this.#onFailed(build, at);
		}

		this.#blockDependents(build, at);
	}

	dependencyFailed(build: MutableBuild, at: number): void {
		if (build.status.name === 'planned' || build.status.name === 'waiting' || build.status.name === 'running') {
			this.setStatus(build, {name: 'dependency-failed', stoppedAt: at, culprit: culpritOf(build)});
			this.#blockDependents(build, at);
		}
	}

	/** It was stopped from outside: by the failure of a sibling, or by the end of Nix itself. */
	giveUp(build: MutableBuild, name: 'cancelled' | 'interrupted', at: number): void {
		const {startedAt, stoppedAt} = runTimes(build.status);
		build.verdict = undefined;
		this.setStatus(build, {name, startedAt, stoppedAt: stoppedAt ?? at});
	}

	/** Edges of this derivation are known now; a failure that came before them blocks it. */
	graphArrived(build: MutableBuild, at: number): void {
		this.graphVersion++;
		const blocked = build.inputs.some(({status}) => status.name === 'failed' || status.name === 'dependency-failed');
		if (blocked) {
			this.dependencyFailed(build, at);
		} else if (build.status.name === 'dependency-failed' || build.status.name === 'failed') {
			this.#blockDependents(build, at);
		}
	}

	setStatus(build: MutableBuild, status: BuildStatus): void {
		const from = build.status;
		this.#counts.moveBuild(from, status);
		build.status = status;
		if (from.name === 'running' && status.name !== 'running') {
			this.#closePhase(build, runTimes(from).stoppedAt ?? endOf(status));
			this.#runningBuilds.delete(build);
			this.#runningByHost.set(build.host ?? '', (this.#runningByHost.get(build.host ?? '') ?? 1) - 1);
		} else if (status.name === 'running' && from.name !== 'running') {
			const host = build.host ?? '';
			const running = (this.#runningByHost.get(host) ?? 0) + 1;
			this.#runningBuilds.add(build);
			this.#runningByHost.set(host, running);
			this.slots.set(host, Math.max(running, this.slots.get(host) ?? 0));
		}
	}

	/** A build that shows life on a builder is past connecting and copying, whatever the hook has said. */
	#noteBuilding(build: MutableBuild, at: number): void {
		if (build.status.name === 'running' && build.status.step !== 'build') {
			this.step(build, 'build', at);
		}
	}

	#blockDependents(failed: MutableBuild, at: number): void {
		const queue = [...failed.dependents];
		for (let build = queue.pop(); build !== undefined; build = queue.pop()) {
			if (build.status.name === 'planned' || build.status.name === 'waiting') {
				const culprit = failed.status.name === 'failed' ? failed : culpritOf(failed);
				this.setStatus(build, {name: 'dependency-failed', stoppedAt: at, culprit});
				queue.push(...build.dependents);
			}
		}
	}

	#closePhase(build: MutableBuild, at: number): void {
		const last = build.phases.at(-1);
		if (last !== undefined && last.stoppedAt === undefined) {
			build.phases[build.phases.length - 1] = {...last, stoppedAt: at};
		}
	}
}

/** When a build began and stopped, as far as its status tells. */
export function runTimes(status: BuildStatus): {startedAt: number | undefined; stoppedAt: number | undefined} {
	return {
		startedAt: 'startedAt' in status ? status.startedAt : undefined,
		stoppedAt: 'stoppedAt' in status ? status.stoppedAt : undefined,
	};
}

function endOf(status: BuildStatus): number {
	return runTimes(status).stoppedAt ?? 0;
}

/** The failed build that blocks this one, by the shortest way down its inputs. */
function culpritOf(build: MutableBuild): Build | undefined {
	const seen = new Set<MutableBuild>([build]);
	for (const current of seen) {
		if (current.status.name === 'failed') {
			return current;
		}

		if (current.status.name === 'dependency-failed' && current.status.culprit !== undefined) {
			return current.status.culprit;
		}

		for (const input of current.inputs) {
			if (input.status.name !== 'built') {
				seen.add(input);
			}
		}
	}

	return undefined;
}
