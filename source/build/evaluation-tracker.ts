import {hostName} from '../parsers/host-name.js';
import type {CacheQuery, Evaluation} from './build-state.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

/** What happens before anything is built: files evaluated, caches asked. */
export class EvaluationTracker {
	readonly evaluation: Writable<Evaluation> = {files: 0, current: undefined, active: false};
	readonly queries: Writable<CacheQuery>[] = [];

	evaluatingFile(file: string): void {
		this.evaluation.files++;
		this.evaluating(file);
	}

	evaluating(what: string): void {
		this.evaluation.current = what;
		this.evaluation.active = true;
	}

	/** A plan, a build or a transfer: evaluation is over, or goes on beside it (import from derivation). */
	workBegan(): void {
		this.evaluation.active = false;
	}

	/** @returns The short name of the cache that was asked, for answered(). */
	asked(uri: string): string {
		const host = hostName(uri);
		this.#query(host).asked++;
		return host;
	}

	answered(host: string): void {
		this.#query(host).answered++;
	}

	#query(host: string): Writable<CacheQuery> {
		let query = this.queries.find((candidate) => candidate.host === host);
		if (query === undefined) {
			query = {host, asked: 0, answered: 0};
			this.queries.push(query);
		}

		return query;
	}
}
